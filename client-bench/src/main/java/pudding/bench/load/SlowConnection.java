package pudding.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection of a slow client, from the TLS handshake until the server cuts it; belongs to its event loop.
///
/// It reads and drops what comes, so that it is slow in one direction alone.
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends the channel, and that is told.
final class SlowConnection extends ByteToMessageDecoder {

    /// A header of a text message of 10,240 bytes; its mask is zero, as is that of all frames here.
    private static final byte[] MESSAGE_HEADER = {(byte) 0x81, (byte) 0xFE, 0x28, 0, 0, 0, 0, 0};
    private static final int MESSAGE_BYTES = 10_240;
    private static final byte[] EMPTY_PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};

    private final SlowLayer layer;
    private final Upgrade upgrade;
    private final Trickle trickle;
    private final Runnable onHolding;
    private @Nullable ChannelHandlerContext context;
    private boolean upgrading;
    private boolean holding;
    private int next;

    /// @param onHolding told when its layer is reached
    SlowConnection(SlowLayer layer, Upgrade upgrade, Runnable onHolding) {
        this.layer = layer;
        this.upgrade = upgrade;
        this.onHolding = onHolding;
        this.trickle = new Trickle(layer == SlowLayer.TLS_HANDSHAKE);
    }

    /// Whether its layer is reached.
    boolean isHolding() {
        return holding;
    }

    /// Sends the second's byte.
    ///
    /// @return whether its layer is reached and there is one to be sent
    boolean tick() {
        if (!holding || context == null) {
            return false;
        }
        switch (layer) {
            case TLS_HANDSHAKE, TLS_RECORD -> {
                return trickle.sendByte();
            }
            case HTTP_HEADER, PAYLOAD -> write(context, new byte[] {'x'});
            case FRAME_HEADER -> write(context, new byte[] {EMPTY_PONG[next++ % EMPTY_PONG.length]});
        }
        return true;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        // Under TLS, which comes before this handler.
        ctx.pipeline().addFirst(trickle);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        super.channelActive(ctx);
        if (layer == SlowLayer.TLS_HANDSHAKE) {
            hold();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            return;
        }
        if (!handshake.isSuccess()) {
            ctx.close();
        } else if (layer == SlowLayer.HTTP_HEADER) {
            write(ctx, "GET /ack HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            hold();
        } else {
            upgrading = true;
            write(ctx, upgrade.request());
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws ServerFrame.BreachException {
        Integer status = upgrading ? upgrade.response(in) : null;
        if (status == null) {
            if (!upgrading) {
                in.skipBytes(in.readableBytes());
            }
            return;
        }
        upgrading = false;
        if (status != 101) {
            ctx.close();
            return;
        }
        switch (layer) {
            case PAYLOAD -> write(ctx, MESSAGE_HEADER);
            case TLS_RECORD -> {
                trickle.hold();
                byte[] message = new byte[MESSAGE_HEADER.length + MESSAGE_BYTES];
                System.arraycopy(MESSAGE_HEADER, 0, message, 0, MESSAGE_HEADER.length);
                write(ctx, message);
            }
            case TLS_HANDSHAKE, HTTP_HEADER, FRAME_HEADER -> {
                // Nothing goes before the bytes of each second.
            }
        }
        hold();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void hold() {
        holding = true;
        onHolding.run();
    }

    private static void write(ChannelHandlerContext ctx, byte[] bytes) {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }
}
