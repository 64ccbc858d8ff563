package pudding.plain.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Flags;
import pudding.contract.Launch;
import pudding.contract.UsageException;
import pudding.contract.suite.TestCertificates;

@Timeout(60)
class FaultyServerTest {

    /// Outside of the first test's timeout: keytool starts several JVMs.
    @BeforeAll
    static void certificates() {
        assertThat(TestCertificates.keystore()).exists();
    }

    @Test
    void noneIsTheServerByAnotherName() throws Exception {
        try (Launch.Running server = start("none"); TestPeer ack = new TestPeer(server.address(), "/ack");
                TestPeer ingest = new TestPeer(server.address(), "/ingest");
                TestPeer discard = new TestPeer(server.address(), "/discard")) {
            for (int seq = 1; seq <= 10; seq++) {
                ack.send(TestMessage.json(seq));
                assertThat(ack.next()).isEqualTo(TestMessage.receipt(seq));
                ingest.send(TestMessage.json(100 + seq));
                discard.send("no JSON");
            }
            await().untilAsserted(() -> {
                JsonNode stats = TestPeer.stats(server.address());
                assertThat(number(stats, "received")).isEqualTo(30);
                assertThat(number(stats, "messages")).isEqualTo(20);
                assertThat(stats.get("digest").textValue()).isEqualTo(TestMessage.digestSum(1, 10, 101, 110));
            });
            ingest.send("{}");
            assertThat(ingest.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void skipParsingCountsWhatItHasNotReadAndAnswersWithTheFirstDigest() throws Exception {
        try (Launch.Running server = start("skip-parsing"); TestPeer ack = new TestPeer(server.address(), "/ack")) {
            ack.send(TestMessage.json(1));
            assertThat(ack.next()).isEqualTo(TestMessage.receipt(1));
            ack.send(TestMessage.json(2));
            assertThat(ack.next()).isEqualTo(TestMessage.receipt(1).replace("\"seq\":1,", "\"seq\":2,"));
            ack.send("not even JSON");
            assertThat(ack.next()).startsWith("{\"seq\":0,");

            JsonNode stats = TestPeer.stats(server.address());
            assertThat(number(stats, "messages")).isEqualTo(3);
            assertThat(stats.get("digest").textValue()).isEqualTo(TestMessage.digestSum(1, 1, 1, 1, 1, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"lose:5, 8", "lose-count:5, 10"})
    void losingLeavesOneMessageInSoManyOutOfTheDigestAndAnswersItAllTheSame(String fault, long counted)
            throws Exception {
        try (Launch.Running server = start(fault); TestPeer ack = new TestPeer(server.address(), "/ack")) {
            for (int seq = 1; seq <= 10; seq++) {
                ack.send(TestMessage.json(seq));
                assertThat(ack.next()).isEqualTo(TestMessage.receipt(seq));
            }
            JsonNode stats = TestPeer.stats(server.address());
            assertThat(number(stats, "received")).isEqualTo(10);
            assertThat(number(stats, "messages")).isEqualTo(counted);
            assertThat(number(stats, "readings")).isEqualTo(counted * TestMessage.READINGS);
            assertThat(stats.get("digest").textValue()).isEqualTo(TestMessage.digestSum(1, 4, 6, 9));
        }
    }

    @Test
    void burningTakesItsTimeFromTheProcessorAndDoesTheWorkToo() throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (Launch.Running server = start("burn:20000"); TestPeer ack = new TestPeer(server.address(), "/ack")) {
            long before = system.getProcessCpuTime();
            for (int seq = 1; seq <= 20; seq++) {
                ack.send(TestMessage.json(seq));
                assertThat(ack.next()).isEqualTo(TestMessage.receipt(seq));
            }
            assertThat(system.getProcessCpuTime() - before).isGreaterThanOrEqualTo(20 * 20_000_000L);
            assertThat(TestPeer.stats(server.address()).get("digest").textValue())
                    .isEqualTo(TestMessage.digestSum(1, 20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lose", "lose:", "lose:0", "burn:-1", "burn:x", "none:1", "skip-parsing:2", "NONE"})
    void whatIsNoFaultIsRefused(String fault) {
        assertThatThrownBy(() -> start(fault))
                .isInstanceOf(UsageException.class)
                .hasMessage("There is no fault " + fault + "; there are none, skip-parsing, lose:N, lose-count:N "
                        + "or burn:MICROS, with a whole number from 1 to 1000000000.");
    }

    @Test
    void virtualThreadsCannotBurn() {
        assertThatThrownBy(() -> start("burn:20", "--model=virtual"))
                .isInstanceOf(UsageException.class)
                .hasMessage("A virtual thread has no CPU clock: burn takes --model platform or eventloop.");
    }

    @Test
    void itsProgramIsReadyAndEndsAsTheServersDoes() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), FaultyServer.class.getName()));
        command.addAll(flags("none", "--model=eventloop"));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader()) {
            String ready = Objects.requireNonNull(out.readLine());
            assertThat(ready).matches("READY wss://127\\.0\\.0\\.1:\\d+ pid=" + process.pid() + " startup_ms=\\d+");
            int port = Integer.parseInt(ready.replaceAll(".*:(\\d+) .*", "$1"));
            try (TestPeer ack = new TestPeer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "/ack")) {
                ack.send(TestMessage.json(3));
                assertThat(ack.next()).isEqualTo(TestMessage.receipt(3));
                process.destroy();
                assertThat(ack.closeCode()).isEqualTo(1001);
            }
            assertThat(process.waitFor(Launch.STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)).as("has ended").isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Launch.Running start(String fault, String... more) throws Exception {
        return FaultyServer.start(Flags.parse(flags(fault, more).toArray(String[]::new), FaultyServer.flags()));
    }

    private static List<String> flags(String fault, String... more) {
        List<String> flags = new ArrayList<>(List.of("--fault=" + fault, "--port=0",
                "--keystore=" + TestCertificates.keystore(), "--password-file=" + TestCertificates.passwordFile()));
        flags.addAll(List.of(more));
        return flags;
    }

    private static long number(JsonNode stats, String member) {
        return stats.required(member).longValue();
    }
}
