package pudding.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.ServerFrame.BreachException;

/// One WebSocket over TLS, as a client has it; belongs to one event loop, but for [#loop()] and [#gone()].
///
/// ```
/// CONNECTING ── TLS done ──▶ UPGRADING ── 101 ──▶ OPEN ── close() ──▶ CLOSING ── Close ──▶ CLOSED
///      └──────── failure ────────┴──────── failure, Close ─┴─────── end of stream ─────────▶
/// ```
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends the channel, and that is told.
final class Connection extends ByteToMessageDecoder {

    /// Learns how a connection's opening ended, once, on its event loop.
    interface Opening {
        void opened(Connection connection, String tls);

        void failed(Failure failure);
    }

    /// Learns what Pongs arrive, on the connection's event loop.
    interface PongListener {
        void pong(byte[] payload);
    }

    private enum State {
        CONNECTING, UPGRADING, OPEN, CLOSING, CLOSED
    }

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
    private static final int NORMAL = 1000;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int NO_CODE = 1005;

    private final Peer peer;
    private final SplitMix64 random;
    private final Upgrade upgrade;
    private final Lane lane;
    private final Opening opening;
    private final EventLoop loop;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private State state = State.CONNECTING;
    private @Nullable Channel channel;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> timeout;
    private @Nullable ByteArrayOutputStream fragments;
    private @Nullable PongListener pongs;

    Connection(Peer peer, Paths paths, int index, Shard shard, SplitMix64 random, Opening opening) {
        this.peer = peer;
        this.random = random;
        this.upgrade = new Upgrade(peer.target().authority(), paths.path(index), random);
        this.lane = new Lane(shard, index, paths.isAck(index), paths.pings(), this);
        this.opening = opening;
        this.loop = shard.loop();
    }

    /// Begins to connect.
    ///
    /// @param maxPendingBytes bytes that may wait for the socket before the connection takes no more messages
    void start(Duration connectTimeout, int maxPendingBytes) {
        timeout = loop.schedule(() -> fail(new Failure.Timeout()), connectTimeout.toMillis(),
                TimeUnit.MILLISECONDS);
        ChannelFuture connecting = Transport.connect(peer, loop, lane.connectionIndex(), maxPendingBytes, this);
        channel = connecting.channel();
        channel.closeFuture().addListener(_ -> gone.complete(null));
        connecting.addListener(future -> {
            if (!future.isSuccess()) {
                // Where no descriptor is left there is no channel, and this is not the event loop.
                loop.execute(() -> fail(Failure.of(future.cause())));
                gone.complete(null);
            }
        });
    }

    EventLoop loop() {
        return loop;
    }

    /// Done when nothing is left of the connection.
    CompletableFuture<Void> gone() {
        return gone;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /// Whether it takes a message now.
    boolean isWritable() {
        return state == State.OPEN && context().channel().isWritable();
    }

    /// Sends one message.
    void send(Payload payload, long seq, long timeMicros, ChannelFutureListener written) {
        ChannelHandlerContext to = context();
        to.writeAndFlush(ClientFrames.text(to.alloc(), payload, seq, timeMicros, random.nextInt()))
                .addListener(written);
    }

    /// Sends a Ping (RFC 6455 §5.5.2).
    void ping(byte[] payload) {
        control(ClientFrames.PING, payload);
    }

    /// Who is told of Pongs; null for nobody.
    void onPong(@Nullable PongListener listener) {
        pongs = listener;
    }

    /// Closes in order: Close 1000, and the end when the server answers it, or after a while.
    void close() {
        if (state == State.OPEN) {
            state = State.CLOSING;
            lane.closed();
            control(ClientFrames.CLOSE, code(NORMAL));
            endLater();
        } else if (state != State.CLOSING) {
            abort();
        }
    }

    /// Gives the connection up; does nothing when it is given up already.
    void fail(Failure failure) {
        State before = state;
        if (before == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        switch (before) {
            case CONNECTING, UPGRADING -> {
                cancelTimeout();
                opening.failed(failure);
            }
            case OPEN -> lane.lost(failure);
            case CLOSING, CLOSED -> {
            }
        }
        end();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext newContext) {
        context = newContext;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                fail(Failure.of(handshake.cause()));
            } else if (state == State.CONNECTING) {
                state = State.UPGRADING;
                ctx.writeAndFlush(Unpooled.wrappedBuffer(upgrade.request()));
            }
        } else if (event instanceof SslCloseCompletionEvent) {
            // The server says nothing more, whether or not it ends the TCP connection too.
            fail(new Failure.Ended());
            end();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        try {
            switch (state) {
                case CONNECTING, UPGRADING -> response(ctx, in);
                case OPEN, CLOSING -> {
                    ServerFrame frame = ServerFrame.read(in);
                    if (frame != null) {
                        received(frame);
                    }
                }
                case CLOSED -> in.skipBytes(in.readableBytes());
            }
        } catch (BreachException e) {
            if (state == State.OPEN) {
                control(ClientFrames.CLOSE, code(PROTOCOL_ERROR));
            }
            fail(new Failure.Breach(e.sentence()));
        }
    }

    private void response(ChannelHandlerContext ctx, ByteBuf in) throws BreachException {
        Integer status = upgrade.response(in);
        if (status == null) {
            return;
        }
        if (status != 101) {
            fail(new Failure.Upgrade(status));
            return;
        }
        state = State.OPEN;
        cancelTimeout();
        lane.opened();
        SSLSession session = ctx.pipeline().get(SslHandler.class).engine().getSession();
        opening.opened(this, session.getProtocol() + " " + session.getCipherSuite());
    }

    private void received(ServerFrame frame) throws BreachException {
        switch (frame.opcode()) {
            case TEXT, BINARY -> {
                if (fragments != null) {
                    throw new BreachException("The server began a message within another.");
                }
                piece(frame, new ByteArrayOutputStream());
            }
            case CONTINUATION -> {
                if (fragments == null) {
                    throw new BreachException("The server continued a message that it had not begun.");
                }
                piece(frame, fragments);
            }
            case PING -> control(ClientFrames.PONG, frame.payload());
            case PONG -> {
                // A Pong may come unsolicited (RFC 6455 §5.5.3).
                if (pongs != null) {
                    pongs.pong(frame.payload());
                }
                lane.pong(frame.payload());
            }
            case CLOSE -> closed(frame.payload());
        }
    }

    private void piece(ServerFrame frame, ByteArrayOutputStream message) throws BreachException {
        if (message.size() + frame.payload().length > ServerFrame.MAX_BYTES) {
            throw new BreachException("The server sent a message of more than " + ServerFrame.MAX_BYTES + " bytes.");
        }
        message.writeBytes(frame.payload());
        fragments = frame.fin() ? null : message;
        if (frame.fin() && state == State.OPEN) {
            lane.message(message.toByteArray());
        }
    }

    /// RFC 6455 §5.5.1: the answer carries the same code. The server ends the connection.
    private void closed(byte[] payload) {
        if (state == State.OPEN) {
            int code = payload.length < 2 ? NO_CODE : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
            control(ClientFrames.CLOSE, code == NO_CODE ? new byte[0] : code(code));
            state = State.CLOSED;
            lane.lost(new Failure.Closed(code));
            endLater();
        } else {
            abort();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (isWritable()) {
            lane.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        // A Close frame may lie in what was read last.
        super.channelInactive(ctx);
        fail(new Failure.Ended());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(Failure.of(cause));
    }

    private void control(int opcode, byte[] payload) {
        ChannelHandlerContext to = context();
        to.writeAndFlush(ClientFrames.control(to.alloc(), opcode, payload, random.nextInt()));
    }

    /// Ends the connection without a word.
    void abort() {
        state = State.CLOSED;
        end();
    }

    private void end() {
        if (channel != null && channel.isRegistered()) {
            channel.close();
        }
    }

    private void endLater() {
        context().executor().schedule(this::end, CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("The connection has no channel yet.");
        }
        return context;
    }

    private static byte[] code(int code) {
        return new byte[] {(byte) (code >>> 8), (byte) code};
    }
}
