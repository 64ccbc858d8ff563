package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import pudding.contract.BatchCodec;
import pudding.contract.Counters;
import pudding.contract.Flags;
import pudding.contract.Ingest;
import pudding.contract.Limits;
import pudding.contract.RequestRules;
import pudding.contract.ServerLog;
import pudding.contract.ServerOptions;
import pudding.contract.SilenceRules;

/// The pipeline of [ConnectionInitializer] without a socket and without TLS, after its upgrade.
final class UpgradedChannel {

    private UpgradedChannel() {
    }

    static EmbeddedChannel open(String path, BatchCodec.Binding binding) throws Exception {
        ServerOptions options = ServerOptions.from(Flags.parse(new String[0], ServerOptions.flags(0, "jdk")), 0);
        Limits limits = options.limits();
        Counters counters = new Counters();
        Ingest consumer = new Ingest(new BatchCodec(binding), counters);
        SslHandler unused = new SslHandler(SSLContext.getDefault().createSSLEngine());
        PeerWatch watch = new PeerWatch();
        ConnectionHandler connection = new ConnectionHandler(limits, counters, new ServerLog(), watch, unused);
        WebSocketServerProtocolConfig webSocket = FrameHandler.config(limits.maxMessageBytes());
        EmbeddedChannel channel = new EmbeddedChannel(
                watch,
                new HeadGuard(connection, limits.maxHeaderBytes()),
                new HttpServerCodec(),
                new RequestHandler(new RequestRules(options, counters), connection, webSocket.decoderConfig(),
                        new SilenceRules(limits), limits,
                        endpoint -> new MessageHandler(endpoint, consumer, counters, limits)),
                new FrameHandler(connection, webSocket),
                connection);
        channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        channel.writeInbound(ByteBufUtil.encodeString(channel.alloc(), CharBuffer.wrap(upgrade(path)),
                StandardCharsets.US_ASCII));
        ByteBuf response = channel.readOutbound();
        if (!response.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException(response.toString(StandardCharsets.US_ASCII));
        }
        response.release();
        return channel;
    }

    private static String upgrade(String path) {
        return """
                GET %s HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """.formatted(path);
    }
}
