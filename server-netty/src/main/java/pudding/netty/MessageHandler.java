package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Endpoint;
import pudding.contract.Limits;
import pudding.contract.Refusal;
import pudding.contract.Rejection;

/// Does with each message what its endpoint says; one instance for each connection.
///
/// Used by one thread: the event loop of its connection.
final class MessageHandler extends MessageGatherer {

    private final Endpoint endpoint;
    private final BatchConsumer consumer;
    private final Counters counters;

    MessageHandler(Endpoint endpoint, BatchConsumer consumer, Counters counters, Limits limits) {
        super(limits);
        this.endpoint = endpoint;
        this.consumer = consumer;
        this.counters = counters;
    }

    @Override
    void onText(ChannelHandlerContext ctx, byte[] payload, int offset, int length) throws Rejection {
        counters.received(length);
        switch (endpoint) {
            case INGEST -> consumer.acceptOrReject(payload, offset, length);
            case ACK -> FrameHandler.answer(ctx, new TextWebSocketFrame(
                    ByteBufUtil.writeAscii(ctx.alloc(), consumer.acceptOrReject(payload, offset, length).toJson())));
            case DISCARD -> {
                // Read whole, unmasked, checked as UTF-8, and counted above.
            }
            case ECHO -> FrameHandler.answer(ctx, new TextWebSocketFrame(copy(ctx, payload, offset, length)));
        }
    }

    @Override
    void onBinary(ChannelHandlerContext ctx, byte[] payload, int offset, int length) throws Rejection {
        counters.received(length);
        switch (endpoint) {
            case ECHO -> FrameHandler.answer(ctx, new BinaryWebSocketFrame(copy(ctx, payload, offset, length)));
            case INGEST, ACK, DISCARD -> throw new Rejection(Refusal.BINARY,
                    "Only text messages are accepted here.");
        }
    }

    private static ByteBuf copy(ChannelHandlerContext ctx, byte[] payload, int offset, int length) {
        return ctx.alloc().buffer(length).writeBytes(payload, offset, length);
    }
}
