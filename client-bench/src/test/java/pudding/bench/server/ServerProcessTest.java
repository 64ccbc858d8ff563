package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Contender.Ready;

@EnabledOnOs(OS.LINUX)
class ServerProcessTest {

    private static final Ready LISTENING = new Ready.Line(Pattern.compile("^LISTENING port=(?<port>\\d+)$"));

    private static final int SIGINT = 2;

    @TempDir private Path directory;

    private final String mark = "test-" + UUID.randomUUID();

    @AfterEach
    void nothingIsLeft() {
        assertThat(Leftovers.end(mark)).isZero();
    }

    @Test
    void aServerIsReadyWhenItPrintsItsLineAndTellsItsPort() throws Exception {
        try (ServerProcess server = ServerProcess.start(contender(LISTENING, "listen=0", "wait"), spec(0))) {
            assertThat(server.isAlive()).isTrue();
            assertThat(server.startup()).isPositive();
            assertThat(server.base()).hasToString("wss://127.0.0.1:" + server.port());
            new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
            assertThat(server.tail()).containsExactly("LISTENING port=" + server.port());
            assertThat(Leftovers.find(mark)).extracting(ProcessHandle::pid).containsExactly(server.pid());

            ServerProcess.StopResult stopped = server.stop();

            assertThat(stopped.exitStatus()).isEqualTo(143);
            assertThat(stopped.clean()).isTrue();
            assertThat(server.isAlive()).isFalse();
            assertThat(server.stop()).isSameAs(stopped);
            assertThat(Files.readAllLines(server.log())).containsExactly("LISTENING port=" + server.port());
        }
    }

    @Test
    void aServerIsReadyWhenItsPortAnswers() throws Exception {
        try (ServerProcess server =
                ServerProcess.start(contender(new Ready.Port(), "listen={port}", "wait"), spec(0))) {
            assertThat(server.port()).isPositive();
            new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
        }
    }

    @Test
    void theSignalIsTheOneThatTheDescriptorNames() throws Exception {
        assumeThat(ignoresSigint()).as("a shell has its background commands, and theirs, ignore SIGINT").isFalse();
        Contender contender = contender(LISTENING, "listen=0", "wait");
        Contender byInt = new Contender(contender.name(), "", contender.directory(), contender.start(), Map.of(),
                LISTENING, "/", null, null, null, Contender.Stop.INT, null, null, false);
        try (ServerProcess server = ServerProcess.start(byInt, spec(0))) {
            ServerProcess.StopResult stopped = server.stop();

            assertThat(stopped.exitStatus()).isEqualTo(130);
            assertThat(stopped.clean()).isTrue();
        }
    }

    @Test
    void oneThatIgnoresTheSignalIsKilledWhenItsTimeIsOver() throws Exception {
        try (ServerProcess server = ServerProcess.start(contender(LISTENING, "ignore-term", "listen=0", "wait"),
                spec(0))) {
            ServerProcess.StopResult stopped = server.stop();

            assertThat(stopped.forced()).isTrue();
            assertThat(stopped.clean()).isFalse();
            assertThat(stopped.exitStatus()).isEqualTo(137);
            assertThat(stopped.millis()).isGreaterThanOrEqualTo(ServerProcess.STOP_WITHIN.toMillis());
        }
    }

    @Test
    void oneThatDiesAtOnceIsToldWithItsStatusAndItsLastLines() {
        ServerFailedException failure = failure(contender(LISTENING, "print=what went wrong", "exit=7"), spec(0));

        assertThat(failure).hasMessage("child ended by itself with status 7.");
        assertThat(failure.exitStatus()).isEqualTo(OptionalInt.of(7));
        assertThat(failure.isUsage()).isFalse();
        assertThat(failure.tail()).containsExactly("what went wrong");
    }

    @Test
    void status2IsWrongUsageAndTheServersOwnSentenceIsTold() {
        ServerFailedException failure = failure(contender(LISTENING, "print=The keystore is not there.", "exit=2"),
                spec(0));

        assertThat(failure).hasMessage("The keystore is not there.");
        assertThat(failure.isUsage()).isTrue();
    }

    @Test
    void oneThatIsNeverReadyIsEnded() {
        LaunchSpec hasty = spec(0, Duration.ofMillis(1_500));

        assertThat(failure(contender(LISTENING, "print=busy", "wait"), hasty))
                .hasMessage("child was not ready within 1 s.");
        assertThat(failure(contender(new Ready.Port(), "wait"), hasty))
                .hasMessage("child was not ready within 1 s.");
    }

    @Test
    void whatCannotBeRunIsToldInOneSentence() {
        Contender contender = new Contender("ghost", "", directory, List.of("./no-such-program"), Map.of(), LISTENING,
                "/", null, null, null, Contender.Stop.TERM, null, null, false);

        assertThat(failure(contender, spec(0))).hasMessageStartingWith("ghost cannot be started: ");
    }

    @Test
    void aPortThatIsTakenIsRefusedBeforeTheStart() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerFailedException failure = failure(contender(LISTENING, "listen={port}", "wait"),
                    spec(other.getLocalPort()));

            assertThat(failure.isUsage()).isTrue();
            assertThat(failure).hasMessageStartingWith(
                    "Port " + other.getLocalPort() + " of 127.0.0.1 cannot be listened on: ");
        }
    }

    @Test
    void whatAServerForkedGoesWithIt() throws Exception {
        try (ServerProcess server = ServerProcess.start(contender(LISTENING, "fork=sleep 1000", "listen=0", "wait"),
                spec(0))) {
            await().until(() -> Leftovers.find(mark).size() >= 2);
            server.stop();
        }
        assertThat(Leftovers.find(mark)).isEmpty();
    }

    @Test
    void whatADeadServerForkedGoesToo() {
        failure(contender(LISTENING, "fork=sleep 1000", "exit=1"), spec(0));

        assertThat(Leftovers.find(mark)).isEmpty();
    }

    @Test
    void anInterruptDuringTheStartEndsTheServer() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread starter = Thread.ofPlatform().start(() -> {
            try {
                ServerProcess.start(contender(LISTENING, "wait"), spec(0));
            } catch (ServerFailedException | InterruptedException e) {
                thrown.set(e);
            }
        });
        await().until(() -> !Leftovers.find(mark).isEmpty());
        starter.interrupt();
        starter.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(Leftovers.find(mark)).isEmpty();
    }

    @Test
    void everyRunningServerIsStoppedAtOnce() throws Exception {
        ServerProcess first = ServerProcess.start(contender(LISTENING, "listen=0", "wait"), spec(0));
        ServerProcess second = ServerProcess.start(contender(LISTENING, "listen=0", "wait"), spec(0));

        ServerProcess.stopAll();

        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void theServerRunsOnItsProcessorsAlone() throws Exception {
        int cpu = CpuSets.allowed(ProcessHandle.current().pid()).getLast();
        try (ServerProcess server = ServerProcess.start(contender(LISTENING, "listen=0", "wait"),
                spec(Integer.toString(cpu), 0, Duration.ofSeconds(60)))) {
            assertThat(CpuSets.allowed(server.pid())).containsExactly(cpu);
            assertThat(server.command()).startsWith("taskset", "-c", Integer.toString(cpu));
        }
    }

    @Test
    void theLogIsBoundedAndTheServerDoesNotWaitForIt() throws Exception {
        Contender noisy = new Contender("child", "", directory,
                List.of("sh", "-c",
                        "head -c 9000000 /dev/zero | tr '\\0' 'x'; echo; seq 1000; echo LISTENING port=1; sleep 1000"),
                Map.of(), LISTENING, "/", null, null, null, Contender.Stop.TERM, null, null, false);
        try (ServerProcess server = ServerProcess.start(noisy, spec(0))) {
            assertThat(Files.size(server.log())).isLessThan(4_300_000);
            assertThat(server.tail()).hasSize(40).startsWith("962").endsWith("1000", "LISTENING port=1");
        }
    }

    @Test
    void aJvmGetsTheEqualFlagsAndWritesItsCollectorLog() throws Exception {
        Contender contender = contender(LISTENING, "listen=0", "wait");
        List<String> words = new ArrayList<>(contender.start());
        words.add(1, ServerCommand.JAVA_FLAGS);
        Contender jvm = new Contender("child", "", directory, words, Map.of(), LISTENING, "/", null, null, null,
                Contender.Stop.TERM, null, null, false);
        try (ServerProcess server = ServerProcess.start(jvm, spec(0))) {
            assertThat(server.command()).contains("-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
            assertThat(server.gcLog()).isNotNull().content().contains("Using Serial").contains("Heap address: 0x");
        }
    }

    private ServerFailedException failure(Contender contender, LaunchSpec spec) {
        ServerFailedException failure = catchThrowableOfType(ServerFailedException.class,
                () -> ServerProcess.start(contender, spec).close());
        assertThat(failure).isNotNull();
        return failure;
    }

    private Contender contender(Ready ready, String... commands) {
        List<String> start = Stream.concat(
                Stream.of("{java}", "-cp", System.getProperty("java.class.path"), ChildProgram.class.getName()),
                Stream.of(commands)).toList();
        return new Contender("child", "a child of the test", directory, start, Map.of(), ready, "/", null, null, null,
                Contender.Stop.TERM, null, null, false);
    }

    private LaunchSpec spec(int port) {
        return spec(port, Duration.ofSeconds(60));
    }

    private LaunchSpec spec(int port, Duration readyWithin) {
        return spec(null, port, readyWithin);
    }

    private LaunchSpec spec(@Nullable String cpus, int port, Duration readyWithin) {
        return new LaunchSpec(directory, Child.javaHome(), cpus, port, directory.resolve("logs"), "child", mark,
                Certificates.in(directory),
                new LaunchSpec.JvmFlags("64m", LaunchSpec.Collector.SERIAL, 2, List.of()), readyWithin,
                Link.loopback());
    }

    /// Of this process; what it starts inherits it.
    private static boolean ignoresSigint() throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .substring("SigIgn:".length())
                .strip();
        return (Long.parseUnsignedLong(mask, 16) & 1L << (SIGINT - 1)) != 0;
    }
}
