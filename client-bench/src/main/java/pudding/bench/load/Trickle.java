package pudding.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/// Lies between TLS and the socket and, once told to, holds back what TLS writes, to send it byte by byte.
///
/// Belongs to the event loop of its connection.
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends the channel, and that is told.
final class Trickle extends ChannelOutboundHandlerAdapter {

    private final ByteBuf held = Unpooled.buffer();
    private @Nullable ChannelHandlerContext context;
    private boolean holding;

    /// @param holding whether the first byte is held already
    Trickle(boolean holding) {
        this.holding = holding;
    }

    /// Holds back what is written from now on.
    void hold() {
        holding = true;
    }

    /// Sends one of the bytes that are held.
    ///
    /// @return whether there was one
    boolean sendByte() {
        if (context == null || !held.isReadable()) {
            return false;
        }
        context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {held.readByte()}));
        return true;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (holding && message instanceof ByteBuf bytes) {
            held.writeBytes(bytes);
            bytes.release();
            promise.setSuccess();
        } else {
            ctx.write(message, promise);
        }
    }
}
