package pudding.bench.load;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// One connection that makes its TLS handshake, asks once, and ends; belongs to one event loop.
///
/// ```
/// CONNECTING ── TLS done here: GET ──▶ ASKING ── first byte of the answer ──▶ ANSWERED ── its end ──▶ DONE
///      └──────────── failure ────────────┴────────────── failure ────────────────┴─────────────────────▲
/// ```
///
/// A client of TLS 1.3 is done before the server is, which has yet to read the client's Finished and to send its
/// tickets (RFC 8446 §2). The answer comes after all that, and so proves it and ends the wait for tickets, of which
/// there may be none. A close_notify in place of the request would prove as much for less, but BoringSSL throws
/// away the tickets that come after its own close_notify, and nothing would be resumed.
///
/// The request leaves with the client's Finished, so that it costs no turn more. It asks the server to close, and
/// who closes first keeps the port in TIME_WAIT: the client does not run out of ports.
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends the channel, and that is told.
final class Handshake extends ChannelInboundHandlerAdapter {

    /// Learns how it ended, once, on the event loop; then that nothing is left of it.
    interface Ending {

        /// Both ends have finished the handshake, and the connection has ended in order.
        ///
        /// @param nanos from the start until TLS was complete at the client
        void completed(long nanos, String negotiated);

        void failed(Failure failure);

        void gone();
    }

    private enum State {
        CONNECTING, ASKING, ANSWERED, DONE
    }

    private static final int MAX_PENDING_BYTES = 64 << 10;

    private final EventLoop loop;
    private final byte[] request;
    private final Ending ending;
    private final long startNanos = System.nanoTime();
    private State state = State.CONNECTING;
    private long handshakeNanos;
    private String negotiated = "";
    private boolean added;
    private @Nullable Channel channel;
    private @Nullable Future<?> timeout;

    /// @param request for the server to answer, and to close after it; shared, and only read
    Handshake(EventLoop loop, byte[] request, Ending ending) {
        this.loop = loop;
        this.request = request;
        this.ending = ending;
    }

    /// Begins to connect; called on the event loop.
    ///
    /// @param index   under which its session is kept, and an earlier one looked for
    /// @param atMost  until the server has ended it
    void start(Peer peer, int index, Duration atMost) {
        timeout = loop.schedule(() -> fail(new Failure.Timeout()), atMost.toMillis(), TimeUnit.MILLISECONDS);
        ChannelFuture connecting = Transport.connect(peer, loop, index, MAX_PENDING_BYTES, this);
        channel = connecting.channel();
        connecting.addListener(future -> {
            if (future.isSuccess()) {
                return;
            }
            Failure failure = Failure.of(future.cause());
            if (loop.inEventLoop()) {
                // At once, before the channel goes and takes the reason along.
                connectFailed(failure);
            } else {
                loop.execute(() -> connectFailed(failure));
            }
        });
    }

    private void connectFailed(Failure failure) {
        fail(failure);
        if (!added) {
            // Where no descriptor is left there is no channel that could go.
            ending.gone();
        }
    }

    /// What is asked: the health of this project's servers, and any answer at all of another.
    static byte[] request(Target target) {
        return ("GET /health HTTP/1.1\r\nHost: " + target.authority() + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Gives the connection up; does nothing when it has ended already.
    void fail(Failure failure) {
        if (state != State.DONE) {
            done();
            ending.failed(failure);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        added = true;
    }

    /// The last that is heard of a channel, whether it was ever connected or not.
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        fail(new Failure.Ended());
        loop.execute(ending::gone);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                fail(Failure.of(handshake.cause()));
            } else if (state == State.CONNECTING) {
                state = State.ASKING;
                handshakeNanos = System.nanoTime() - startNanos;
                SSLSession session = ctx.pipeline().get(SslHandler.class).engine().getSession();
                negotiated = session.getProtocol() + " " + session.getCipherSuite();
                ctx.writeAndFlush(Unpooled.wrappedBuffer(request));
            }
        } else if (event instanceof SslCloseCompletionEvent close) {
            ended(close.cause());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
        if (state == State.ASKING) {
            state = State.ANSWERED;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(Failure.of(cause));
    }

    /// The server says nothing more, by close_notify or without.
    private void ended(@Nullable Throwable cause) {
        if (state == State.ANSWERED) {
            done();
            ending.completed(handshakeNanos, negotiated);
        } else {
            fail(Failure.of(cause));
        }
    }

    private void done() {
        state = State.DONE;
        if (timeout != null) {
            timeout.cancel(false);
        }
        if (channel != null && channel.isRegistered()) {
            channel.close();
        }
    }
}
