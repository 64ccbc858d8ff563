package pudding.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pudding.contract.Rejection;
import pudding.contract.SilenceRules;

/// Keeps the time in which the peer of an open WebSocket is silent, and does what [SilenceRules] say; belongs to the
/// event loop of its connection.
///
/// Stands behind TLS, because bytes that are no whole record yet are no sign of life. One timer runs, and looks at
/// its end how long the silence really is; Netty's IdleStateHandler does the same, but knows one period only.
// A ping that cannot be written closes the channel, and channelInactive tells.
@SuppressWarnings("FutureReturnValueIgnored")
final class SilenceWatch extends ChannelInboundHandlerAdapter {

    private final SilenceRules rules;
    private final ConnectionHandler connection;
    private long heardNanos;
    private int pings;
    private @Nullable Future<?> timer;

    SilenceWatch(SilenceRules rules, ConnectionHandler connection) {
        this.rules = rules;
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        heard();
        schedule(ctx, rules.dueNanos(0));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object plaintext) {
        heard();
        ctx.fireChannelRead(plaintext);
    }

    private void heard() {
        heardNanos = System.nanoTime();
        pings = 0;
    }

    private void look(ChannelHandlerContext ctx) {
        if (!connection.isWebSocket()) {
            // It is ending, and ConnectionHandler has a deadline for that.
            return;
        }
        if (UnsentWatch.unsentBytes(ctx.channel()) > 0) {
            // The peer does not listen itself, which is another rule's, and perhaps it was not listened to.
            heard();
        }
        long left = heardNanos + rules.dueNanos(pings) - System.nanoTime();
        if (left > 0) {
            schedule(ctx, left);
            return;
        }
        try {
            rules.check(pings);
        } catch (Rejection rejection) {
            ctx.fireExceptionCaught(rejection);
            return;
        }
        pings++;
        ctx.channel().writeAndFlush(new PingWebSocketFrame());
        schedule(ctx, heardNanos + rules.dueNanos(pings) - System.nanoTime());
    }

    private void schedule(ChannelHandlerContext ctx, long nanos) {
        if (nanos < SilenceRules.NEVER_NANOS / 2) {
            timer = ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
        }
    }
}
