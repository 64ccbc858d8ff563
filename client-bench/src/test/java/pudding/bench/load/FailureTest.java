package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.load.Phase.Pace;
import pudding.contract.UsageException;
import pudding.contract.suite.TestCertificates;

/// Every way in which a connection fails is told apart and counted.
@Timeout(60)
final class FailureTest {

    private static final Path CA = TestCertificates.keystore().resolveSibling("ca.pem");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void nothingListensThere() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }

        assertThat(connect(new Target(URI.create("wss://127.0.0.1:" + port), CA), 3))
                .containsExactly(entry(new Failure.Refused(), 3));
    }

    @Test
    void aServerThatNeverAnswersTimesOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Target target = new Target(URI.create("wss://127.0.0.1:" + silent.getLocalPort()), CA);
            assertThat(connect(target, 2, Duration.ofMillis(500)))
                    .containsExactly(entry(new Failure.Timeout(), 2));
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused(@TempDir Path directory) throws Exception {
        Path other = publicAuthority(directory.resolve("ca.pem"));
        try (Sink sink = Sink.honest()) {
            assertThat(connect(sink.target(other), 2).entrySet()).singleElement().satisfies(failure -> {
                assertThat(failure.getKey()).isInstanceOf(Failure.Tls.class);
                assertThat(failure.getKey().label()).startsWith("tls: ");
                assertThat(failure.getValue()).isEqualTo(2);
            });
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8")
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (Sink sink = Sink.start(new Sink.Script() {
        }, InetAddress.getByName("127.0.0.2"))) {
            assertThat(connect(sink.target(), 1).keySet()).singleElement().isInstanceOf(Failure.Tls.class);
            assertThat(connect(Target.insecure(sink.target().base()), 1)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 426, 503})
    void aRefusedUpgradeCountsWithItsStatus(int status) throws Exception {
        try (Sink sink = Sink.start(refusing("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(connect(sink.target(), 2)).containsExactly(entry(new Failure.Upgrade(status), 2));
        }
    }

    @Test
    void anAcceptValueForAnotherKeyIsABreach() throws Exception {
        try (Sink sink = Sink.start(refusing(String.join("\r\n", "HTTP/1.1 101 Yes", "Upgrade: websocket",
                "Connection: Upgrade", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "", "")))) {
            assertThat(connect(sink.target(), 1)).containsExactly(
                    entry(new Failure.Breach("The server's 101 has a wrong Sec-WebSocket-Accept."), 1));
        }
    }

    @Test
    void aCloseInMidPhaseCountsWithItsCode() throws Exception {
        PhaseResult result = run((peer, frame) -> {
            if (frame.batch().seq() % 1_000 == 4) {
                peer.close(1001);
            }
        });

        assertThat(result.failures()).containsExactly(entry(new Failure.Closed(1001), 3));
        // Five messages of each connection had been read when it was closed.
        assertThat(result.sent()).isGreaterThanOrEqualTo(15);
        lost(result);
    }

    @Test
    void aResetInMidPhaseIsToldFromAnEnd() throws Exception {
        PhaseResult reset = run((peer, frame) -> peer.reset());
        assertThat(reset.failures()).containsExactly(entry(new Failure.Reset(), 3));
        lost(reset);

        PhaseResult ended = run((peer, frame) -> peer.end());
        assertThat(ended.failures()).containsExactly(entry(new Failure.Ended(), 3));
        lost(ended);
    }

    @Test
    void aBreachInMidPhaseIsNamed() throws Exception {
        PhaseResult result = run((peer, frame) -> peer.frame(0x83, new byte[0]));

        assertThat(result.failures()).containsExactly(
                entry(new Failure.Breach("The server sent an opcode that is not defined."), 3));
        lost(result);
    }

    @Test
    void kindsAreShortAndLabelsSayMore() {
        assertThat(List.of(new Failure.Refused(), new Failure.Timeout(), new Failure.Reset(), new Failure.Ended(),
                new Failure.Tls("bad"), new Failure.Upgrade(503), new Failure.Closed(1013),
                new Failure.Breach("It lied."), new Failure.NoDescriptor(), new Failure.NoPort(),
                new Failure.Local("No route")))
                .extracting(Failure::kind)
                .containsExactly("refused", "timeout", "reset", "ended", "tls", "upgrade 503", "closed 1013", "breach",
                        "descriptors", "ports", "local");
        assertThat(new Failure.NoDescriptor().label()).isEqualTo("no file descriptor left here");
        assertThat(new Failure.NoPort().label()).isEqualTo("no local port left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"newSocketStream(..) failed with error(-24): Too many open files",
        "Too many open files in system"})
    void anExhaustedDescriptorTableIsOfThisMachine(String text) {
        Failure failure = Failure.of(new ChannelException("Unable to create Channel", new IOException(text)));

        assertThat(failure).isEqualTo(new Failure.NoDescriptor());
        assertThat(failure.isLocal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect(..) failed with error(-99): Cannot assign requested address: /127.0.0.1:8443",
        "bind(..) failed with error(-98): Address already in use"})
    void exhaustedPortsAreOfThisMachine(String text) {
        assertThat(Failure.of(new ConnectException(text))).isEqualTo(new Failure.NoPort());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only there is the address bound before the port")
    void anAddressThatThisMachineDoesNotHaveIsNoLackOfPorts() throws Exception {
        Sources foreign = Sources.of(InetAddress.ofLiteral("192.0.2.1"), 1);
        try (Sink sink = Sink.honest();
                Generator generator = Generator.start(spec(TIMEOUT));
                Session session = generator.open(sink.target(), foreign)) {
            ConnectResult result = session.connect(2, Paths.only("/ingest"), 2);

            assertThat(result.failures().keySet()).singleElement().isInstanceOf(Failure.Local.class);
        }
    }

    @Test
    void labelsNameKindAndCode() {
        assertThat(new Failure.Upgrade(503).label()).isEqualTo("upgrade 503");
        assertThat(new Failure.Closed(1001).label()).isEqualTo("closed 1001");
        assertThat(new Failure.Ended().label()).isEqualTo("ended without close");
        assertThat(new Failure.Local("Too many open files").label()).isEqualTo("local: Too many open files");
    }

    @Test
    void aCaFileThatCannotBeUsedIsOneSentence(@TempDir Path directory) throws Exception {
        Path absent = directory.resolve("absent.pem");
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        URI base = URI.create("wss://127.0.0.1:1");
        try (Generator generator = Generator.start(spec(TIMEOUT))) {
            assertThatThrownBy(() -> generator.open(new Target(base, absent)))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("CA certificate " + absent + " cannot be read.");
            assertThatThrownBy(() -> generator.open(new Target(base, empty)))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("CA certificate " + empty + " holds no certificate in PEM form.");
        }
    }

    private static void lost(PhaseResult result) {
        assertThat(result.clients()).isEqualTo(3);
        assertThat(result.openAtEnd()).isZero();
        assertThat(result.due()).isEqualTo(60);
        assertThat(result.notSentByEnd()).isEqualTo(60 - result.sent());
        // Every message that was due on a lost connection is missed, sent or not.
        assertThat(result.unacked()).isEqualTo(60);
        assertThat(result.latency().getTotalCount()).isEqualTo(60);
        assertThat(result.isClean()).isFalse();
    }

    private interface Fault {
        void on(Sink.Peer peer, Sink.Frame frame) throws IOException;
    }

    /// Three acknowledged connections with 20 messages due on each within a second, and no acknowledgement.
    private static PhaseResult run(Fault fault) throws UsageException, InterruptedException {
        Sink.Script script = new Sink.Script() {
            @Override
            public void message(Sink.Peer peer, Sink.Frame frame) throws IOException {
                fault.on(peer, frame);
            }
        };
        try (Sink sink = Sink.start(script);
                Generator generator = Generator.start(spec(TIMEOUT));
                Session session = generator.open(sink.target())) {
            session.connect(3, Paths.onlyAcks("/ack"), 3);
            return session.run(new Phase("fault", 20, Duration.ofSeconds(1), Pace.OPEN_LOOP, Duration.ofSeconds(5),
                    null));
        }
    }

    private static Map<Failure, Integer> connect(Target target, int clients)
            throws UsageException, InterruptedException {
        return connect(target, clients, TIMEOUT);
    }

    private static Map<Failure, Integer> connect(Target target, int clients, Duration timeout)
            throws UsageException, InterruptedException {
        try (Generator generator = Generator.start(spec(timeout)); Session session = generator.open(target)) {
            ConnectResult result = session.connect(clients, Paths.only("/ingest"), clients);
            assertThat(result.opened() + result.failures().values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(clients);
            assertThat(session.open()).isEqualTo(result.opened());
            return result.failures();
        }
    }

    /// One of the authorities that the JDK trusts; no test's certificate comes from it.
    private static Path publicAuthority(Path file) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
        byte[] certificate = manager.getAcceptedIssuers()[0].getEncoded();
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate) + "\n-----END CERTIFICATE-----\n");
    }

    private static Sink.Script refusing(String response) {
        return new Sink.Script() {
            @Override
            public String refusal(String path) {
                return response;
            }
        };
    }

    private static GeneratorSpec spec(Duration timeout) {
        return new GeneratorSpec(7, 16, Payloads.MIN_BYTES, 1, timeout);
    }
}
