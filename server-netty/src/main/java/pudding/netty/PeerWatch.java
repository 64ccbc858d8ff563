package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.uring.IoUringSocketChannel;

/// Stands between the socket and TLS: hears the peer, and lets it be read from only while it reads; belongs to the
/// event loop of its connection.
///
/// It also makes BoringSSL fail in time: after a corrupt record its engine sends the alert, but throws only
/// when it is used again, which may be never.
final class PeerWatch extends ChannelDuplexHandler {

    /// A TLS 1.2 alert under AES-GCM is 31 bytes long, one of TLS 1.3 is 24.
    private static final int MAX_ALERT_BYTES = 31;

    private boolean heard;
    private boolean alerted;

    /// Whether the peer has ever sent a byte.
    boolean heard() {
        return heard;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        heard = true;
        ctx.fireChannelRead(bytes);
    }

    /// Reads nothing while auto-read is off, whoever asks: Netty's decoders read on when what they have read came to no
    /// message, TLS records without plaintext among it, so that a peer that does not read could have as much waiting
    /// for it as it likes (a KeyUpdate is answered, RFC 8446 §4.6.3).
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (ctx.channel().config().isAutoRead()) {
            ctx.read();
        }
    }

    /// io_uring holds the socket open until its poll ends, which a shutdown makes happen now.
    // The close that follows tells, whether the shutdown did anything or not.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) throws Exception {
        if (ctx.channel() instanceof IoUringSocketChannel socket) {
            socket.shutdown();
        }
        super.close(ctx, promise);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object record, ChannelPromise promise) throws Exception {
        // An empty write is only the trace of a flush.
        alerted |= record instanceof ByteBuf bytes
                && bytes.isReadable()
                && bytes.readableBytes() <= MAX_ALERT_BYTES;
        super.write(ctx, record, promise);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        ctx.fireChannelReadComplete();
        if (alerted) {
            alerted = false;
            ctx.channel().flush();
        }
    }
}
