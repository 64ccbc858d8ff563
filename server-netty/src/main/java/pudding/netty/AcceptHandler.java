package pudding.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import pudding.contract.Failures;
import pudding.contract.ServerLog;

/// Logs that accepting fails; runs on the accepting event loop.
///
/// Netty itself then stops accepting for a second, so that a lack of descriptors does not make it spin.
final class AcceptHandler extends ChannelInboundHandlerAdapter {

    private final ServerLog log;

    AcceptHandler(ServerLog log) {
        this.log = log;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Failures.endIfFatal(cause);
        log.acceptFailed(cause);
        ctx.fireExceptionCaught(cause);
    }
}
