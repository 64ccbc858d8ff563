package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.FastThreadLocal;
import pudding.contract.Limits;
import pudding.contract.MessageBuffer;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.Utf8Validator;

/// Makes messages of data frames, and checks that texts are UTF-8; belongs to the event loop of its
/// connection.
abstract class MessageGatherer extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final int SCRATCH_BYTES = 16_384;
    private static final int MAX_SCRATCH_BYTES = 1 << 20;

    /// The event loop's own array: a message in one frame is copied out of Netty's buffer but not allocated.
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SCRATCH_BYTES];
        }
    };

    private final MessageBuffer fragments;
    private final Utf8Validator utf8 = new Utf8Validator();
    private boolean binary;
    private boolean unfinished;
    /// How much of the next frame is validated already.
    private int ahead;

    MessageGatherer(Limits limits) {
        super(WebSocketFrame.class);
        fragments = new MessageBuffer(limits.maxMessageBytes(), limits.maxMessageFrames());
    }

    /// Takes one text message, valid until this returns.
    abstract void onText(ChannelHandlerContext ctx, byte[] payload, int offset, int length) throws Rejection;

    /// Takes one binary message, valid until this returns.
    abstract void onBinary(ChannelHandlerContext ctx, byte[] payload, int offset, int length) throws Rejection;

    /// Whether a fragmented message is under way.
    final boolean isUnfinished() {
        return unfinished;
    }

    /// Refuses a frame that may come next by its header, if it would make the message too large, or is one too many.
    ///
    /// @throws Rejection [Refusal#TOO_BIG] or [Refusal#TOO_MANY_FRAMES]
    final void checkFrame(long length) throws Rejection {
        fragments.beginFrame(!unfinished);
        fragments.checkRoom(length);
    }

    /// Validates bytes of a frame that is not complete yet (RFC 6455 §8.1 asks to fail on them).
    ///
    /// @param starts whether the frame starts a text; else it continues a message
    /// @throws Rejection [Refusal#NOT_UTF8]
    final void lookAhead(boolean starts, byte[] bytes) throws Rejection {
        if (starts || !binary) {
            append(bytes, 0, bytes.length);
            ahead += bytes.length;
        }
    }

    @Override
    protected final void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) throws Rejection {
        boolean last = frame.isFinalFragment();
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            binary = frame instanceof BinaryWebSocketFrame;
            unfinished = !last;
            if (last) {
                whole(ctx, frame.content());
                return;
            }
        }
        int before = fragments.length();
        fragments.append(frame.content().nioBuffer());
        validate(fragments.array(), before, fragments.length() - before, last);
        if (last) {
            unfinished = false;
            byte[] payload = fragments.array();
            int length = fragments.length();
            fragments.clear();
            deliver(ctx, payload, 0, length);
        }
    }

    /// The usual case: a message in one frame.
    private void whole(ChannelHandlerContext ctx, ByteBuf content) throws Rejection {
        int length = content.readableBytes();
        byte[] payload;
        int offset;
        if (content.hasArray()) {
            payload = content.array();
            offset = content.arrayOffset() + content.readerIndex();
        } else {
            payload = scratch(length);
            offset = 0;
            content.getBytes(content.readerIndex(), payload, 0, length);
        }
        validate(payload, offset, length, true);
        deliver(ctx, payload, offset, length);
    }

    private void validate(byte[] payload, int offset, int length, boolean last) throws Rejection {
        if (!binary) {
            append(payload, offset + ahead, length - ahead);
            ahead = 0;
            if (last && !utf8.isComplete()) {
                throw notUtf8();
            }
        }
    }

    private void append(byte[] bytes, int offset, int length) throws Rejection {
        if (!utf8.append(bytes, offset, length)) {
            throw notUtf8();
        }
    }

    private static Rejection notUtf8() {
        return new Rejection(Refusal.NOT_UTF8, "The text is not UTF-8.");
    }

    private void deliver(ChannelHandlerContext ctx, byte[] payload, int offset, int length) throws Rejection {
        if (binary) {
            onBinary(ctx, payload, offset, length);
        } else {
            onText(ctx, payload, offset, length);
        }
    }

    private static byte[] scratch(int length) {
        byte[] array = SCRATCH.get();
        if (length > array.length) {
            array = new byte[length];
            if (length <= MAX_SCRATCH_BYTES) {
                SCRATCH.set(array);
            }
        }
        return array;
    }
}
