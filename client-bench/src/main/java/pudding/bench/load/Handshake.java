package pudding.bench.load;

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
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// One connection that makes its TLS handshake and ends; belongs to one event loop.
///
/// ```
/// CONNECTING ── TLS done here: close_notify ──▶ ENDING ── the server's close_notify ──▶ DONE
///      └───────────────── failure ──────────────────┴────────────────────────────────────▲
/// ```
///
/// A client of TLS 1.3 is done before the server is, which has yet to read the client's Finished and to send its
/// tickets (RFC 8446 §2). The server's close_notify comes after all that, and so proves it and ends the wait for
/// tickets at once, without a request that would cost HTTP besides. The server is first to end the TCP connection:
/// its port waits in TIME_WAIT, and the client does not run out of ports.
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends the channel, and that is told.
final class Handshake extends ChannelInboundHandlerAdapter {

    /// Learns how it ended, once, on the event loop; then that nothing is left of it.
    interface Ending {

        /// Both ends have finished the handshake.
        ///
        /// @param nanos from the start until TLS was complete at the client
        void completed(long nanos, String negotiated);

        void failed(Failure failure);

        void gone();
    }

    private enum State {
        CONNECTING, ENDING, DONE
    }

    private static final int MAX_PENDING_BYTES = 64 << 10;

    private final EventLoop loop;
    private final Ending ending;
    private final long startNanos = System.nanoTime();
    private State state = State.CONNECTING;
    private long handshakeNanos;
    private String negotiated = "";
    private @Nullable Channel channel;
    private @Nullable Future<?> timeout;

    Handshake(EventLoop loop, Ending ending) {
        this.loop = loop;
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
                connecting.channel().closeFuture().addListener(_ -> loop.execute(ending::gone));
            } else {
                // Where no descriptor is left there is no channel, and this is not the event loop.
                loop.execute(() -> {
                    fail(Failure.of(future.cause()));
                    ending.gone();
                });
            }
        });
    }

    /// Gives the connection up; does nothing when it has ended already.
    void fail(Failure failure) {
        if (state != State.DONE) {
            done();
            ending.failed(failure);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                fail(Failure.of(handshake.cause()));
            } else if (state == State.CONNECTING) {
                state = State.ENDING;
                handshakeNanos = System.nanoTime() - startNanos;
                SslHandler ssl = ctx.pipeline().get(SslHandler.class);
                SSLSession session = ssl.engine().getSession();
                negotiated = session.getProtocol() + " " + session.getCipherSuite();
                ssl.closeOutbound();
            }
        } else if (event instanceof SslCloseCompletionEvent close) {
            if (close.isSuccess() && state == State.ENDING) {
                done();
                ending.completed(handshakeNanos, negotiated);
            } else {
                fail(Failure.of(close.cause()));
            }
        }
    }

    /// A server that speaks first is not listened to.
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(new Failure.Ended());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(Failure.of(cause));
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
