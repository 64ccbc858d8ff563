package pudding.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.SocketAddress;
import pudding.contract.Admission;
import pudding.contract.Counters;
import pudding.contract.Failures;
import pudding.contract.Rejection;
import pudding.contract.ServerLog;

/// Lets connections in, in the order in which they came, and logs that accepting fails; runs on the accepting event
/// loop.
///
/// When accepting fails, Netty itself stops for a second, so that a lack of descriptors does not make it spin.
final class AcceptHandler extends ChannelInboundHandlerAdapter {

    private final Admission admission;
    private final Counters counters;
    private final ServerLog log;

    AcceptHandler(Admission admission, Counters counters, ServerLog log) {
        this.admission = admission;
        this.counters = counters;
        this.log = log;
    }

    /// The place of whoever is let in is given back by what [ConnectionInitializer] adds.
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        Channel channel = (Channel) accepted;
        SocketAddress peer = channel.remoteAddress();
        try {
            admission.enter(peer);
        } catch (Rejection rejection) {
            counters.rejected(rejection.refusal());
            log.rejected(peer, rejection);
            // It has no event loop yet, which any other close needs.
            channel.unsafe().closeForcibly();
            return;
        }
        ctx.fireChannelRead(channel);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Failures.endIfFatal(cause);
        log.acceptFailed(cause);
        ctx.fireExceptionCaught(cause);
    }
}
