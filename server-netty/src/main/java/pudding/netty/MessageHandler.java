package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.FastThreadLocal;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Endpoint;
import pudding.contract.MessageBuffer;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.Utf8Validator;

/// Does with each message what its endpoint says; belongs to the event loop of its connection.
// An answer that cannot be written closes the channel, and channelInactive tells.
@SuppressWarnings("FutureReturnValueIgnored")
final class MessageHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final int SCRATCH_BYTES = 16_384;
    private static final int MAX_SCRATCH_BYTES = 1 << 20;
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SCRATCH_BYTES];
        }
    };

    private final Endpoint endpoint;
    private final BatchConsumer consumer;
    private final Counters counters;
    private final MessageBuffer fragments;
    private final Utf8Validator utf8 = new Utf8Validator();
    private boolean binary;

    MessageHandler(Endpoint endpoint, BatchConsumer consumer, Counters counters, int maxMessageBytes) {
        super(WebSocketFrame.class);
        this.endpoint = endpoint;
        this.consumer = consumer;
        this.counters = counters;
        fragments = new MessageBuffer(maxMessageBytes);
    }

    void onText(ChannelHandlerContext ctx, byte[] payload, int offset, int length) throws Rejection {
        counters.received(length);
        switch (endpoint) {
            case INGEST -> consumer.accept(payload, offset, length);
            case ACK -> {
                String receipt = consumer.accept(payload, offset, length).toJson();
                ctx.writeAndFlush(new TextWebSocketFrame(ByteBufUtil.writeAscii(ctx.alloc(), receipt)));
            }
            case DISCARD -> {
                // Read whole, unmasked, checked as UTF-8 and counted: that is all.
            }
            case ECHO -> ctx.writeAndFlush(new TextWebSocketFrame(copy(ctx, payload, offset, length)));
        }
    }

    void onBinary(ChannelHandlerContext ctx, byte[] payload, int offset, int length) throws Rejection {
        counters.received(length);
        switch (endpoint) {
            case INGEST, ACK, DISCARD ->
                throw new Rejection(Refusal.BINARY, "Only text messages are accepted here.");
            case ECHO -> ctx.writeAndFlush(new BinaryWebSocketFrame(copy(ctx, payload, offset, length)));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) throws Rejection {
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            binary = frame instanceof BinaryWebSocketFrame;
            utf8.reset();
            if (frame.isFinalFragment()) {
                whole(ctx, frame.content());
                return;
            }
        }
        int before = fragments.length();
        fragments.append(frame.content().nioBuffer());
        validate(fragments.array(), before, fragments.length() - before, frame.isFinalFragment());
        if (frame.isFinalFragment()) {
            byte[] payload = fragments.array();
            int length = fragments.length();
            fragments.clear();
            deliver(ctx, payload, 0, length);
        }
    }

    /// The usual case: a message in one frame, taken from where Netty has it when that is the heap.
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
        if (!binary && (!utf8.append(payload, offset, length) || (last && !utf8.isComplete()))) {
            throw new Rejection(Refusal.NOT_UTF8, "The text is not UTF-8.");
        }
    }

    private void deliver(ChannelHandlerContext ctx, byte[] payload, int offset, int length) throws Rejection {
        if (binary) {
            onBinary(ctx, payload, offset, length);
        } else {
            onText(ctx, payload, offset, length);
        }
    }

    /// The event loop's own array, large enough for all but rare messages.
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

    private static ByteBuf copy(ChannelHandlerContext ctx, byte[] payload, int offset, int length) {
        return ctx.alloc().buffer(length).writeBytes(payload, offset, length);
    }
}
