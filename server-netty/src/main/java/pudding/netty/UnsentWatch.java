package pudding.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pudding.contract.Rejection;
import pudding.contract.SendWatch;

/// Looks, now and then, whether the peer of an open WebSocket takes what was sent; belongs to the event loop of its
/// connection.
///
/// Nothing is timed while the socket takes all: a look is scheduled only by a flush that leaves something behind.
// Nobody waits for a look.
@SuppressWarnings("FutureReturnValueIgnored")
final class UnsentWatch extends ChannelDuplexHandler {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final SendWatch watch;
    private final ConnectionHandler connection;
    private boolean looking;

    UnsentWatch(SendWatch watch, ConnectionHandler connection) {
        this.watch = watch;
        this.connection = connection;
    }

    /// Ciphertext that the socket has not taken yet.
    static long unsentBytes(Channel channel) {
        @Nullable ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        if (!looking && unsentBytes(ctx.channel()) > 0) {
            looking = true;
            look(ctx);
        }
    }

    private void look(ChannelHandlerContext ctx) {
        @Nullable ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        // Once it ends, ConnectionHandler has a deadline.
        looking = buffer != null && connection.isWebSocket() && buffer.totalPendingWriteBytes() > 0;
        try {
            watch.look(looking, looking ? progress(buffer) : 0, System.nanoTime());
        } catch (Rejection rejection) {
            ctx.fireExceptionCaught(rejection);
            return;
        }
        if (looking) {
            ctx.executor().schedule(() -> look(ctx), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Changes whenever the socket takes a byte: which buffer is at the head of the line, and how much of it is gone.
    private static long progress(ChannelOutboundBuffer buffer) {
        return 31L * System.identityHashCode(buffer.current()) + buffer.currentProgress();
    }
}
