package undertow;

import batch.Batch;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.xnio.Options;
import org.xnio.Sequence;

/// Undertow's core, each message worked on by the I/O thread that read it. Arguments: host, port, keystore, the file
/// with its password.
public final class UndertowPeer {

    private static final int TEXT_IS_DUE = 1003;
    private static final long MAX_MESSAGE_BYTES = 65_536;

    private UndertowPeer() {
    }

    public static void main(String[] args) throws Exception {
        Undertow.builder()
                .addHttpsListener(Integer.parseInt(args[1]), args[0], tls(Path.of(args[2]), Path.of(args[3])))
                .setSocketOption(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3"))
                .setSocketOption(Options.SSL_ENABLED_CIPHER_SUITES, Sequence.of("TLS_AES_128_GCM_SHA256"))
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .setHandler(Handlers.path()
                        .addExactPath("/ingest", Handlers.websocket(listening(UndertowPeer::receipt)))
                        .addExactPath("/ack", Handlers.websocket(listening((channel, text) -> WebSockets
                                .sendText(receipt(channel, text), channel, null))))
                        .addExactPath("/discard", Handlers.websocket(listening((channel, text) -> {
                        }))))
                .build()
                .start();
        System.out.println("READY wss://" + args[0] + ":" + args[1]);
    }

    private static String receipt(WebSocketChannel channel, String text) throws JsonProcessingException {
        return Batch.read(text).receipt();
    }

    private interface OnText {
        void accept(WebSocketChannel channel, String text) throws JsonProcessingException;
    }

    private static WebSocketConnectionCallback listening(OnText onText) {
        return (exchange, channel) -> {
            channel.getReceiveSetter().set(new AbstractReceiveListener() {

                @Override
                protected long getMaxTextBufferSize() {
                    return MAX_MESSAGE_BYTES;
                }

                @Override
                protected void onFullBinaryMessage(WebSocketChannel from, BufferedBinaryMessage message) {
                    message.getData().free();
                    WebSockets.sendClose(TEXT_IS_DUE, "text is due", from, null);
                }

                @Override
                protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                    try {
                        onText.accept(from, message.getData());
                    } catch (JsonProcessingException e) {
                        WebSockets.sendClose(CloseMessage.MSG_CONTAINS_INVALID_DATA, "no telemetry batch", from, null);
                    }
                }
            });
            channel.resumeReceives();
        };
    }

    private static SSLContext tls(Path keystore, Path passwordFile) throws Exception {
        char[] password = Files.readString(passwordFile).lines().findFirst().orElseThrow().toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
