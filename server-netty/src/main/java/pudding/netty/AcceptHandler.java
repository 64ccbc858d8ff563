package pudding.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import pudding.contract.ServerLog;

/// Logs that accepting fails, once until it works again; runs on the accepting event loop.
///
/// Netty itself then stops accepting for a second, so that a lack of descriptors does not make it spin.
final class AcceptHandler extends ChannelInboundHandlerAdapter {

    private final ServerLog log;
    private boolean failing;

    AcceptHandler(ServerLog log) {
        this.log = log;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        failing = false;
        ctx.fireChannelRead(accepted);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!failing) {
            failing = true;
            log.failed("Accepting fails, and is tried again each second", cause);
        }
        ctx.fireExceptionCaught(cause);
    }
}
