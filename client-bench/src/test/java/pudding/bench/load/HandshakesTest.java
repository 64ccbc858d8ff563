package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.UsageException;
import pudding.contract.suite.TestCertificates;

@Timeout(60)
final class HandshakesTest {

    private static final Path CA = TestCertificates.keystore().resolveSibling("ca.pem");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void fullHandshakesAreNeverResumed(String protocol) throws Exception {
        try (Healthy server = new Healthy("127.0.0.1")) {
            HandshakeResult result = make(server.target(), Handshakes.count(40, 4, false).over(protocol));

            assertThat(result.isComplete()).isTrue();
            assertThat(result.asked()).isEqualTo(40);
            assertThat(result.resumed()).isZero();
            assertThat(result.failures()).isEmpty();
            assertThat(result.handshakeMicros().getTotalCount()).isEqualTo(40);
            assertThat(result.negotiated()).singleElement().asString().startsWith(protocol + " ");
            assertThat(result.perSecond()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void allButTheFirstOfEachPlaceAreResumed(String protocol) throws Exception {
        try (Healthy server = new Healthy("127.0.0.1")) {
            HandshakeResult result = make(server.target(), Handshakes.count(40, 4, true).over(protocol));

            assertThat(result.completed()).isEqualTo(40);
            assertThat(result.resumed()).isEqualTo(36);
            assertThat(result.resumedShare()).isEqualTo(0.9);
        }
    }

    @Test
    void theDurationEndsThem() throws Exception {
        try (Healthy server = new Healthy("127.0.0.1")) {
            HandshakeResult result = make(server.target(), Handshakes.during(Duration.ofMillis(300), 2, true));

            assertThat(result.isComplete()).isTrue();
            assertThat(result.seconds()).isBetween(0.3, 20.0);
            assertThat(result.negotiated()).singleElement().asString().startsWith("TLSv1.3 ");
        }
    }

    @Test
    void aResumedHandshakeOfAnUntrustedServerIsTakenToo() throws Exception {
        try (Healthy server = new Healthy("127.0.0.1")) {
            HandshakeResult result = make(Target.insecure(server.target().base()), Handshakes.count(3, 1, true));

            assertThat(result.resumed()).isEqualTo(2);
        }
    }

    @Test
    void aCertificateOfAnotherHostOrAuthorityFails(@TempDir Path directory) throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        try (Healthy server = new Healthy("127.0.0.2")) {
            HandshakeResult result = make(server.target(), Handshakes.count(2, 1, true));

            assertThat(result.failures().keySet()).singleElement().isInstanceOf(Failure.Tls.class);
            assertThat(result.completed()).isZero();
            assertThat(result.resumedShare()).isZero();
            assertThatThrownBy(() -> make(new Target(server.target().base(), empty), Handshakes.count(2, 1, true)))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("CA certificate " + empty + " holds no certificate in PEM form.");
        }
    }

    @Test
    void whatFailsIsCountedByKindAndEnds() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(make(target(port), Handshakes.count(9, 2, true)).failures())
                .containsExactly(entry(new Failure.Refused(), 9));
        assertThat(failing("SSH-2.0-x\r\n").failures()).hasSize(1).allSatisfy((failure, count) -> {
            assertThat(failure).isInstanceOf(Failure.Tls.class);
            assertThat(count).isEqualTo(5);
        });
        assertThat(failing("").failures()).containsExactly(entry(new Failure.Ended(), 5));
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(make(target(silent.getLocalPort()), Handshakes.count(2, 2, true), Duration.ofMillis(300))
                    .failures()).containsExactly(entry(new Failure.Timeout(), 2));
        }
    }

    @Test
    void aServerThatEndsWithoutAnAnswerHasNotCompleted() throws Exception {
        try (Sink sink = Sink.start(new Sink.Script() {
            @Override
            public void opened(Sink.Peer peer) throws IOException {
                peer.end();
                throw new IOException("ended");
            }
        })) {
            assertThat(make(sink.target(), Handshakes.count(3, 1, true)).failures())
                    .containsExactly(entry(new Failure.Ended(), 3));
        }
    }

    @Test
    void anInterruptEndsThem() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Generator generator = Generator.start(spec(TIMEOUT))) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> generator.handshakes(target(silent.getLocalPort()),
                    Handshakes.count(100, 2, false))).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Handshakes.count(0, 1, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Handshakes.count(1, 1, false).over("SSLv3"))
                .hasMessage("SSLv3 is not one of [TLSv1.3, TLSv1.2].");
    }

    private static HandshakeResult make(Target target, Handshakes what) throws Exception {
        return make(target, what, TIMEOUT);
    }

    private static HandshakeResult make(Target target, Handshakes what, Duration timeout) throws Exception {
        try (Generator generator = Generator.start(spec(timeout))) {
            HandshakeResult result = generator.handshakes(target, what);
            assertThat(result.completed() + result.failures().values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(result.asked());
            return result;
        }
    }

    /// Five handshakes with what is no TLS server.
    private static HandshakeResult failing(String words) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        try (Socket socket = listener.accept(); OutputStream out = socket.getOutputStream()) {
                            // To close with input unread would be a reset.
                            socket.getInputStream().read(new byte[4_096]);
                            out.write(words.getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            return make(target(listener.getLocalPort()), Handshakes.count(5, 1, false));
        }
    }

    private static Target target(int port) {
        return new Target(URI.create("wss://127.0.0.1:" + port), CA);
    }

    private static GeneratorSpec spec(Duration timeout) {
        return new GeneratorSpec(7, 16, Payloads.MIN_BYTES, 1, timeout);
    }

    /// Answers one request on each connection, and ends it in order.
    private static final class Healthy implements AutoCloseable {
        private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);

        private final ServerSocket listener;

        Healthy(String address) throws IOException {
            listener = Sink.serverTls().getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName(address));
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket socket = listener.accept();
                        Thread.ofVirtual().start(() -> serve(socket));
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
        }

        Target target() {
            return new Target(URI.create("wss://" + listener.getInetAddress().getHostAddress() + ":"
                    + listener.getLocalPort()), CA);
        }

        private static void serve(Socket socket) {
            try (socket) {
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(in.readLine()).isEqualTo("GET /health HTTP/1.1");
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    assertThat(line).matches("Host: 127\\.0\\.0\\.[12]:\\d+|Connection: close");
                }
                socket.getOutputStream().write(ANSWER);
            } catch (IOException e) {
                // What became of the connection is the generator's to tell.
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
