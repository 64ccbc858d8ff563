package pudding.netty;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import pudding.contract.Flags;
import pudding.contract.Limits;
import pudding.contract.Rejection;
import pudding.contract.UsageException;
import pudding.contract.suite.Decoded;
import pudding.contract.suite.FrameSequence;

/// The Netty server's handlers of frames, in a channel without a socket: [FrameDecoder], [MessageGatherer] and
/// [Breach]. What [FrameHandler] does with control frames, which needs a connection, is told instead.
final class NettyDecoder implements Decoded.Decoder, AutoCloseable {

    private final EmbeddedChannel channel;
    private Decoded decoded = new Decoded();

    NettyDecoder() {
        Limits limits = limits();
        MessageGatherer messages = new Messages(limits);
        channel = new EmbeddedChannel(
                new FrameDecoder(FrameHandler.config(limits.maxMessageBytes()).decoderConfig(), messages),
                new Controls(), messages, new Breaches());
    }

    private static Limits limits() {
        try {
            return Limits.from(Flags.parse(new String[] {
                "--max-message-bytes", Integer.toString(FrameSequence.MAX_MESSAGE_BYTES),
                "--max-message-frames", Integer.toString(FrameSequence.MAX_MESSAGE_FRAMES)}, Options.flags()));
        } catch (UsageException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Decoded into) {
        decoded = into;
        channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }

    private final class Controls extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            byte[] payload = ByteBufUtil.getBytes(frame.content());
            switch (frame) {
                case PingWebSocketFrame _ -> decoded.ping(payload);
                case PongWebSocketFrame _ -> decoded.pong(payload);
                case CloseWebSocketFrame close -> closed(close);
                default -> ctx.fireChannelRead(frame.retain());
            }
        }

        private void closed(CloseWebSocketFrame close) {
            @Nullable Rejection breach = Breach.of(close);
            if (breach == null) {
                decoded.close(close.statusCode() == -1 ? 1005 : close.statusCode(), close.reasonText());
            } else {
                decoded.refused(breach);
            }
        }
    }

    private final class Messages extends MessageGatherer {

        Messages(Limits limits) {
            super(limits);
        }

        @Override
        void onText(ChannelHandlerContext ctx, byte[] payload, int offset, int length) {
            decoded.text(payload, offset, length);
        }

        @Override
        void onBinary(ChannelHandlerContext ctx, byte[] payload, int offset, int length) {
            decoded.binary(payload, offset, length);
        }
    }

    private final class Breaches extends ChannelInboundHandlerAdapter {

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
            Rejection breach = Breach.of(thrown, FrameSequence.MAX_MESSAGE_BYTES);
            if (breach == null) {
                throw new AssertionError(thrown);
            }
            decoded.refused(breach);
        }
    }
}
