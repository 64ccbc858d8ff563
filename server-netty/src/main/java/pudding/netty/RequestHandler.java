package pudding.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import pudding.contract.Endpoint;
import pudding.contract.Limits;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.RequestRules;
import pudding.contract.RequestRules.Outcome;
import pudding.contract.ResponseFields;
import pudding.contract.SendWatch;
import pudding.contract.SilenceRules;

/// Answers requests until one asks for a WebSocket, then makes room for it; belongs to the event loop of its
/// connection.
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {

    private final RequestRules rules;
    private final ConnectionHandler connection;
    private final WebSocketDecoderConfig frames;
    private final SilenceRules silence;
    private final Limits limits;
    private final Function<Endpoint, MessageHandler> messageHandlers;

    RequestHandler(RequestRules rules, ConnectionHandler connection, WebSocketDecoderConfig frames,
            SilenceRules silence, Limits limits, Function<Endpoint, MessageHandler> messageHandlers) {
        this.rules = rules;
        this.connection = connection;
        this.frames = frames;
        this.silence = silence;
        this.limits = limits;
        this.messageHandlers = messageHandlers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) throws Rejection {
        // Beside requests there are the ends of requests: no body passes the rules.
        if (message instanceof HttpRequest request && connection.awaitsRequest()) {
            if (request.decoderResult().isFailure()) {
                refuse(request.decoderResult().cause());
                return;
            }
            switch (rules.decide(new NettyHead(request))) {
                case Outcome.Answer answer -> answer(ctx, request, answer);
                case Outcome.Upgrade upgrade -> upgrade(ctx, request, upgrade);
            }
        }
    }

    private static void refuse(Throwable cause) throws Rejection {
        if (cause instanceof TooLongFrameException) {
            throw new Rejection(Refusal.HEADERS_TOO_LARGE, "The request head is too large.");
        }
        // A peer that leaves in the middle of a head cannot be answered.
        if (!(cause instanceof PrematureChannelClosureException)) {
            throw new Rejection(Refusal.BAD_REQUEST, "The request is not one of HTTP/1.1.");
        }
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest request, Outcome.Answer answer) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        FullHttpResponse response = response(HttpResponseStatus.OK, answer.contentType(), answer.body());
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ChannelFuture written = ctx.writeAndFlush(response);
        connection.answered(keepAlive, written);
    }

    /// Leaves the pipeline to the WebSocket, and the answer 101 to Netty's handshake.
    private void upgrade(ChannelHandlerContext ctx, HttpRequest request, Outcome.Upgrade upgrade) {
        connection.upgraded();
        // The rules take more spellings of these two than Netty's handshake does.
        request.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        ChannelPipeline pipeline = ctx.pipeline();
        MessageHandler messages = messageHandlers.apply(upgrade.endpoint());
        pipeline.addAfter(pipeline.context(FrameHandler.class).name(), null, messages);
        pipeline.remove(this);
        ctx.fireChannelRead(new DefaultFullHttpRequest(request.protocolVersion(), request.method(),
                upgrade.endpoint().path(), Unpooled.EMPTY_BUFFER, request.headers(), EmptyHttpHeaders.INSTANCE));
        // Netty's handshake has put its decoder there, which has not seen a byte yet: HeadGuard holds them.
        pipeline.replace(WebSocket13FrameDecoder.class, null, new FrameDecoder(frames, messages));
        pipeline.addBefore(pipeline.context(FrameDecoder.class).name(), null,
                new SilenceWatch(silence, connection));
        pipeline.addFirst(new UnsentWatch(new SendWatch(limits), connection));
    }

    /// The response to a refused request.
    static FullHttpResponse refusal(Rejection rejection) {
        Refusal refusal = rejection.refusal();
        FullHttpResponse response = response(HttpResponseStatus.valueOf(refusal.code()),
                "text/plain; charset=utf-8", rejection.sentence() + "\n");
        HttpHeaders headers = response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal == Refusal.METHOD) {
            headers.set(HttpHeaderNames.ALLOW, "GET");
        } else if (refusal == Refusal.UPGRADE_REQUIRED) {
            // RFC 9110 §7.8: who sends Upgrade names it in Connection, too.
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE + ", Upgrade")
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        } else if (refusal == Refusal.FULL) {
            headers.set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        return response;
    }

    private static FullHttpResponse response(HttpResponseStatus status, String contentType, String body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
                Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        ResponseFields.now().forEach(response.headers()::set);
        return response;
    }

    /// A request as Netty decoded it.
    private record NettyHead(HttpRequest request) implements RequestRules.Head {

        @Override
        public String method() {
            return request.method().name();
        }

        @Override
        public String target() {
            return request.uri();
        }

        @Override
        public String version() {
            return request.protocolVersion().text();
        }

        @Override
        public List<String> values(String name) {
            return request.headers().getAll(name);
        }
    }
}
