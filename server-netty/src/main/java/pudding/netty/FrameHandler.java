package pudding.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.util.List;
import pudding.contract.Limits;

/// Upgrades the connection by Netty's handshake, then answers control frames and lets data frames through;
/// belongs to the event loop of its connection.
///
/// What Netty's handler would do by itself is turned off where it differs from the contract: it answers a
/// violation twice (the second time with 1000 "Bye"), closes at once after any exception, and validates UTF-8 a second
/// time.
final class FrameHandler extends WebSocketServerProtocolHandler {

    private final ConnectionHandler connection;

    /// @param config of [#config]
    FrameHandler(ConnectionHandler connection, WebSocketServerProtocolConfig config) {
        super(config);
        this.connection = connection;
    }

    /// The settings of all connections.
    static WebSocketServerProtocolConfig config(int maxMessageBytes) {
        return WebSocketServerProtocolConfig.newBuilder()
                // Any path: RequestHandler lets none through that is not an endpoint.
                .websocketPath("/")
                .checkStartsWith(true)
                .handleCloseFrames(false)
                .sendCloseFrame(null)
                .dropPongFrames(false)
                .decoderConfig(decoderConfig(maxMessageBytes))
                .build();
    }

    private static WebSocketDecoderConfig decoderConfig(int maxMessageBytes) {
        return WebSocketDecoderConfig.newBuilder()
                // Netty limits control frames alike; FrameDecoder knows the limit of messages.
                .maxFramePayloadLength(Math.max(Limits.MAX_CONTROL_BYTES, maxMessageBytes))
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    /// Writes a frame that nobody waits for, and so without a promise: TLS keeps the promise of each frame until the
    /// socket has taken the record that the frame is in. In a record full of empty Pongs they take some forty times
    /// what the Pongs do, and no limit counts them.
    // Of one that cannot be encoded the pipeline is told; one that cannot be written closes the channel.
    @SuppressWarnings("FutureReturnValueIgnored")
    static void answer(ChannelHandlerContext ctx, WebSocketFrame frame) {
        ctx.writeAndFlush(frame, ctx.voidPromise());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, WebSocketFrame frame, List<Object> out) {
        if (frame instanceof CloseWebSocketFrame close) {
            connection.closed(close);
        } else if (!connection.isWebSocket()) {
            // RFC 6455 §1.4: what follows a Close is discarded.
            return;
        } else if (frame instanceof PingWebSocketFrame) {
            answer(ctx, new PongWebSocketFrame(frame.content().retain()));
        } else if (!(frame instanceof PongWebSocketFrame)) {
            out.add(frame.retain());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.fireExceptionCaught(cause);
    }
}
