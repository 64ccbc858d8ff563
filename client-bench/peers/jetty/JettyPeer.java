package jetty;

import batch.Batch;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/// Jetty's core server, on virtual threads. Arguments: host, port, keystore, the file with its password.
public final class JettyPeer {

    private JettyPeer() {
    }

    public static void main(String[] args) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(Path.of(args[2]).toUri().toString());
        tls.setKeyStorePassword(Files.readString(Path.of(args[3])).lines().findFirst().orElseThrow());
        tls.setIncludeProtocols("TLSv1.3");
        tls.setIncludeCipherSuites("TLS_AES_128_GCM_SHA256");
        Server server = new Server(new VirtualThreadPool());
        ServerConnector connector = new ServerConnector(server, tls, new HttpConnectionFactory());
        connector.setHost(args[0]);
        connector.setPort(Integer.parseInt(args[1]));
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.addMapping("/ingest", (request, response, callback) -> new Ingest(false));
            container.addMapping("/ack", (request, response, callback) -> new Ingest(true));
            container.addMapping("/discard", (request, response, callback) -> new Discard());
        }));
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("READY wss://" + args[0] + ":" + connector.getLocalPort());
    }

    /// Reads each message and does nothing with it. Public, as Jetty wants its endpoints.
    public static class Discard extends Session.Listener.AbstractAutoDemanding {

        @Override
        public void onWebSocketText(String text) {
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            callback.succeed();
            getSession().close(StatusCode.BAD_DATA, "text is due", Callback.NOOP);
        }
    }

    /// Deserialises and digests each message.
    public static final class Ingest extends Discard {
        private final boolean answers;

        Ingest(boolean answers) {
            this.answers = answers;
        }

        @Override
        public void onWebSocketText(String text) {
            try {
                String receipt = Batch.read(text).receipt();
                if (answers) {
                    getSession().sendText(receipt, Callback.NOOP);
                }
            } catch (JsonProcessingException e) {
                getSession().close(StatusCode.BAD_PAYLOAD, "no telemetry batch", Callback.NOOP);
            }
        }
    }
}
