package pudding.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pudding.contract.CloseCodes;
import pudding.contract.Counters;
import pudding.contract.Failures;
import pudding.contract.Limits;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.ServerLog;

/// Answers, counts and logs whatever goes wrong on one connection, keeps its deadlines, and ends it; belongs
/// to the event loop of that connection.
///
/// ```
///  TLS ──handshake──▶ REQUEST ──upgrade──▶ WEBSOCKET ──we go away──▶ CLOSE_SENT
///   │                    │ refusal            │ refusal, Close           │ Close, deadline
///   ▼                    ▼                    ▼                          ▼
///  closed            ENDING: the last words are sent, input is discarded, ──────────▶ closed
///                    until the peer has read them and leaves, or LINGER_MILLIS
/// ```
// Nobody waits for a write or a close: if it fails the channel is closed, and channelInactive tells.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

    /// How long a peer may take to read our last words.
    static final long LINGER_MILLIS = 1_000;

    private enum Phase {
        TLS, REQUEST, WEBSOCKET, CLOSE_SENT, ENDING
    }

    private final Limits limits;
    private final Counters counters;
    private final ServerLog log;
    private final PeerWatch watch;
    private final SslHandler ssl;

    private Phase phase = Phase.TLS;
    private boolean headBegun = true;
    private @Nullable ChannelHandlerContext context;
    private @Nullable SocketAddress peer;
    private @Nullable Future<?> deadline;

    ConnectionHandler(Limits limits, Counters counters, ServerLog log, PeerWatch watch,
            SslHandler ssl) {
        this.limits = limits;
        this.counters = counters;
        this.log = log;
        this.watch = watch;
        this.ssl = ssl;
    }

    /// The handler of a connection that the server has accepted.
    static ConnectionHandler of(Channel channel) {
        return channel.pipeline().get(ConnectionHandler.class);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        peer = ctx.channel().remoteAddress();
        startDeadline(ctx, limits.handshakeTimeout().toMillis(), this::requestIsLate);
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopDeadline();
        ctx.fireChannelInactive();
    }

    /// Whether a request head may come next.
    boolean awaitsRequest() {
        return phase == Phase.REQUEST;
    }

    boolean isWebSocket() {
        return phase == Phase.WEBSOCKET;
    }

    /// The first bytes of a request have come.
    void headBegun() {
        headBegun = true;
    }

    /// A request has been answered.
    ///
    /// @param keepAlive whether another may follow, for which there is as much time as for the first
    void answered(boolean keepAlive, ChannelFuture written) {
        ChannelHandlerContext ctx = context();
        if (keepAlive) {
            headBegun = false;
            startDeadline(ctx, limits.handshakeTimeout().toMillis(), this::requestIsLate);
        } else {
            end(ctx, written);
        }
    }

    /// The request asks for a WebSocket and has got its place, which is given back when the channel closes.
    void upgraded() {
        stopDeadline();
        phase = Phase.WEBSOCKET;
        context().channel().closeFuture().addListener(closed -> counters.connectionClosed());
    }

    /// The peer has sent a Close, which is answered unless it is an answer itself (RFC 6455 §5.5.1).
    void closed(CloseWebSocketFrame close) {
        ChannelHandlerContext ctx = context();
        if (phase == Phase.CLOSE_SENT) {
            end(ctx, ctx.newSucceededFuture());
        } else if (phase == Phase.WEBSOCKET) {
            @Nullable Rejection breach = Breach.of(close);
            if (breach != null) {
                refuse(breach);
            } else {
                int code = close.statusCode();
                end(ctx, ctx.writeAndFlush(
                        code == -1 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(true, 0, code, "")));
            }
        }
    }

    /// The server stops: says so where that can be said, and waits for the peer's Close.
    void goAway() {
        @Nullable ChannelHandlerContext ctx = context;
        if (ctx == null || phase == Phase.TLS || phase == Phase.REQUEST) {
            // Without a context the channel is not active yet, and the group of channels closes it.
            if (ctx != null) {
                ctx.close();
            }
        } else if (phase == Phase.WEBSOCKET) {
            phase = Phase.CLOSE_SENT;
            ctx.channel().config().setAutoRead(true);
            ctx.writeAndFlush(new CloseWebSocketFrame(true, 0, CloseCodes.GOING_AWAY, "going away"));
            startDeadline(ctx, LINGER_MILLIS, ctx::close);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent handshake when handshake.isSuccess() -> {
                counters.handshake();
                phase = Phase.REQUEST;
            }
            case SslHandshakeCompletionEvent handshake -> handshakeFailed(ctx, handshake.cause());
            // close_notify without a Close: the peer is gone (RFC 8446 §6.1).
            case SslCloseCompletionEvent _ when phase != Phase.ENDING -> ctx.close();
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    /// Stops reading from a peer that does not read, so that what waits for it is bounded.
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean closing = phase == Phase.CLOSE_SENT || phase == Phase.ENDING;
        ctx.channel().config().setAutoRead(ctx.channel().isWritable() || closing);
        ctx.fireChannelWritabilityChanged();
    }

    /// Takes what no handler before it wanted: the ends of requests.
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    /// The one place where a breach, thrown wherever it was seen, becomes a refusal.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        Failures.endIfFatal(thrown);
        @Nullable Rejection breach = Breach.of(thrown, limits.maxMessageBytes());
        if (breach == null) {
            ctx.close();
        } else {
            refuse(breach);
        }
    }

    private void handshakeFailed(ChannelHandlerContext ctx, Throwable cause) {
        if (watch.heard()) {
            refuse(Breach.ofTls(cause));
        } else {
            phase = Phase.ENDING;
            ctx.close();
        }
    }

    private void requestIsLate() {
        if (headBegun) {
            refuse(new Rejection(Refusal.REQUEST_TIMEOUT, "No complete request within "
                    + limits.handshakeTimeout().toSeconds() + " seconds."));
        } else {
            // A kept-alive connection that is not used again.
            context().close();
        }
    }

    /// Counts, logs and answers, once for each connection.
    private void refuse(Rejection rejection) {
        ChannelHandlerContext ctx = context();
        Refusal refusal = rejection.refusal();
        if (phase == Phase.ENDING) {
            return;
        }
        if (phase == Phase.CLOSE_SENT) {
            end(ctx, ctx.newSucceededFuture());
            return;
        }
        counters.rejected(refusal);
        if (peer != null) {
            log.rejected(peer, rejection);
        }
        if (phase == Phase.WEBSOCKET && refusal.isClose()) {
            end(ctx, ctx.writeAndFlush(
                    new CloseWebSocketFrame(true, 0, refusal.code(), rejection.closeReason())));
        } else if (phase == Phase.REQUEST && refusal.code() > 0 && !refusal.isClose()) {
            end(ctx, ctx.writeAndFlush(RequestHandler.refusal(rejection)));
        } else {
            phase = Phase.ENDING;
            ctx.close();
        }
    }

    /// Once the last words are written: close_notify, FIN, and the peer's own end or the deadline. To close
    /// at once, with input unread, would make the kernel send RST, and the peer might lose our last words.
    private void end(ChannelHandlerContext ctx, ChannelFuture lastWords) {
        phase = Phase.ENDING;
        Channel channel = ctx.channel();
        channel.pipeline().addFirst(new Discard());
        channel.config().setAutoRead(true);
        lastWords.addListener(written -> ssl.closeOutbound().addListener(
                notified -> ((DuplexChannel) channel).shutdownOutput()));
        startDeadline(ctx, LINGER_MILLIS, ctx::close);
    }

    private void startDeadline(ChannelHandlerContext ctx, long millis, Runnable action) {
        stopDeadline();
        if (ctx.channel().isActive()) {
            deadline = ctx.executor().schedule(action, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("The channel is not active yet.");
        }
        return context;
    }

    /// Drops what the peer still sends.
    private static final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            ReferenceCountUtil.release(bytes);
        }
    }
}
