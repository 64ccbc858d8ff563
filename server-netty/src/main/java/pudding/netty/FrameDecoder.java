package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;
import pudding.contract.Rejection;

/// Netty's frame decoder, made to refuse as early as the bytes allow: a data frame by its header, when it would
/// pass the limit of the message (Netty's own limit is one of all frames), and text by its first bad byte, while
/// the rest of its frame is still to come; belongs to the event loop of its connection.
///
/// ```
///   0                   1                   2                   3
///   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///  +-+-+-+-+-------+-+-------------+-------------------------------+
///  |F|R|R|R|opcode |M| length      | length, if it is 126: 16 bits |
///  |I|S|S|S|  0    |A|  7 bits     |               127: 64 bits    |
///  |N|V|V|V|       |S|             |                               |
///  +-+-+-+-+-------+-+-------------+ - - - - - - - - - - - - - - - +
/// ```
final class FrameDecoder extends WebSocket13FrameDecoder {

    private static final int MAX_HEADER_BYTES = 14;
    private static final int MASK_BYTES = 4;

    private final MessageGatherer messages;
    private boolean betweenFrames = true;

    /// Of the frame that has begun: its header as far as it has been decoded, and how much of its payload has been
    /// looked at.
    private final byte[] header = new byte[MAX_HEADER_BYTES];
    private int headerLength;
    private int seen;

    FrameDecoder(WebSocketDecoderConfig config, MessageGatherer messages) {
        super(config);
        this.messages = messages;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (betweenFrames && !mayBegin(in)) {
            return;
        }
        int from = in.readerIndex();
        int before = out.size();
        super.decode(ctx, in, out);
        betweenFrames = out.size() > before;
        if (betweenFrames) {
            headerLength = 0;
            seen = 0;
        } else {
            // Netty takes the header as it comes, and the payload only when it is there as a whole.
            int taken = Math.min(in.readerIndex() - from, MAX_HEADER_BYTES - headerLength);
            in.getBytes(from, header, headerLength, taken);
            headerLength += taken;
            lookAhead(in);
        }
    }

    /// Leaves the payload of a Close to [Breach]: Netty's check takes codes from 5000 on, and the end of a reason within
    /// a character.
    @Override
    protected void checkCloseFrameBody(ChannelHandlerContext ctx, ByteBuf payload) {
        // A payload of one byte is refused by its header.
    }

    private void lookAhead(ByteBuf in) throws Rejection {
        int count = in.readableBytes() - seen;
        boolean data = (header[0] & 0x0F) <= 0x1;
        if (count > 0 && data && headerLength >= 2 && headerLength == headerBytes()) {
            byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex() + seen, count);
            for (int i = 0; i < count; i++) {
                bytes[i] ^= header[headerLength - MASK_BYTES + ((seen + i) & 3)];
            }
            seen += count;
            messages.lookAhead((header[0] & 0x0F) == 0x1, bytes);
        }
    }

    private int headerBytes() {
        return 2 + extendedBytes(header[1] & 0x7F) + MASK_BYTES;
    }

    private static int extendedBytes(int length7) {
        return length7 < 126 ? 0 : length7 == 126 ? Short.BYTES : Long.BYTES;
    }

    /// Whether enough of the header is there to say that the frame is not too large.
    private boolean mayBegin(ByteBuf in) throws Rejection {
        int at = in.readerIndex();
        if (in.readableBytes() < 2) {
            return false;
        }
        int start = in.getByte(at) & 0x7F;
        boolean data = start <= 0x2 && (in.getByte(at + 1) & 0x80) != 0;
        // Of a wrong start or a wrong order Netty says what is wrong.
        if (!data || (start == 0) != messages.isUnfinished()) {
            return true;
        }
        int length7 = in.getByte(at + 1) & 0x7F;
        int extended = extendedBytes(length7);
        if (in.readableBytes() < 2 + extended) {
            return false;
        }
        long length = switch (extended) {
            case Short.BYTES -> in.getUnsignedShort(at + 2);
            case Long.BYTES -> in.getLong(at + 2);
            default -> length7;
        };
        // One in a longer form than it needs, or negative, is Netty's to refuse.
        if (length >= leastOfForm(extended)) {
            messages.checkFrame(length);
        }
        return true;
    }

    private static int leastOfForm(int extendedBytes) {
        return switch (extendedBytes) {
            case Short.BYTES -> 126;
            case Long.BYTES -> 65_536;
            default -> 0;
        };
    }
}
