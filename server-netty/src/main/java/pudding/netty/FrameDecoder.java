package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;
import pudding.contract.Rejection;

/// Netty's frame decoder, which knows the limit of a frame, made to know the limit of a message too; belongs
/// to the event loop of its connection.
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

    private final MessageGatherer messages;
    private boolean betweenFrames = true;

    FrameDecoder(WebSocketDecoderConfig config, MessageGatherer messages) {
        super(config);
        this.messages = messages;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (betweenFrames && !mayBegin(in)) {
            return;
        }
        int before = out.size();
        super.decode(ctx, in, out);
        betweenFrames = out.size() > before;
    }

    /// Whether enough of the header is there to say that the frame is not too large.
    private boolean mayBegin(ByteBuf in) throws Rejection {
        int at = in.readerIndex();
        if (in.readableBytes() < 2) {
            return false;
        }
        boolean continuation = (in.getByte(at) & 0x7F) == 0 && (in.getByte(at + 1) & 0x80) != 0;
        if (!continuation) {
            return true;
        }
        int length7 = in.getByte(at + 1) & 0x7F;
        int extended = length7 < 126 ? 0 : length7 == 126 ? Short.BYTES : Long.BYTES;
        if (in.readableBytes() < 2 + extended) {
            return false;
        }
        // A negative length, or one in a longer form than it needs, is Netty's to refuse.
        messages.checkContinuation(switch (extended) {
            case Short.BYTES -> in.getUnsignedShort(at + 2);
            case Long.BYTES -> in.getLong(at + 2);
            default -> length7;
        });
        return true;
    }
}
