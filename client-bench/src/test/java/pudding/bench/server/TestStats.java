package pudding.bench.server;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Answers `GET /stats` over TLS with what a test says, whatever it is.
public final class TestStats implements AutoCloseable {

    private final HttpsServer server;

    private TestStats(HttpsServer server) {
        this.server = server;
    }

    /// Listens on any port.
    ///
    /// @param body asked for each answer
    public static TestStats start(Supplier<String> body) throws IOException, GeneralSecurityException {
        Certificates certificates = TestHome.certificates();
        char[] password = Files.readString(certificates.passwordFile()).strip().toCharArray();
        KeyStore keystore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificates.keystore())) {
            keystore.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keystore, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/stats", exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return new TestStats(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    URI base() {
        return URI.create("wss://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
