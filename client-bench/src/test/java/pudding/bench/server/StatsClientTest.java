package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pudding.contract.Counters;
import pudding.contract.Refusal;

class StatsClientTest {

    private final AtomicReference<String> body = new AtomicReference<>("");
    private TestStats server;
    private URI base;
    private Path ca;

    @BeforeEach
    void start() throws Exception {
        ca = TestHome.certificates().ca();
        server = TestStats.start(body::get);
        base = server.base();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatTheContractWritesIsRead() throws Exception {
        Counters counters = new Counters();
        counters.tryOpenConnection(5);
        counters.handshake();
        counters.received(10_240);
        counters.deserialised(100, 0xfedcba9876543210L);
        counters.rejected(Refusal.BINARY);
        body.set(counters.toJson());

        ServerStats stats = StatsClient.trusting(ca).read(base, "/stats");

        assertThat(stats.connections()).isEqualTo(1);
        assertThat(stats.peakConnections()).isEqualTo(1);
        assertThat(stats.handshakes()).isEqualTo(1);
        assertThat(stats.received()).isEqualTo(1);
        assertThat(stats.messages()).isEqualTo(1);
        assertThat(stats.bytes()).isEqualTo(10_240);
        assertThat(stats.readings()).isEqualTo(100);
        assertThat(stats.digest()).isEqualTo("fedcba9876543210");
        assertThat(stats.digestSum()).isEqualTo(0xfedcba9876543210L);
        assertThat(stats.rejected()).containsEntry(Refusal.BINARY.key(), 1L);
        assertThat(stats.rejectedSum()).isEqualTo(1);
    }

    @Test
    void membersThatAreMissingAreNotTakenForZero() {
        body.set("{\"connections\":1}");

        assertThatThrownBy(() -> StatsClient.trusting(ca).read(base, "/stats"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(base + "/stats did not answer with counters: ");
    }

    @Test
    void anotherStatusThan200IsTold() {
        assertThatThrownBy(() -> StatsClient.trusting(ca).read(base, "/none"))
                .isInstanceOf(IOException.class)
                .hasMessage(base + "/none answered with status 404.");
    }

    @Test
    void aServerOfAnotherCaIsNotTrusted() throws Exception {
        Path directory = Files.createTempDirectory("other-ca");
        Path other = directory.resolve("other.pem");
        try {
            makeSelfSigned(directory, other);

            assertThatThrownBy(() -> StatsClient.trusting(other).read(base, "/stats"))
                    .isInstanceOf(SSLHandshakeException.class);
        } finally {
            Files.deleteIfExists(other);
            Files.deleteIfExists(directory.resolve("other.p12"));
            Files.delete(directory);
        }
    }

    @Test
    void aHostThatTheCertificateDoesNotNameIsNotTrusted() {
        URI otherAddress = URI.create("wss://127.0.0.2:" + base.getPort());

        assertThatThrownBy(() -> StatsClient.trusting(ca).read(otherAddress, "/stats"))
                .isInstanceOf(IOException.class);
    }

    private static void makeSelfSigned(Path directory, Path pem) throws Exception {
        String keytool = Child.javaHome().resolve("bin", "keytool").toString();
        String store = directory.resolve("other.p12").toString();
        for (String[] words : new String[][] {
            {"-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=other", "-storepass", "changeit"},
            {"-exportcert", "-alias", "a", "-rfc", "-file", pem.toString(), "-storepass", "changeit"}}) {
            ProcessBuilder builder = new ProcessBuilder(keytool);
            builder.command().addAll(List.of(words));
            builder.command().addAll(List.of("-keystore", store));
            assertThat(builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                    .waitFor()).isZero();
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        body.set("{\"digest\":\"" + "0".repeat(3 << 20));

        assertThatThrownBy(() -> StatsClient.trusting(ca).read(base, "/stats")).isInstanceOf(IOException.class)
                .hasMessage(base + "/stats was not answered whole: body exceeds capacity: 1048576.");
    }

    @Test
    void countersThatAreNoneAreToldInASentence() {
        String right = new Counters().toJson();

        refused(right.replace("\"digest\":\"0000000000000000\"", "\"digest\":\"rubbish\""),
                "its digest is not 16 hexadecimal digits");
        refused(right.replace("\"messages\":0", "\"messages\":-1"), "a counter is negative");
        refused(right.replace("\"rejected\":{", "\"rejected\":{\"other\":-1,"), "a counter is negative");
    }

    private void refused(String json, String why) {
        body.set(json);

        assertThatThrownBy(() -> StatsClient.trusting(ca).read(base, "/stats")).isInstanceOf(IOException.class)
                .hasMessage(base + "/stats did not answer with counters: " + why + ".");
    }

    @Test
    void countersThatGoBackwardsAreToldByTheirNames() throws Exception {
        ServerStats before = counters(5, 3);

        assertThat(counters(5, 3).backwards(before)).isNull();
        assertThat(counters(6, 4).backwards(before)).isNull();
        assertThat(before.backwards(null)).isNull();
        assertThat(counters(4, 2).backwards(before)).isEqualTo("received was 5 and is 4");
        assertThat(counters(5, 2).backwards(before)).isEqualTo("messages was 3 and is 2");
    }

    private ServerStats counters(int received, int messages) throws Exception {
        Counters counters = new Counters();
        IntStream.range(0, received).forEach(_ -> counters.received(1));
        IntStream.range(0, messages).forEach(_ -> counters.deserialised(1, 1));
        body.set(counters.toJson());
        return StatsClient.trusting(ca).read(base, "/stats");
    }
}
