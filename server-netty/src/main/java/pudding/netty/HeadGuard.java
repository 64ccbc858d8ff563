package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.RequestRules;

/// Refuses the request heads that HttpServerCodec would read leniently, and hands it one head at a time;
/// belongs to the event loop of its connection.
///
/// HttpServerCodec joins folded lines, takes any run of blanks in the request line, and limits the request
/// line and the fields apart. What follows a head is kept back until that head has been decided, so that
/// frames sent in the same write as the upgrade request are read as frames.
final class HeadGuard extends ChannelInboundHandlerAdapter {

    private final ConnectionHandler connection;
    private final int maxBytes;

    /// Of the head that is being read: its bytes, the bytes of its current line, its lines before that, and
    /// the blanks of its request line.
    private int headBytes;
    private int lineBytes;
    private int lines;
    private int blanks;
    private int last;

    /// @param maxBytes the most that a head may have
    HeadGuard(ConnectionHandler connection, int maxBytes) {
        this.connection = connection;
        this.maxBytes = maxBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable() && connection.awaitsRequest()) {
                int length = lengthOfHead(in);
                connection.headBegun();
                ctx.fireChannelRead(in.readRetainedSlice(length < 0 ? in.readableBytes() : length));
            }
            if (connection.isWebSocket()) {
                // Not earlier: this context's next is now the frame decoder.
                ctx.pipeline().remove(this);
                if (in.isReadable()) {
                    ctx.fireChannelRead(in.readRetainedSlice(in.readableBytes()));
                }
            }
        } catch (Rejection e) {
            ctx.fireExceptionCaught(e);
        } finally {
            in.release();
        }
    }

    /// Bytes from the reader index to the end of the head, or -1 when it does not end in this buffer.
    private int lengthOfHead(ByteBuf in) throws Rejection {
        for (int i = in.readerIndex(); i < in.writerIndex(); i++) {
            int b = in.getByte(i) & 0xFF;
            if (++headBytes > maxBytes) {
                throw RequestRules.headTooLarge(maxBytes, lines == 0);
            }
            if ((last == '\r') != (b == '\n')) {
                throw new Rejection(Refusal.BAD_REQUEST, "A line of the request does not end with CR LF.");
            }
            last = b;
            if (b == '\n') {
                if (endLine()) {
                    return i + 1 - in.readerIndex();
                }
            } else if (b != '\r') {
                check(b);
                lineBytes++;
            }
        }
        return -1;
    }

    private void check(int b) throws Rejection {
        boolean blank = b == ' ' || b == '\t';
        if ((b < ' ' && b != '\t') || b == 0x7F) {
            throw new Rejection(Refusal.BAD_REQUEST, "The request holds a control character.");
        }
        if (lines == 0) {
            // RFC 9112 §3: method SP target SP version, and nothing else.
            if (b == '\t' || b >= 0x80 || (blank && (lineBytes == 0 || ++blanks > 2))) {
                throw new Rejection(Refusal.BAD_REQUEST, "The request line is not one of HTTP.");
            }
        } else if (blank && lineBytes == 0) {
            throw new Rejection(Refusal.BAD_REQUEST, "The request has a folded field line.");
        }
    }

    /// Returns whether the head has ended.
    private boolean endLine() {
        boolean empty = lineBytes == 0;
        lineBytes = 0;
        if (!empty) {
            lines++;
            return false;
        }
        if (lines == 0) {
            // RFC 9112 §2.2: empty lines before the request line are ignored.
            return false;
        }
        headBytes = 0;
        lines = 0;
        blanks = 0;
        return true;
    }
}
