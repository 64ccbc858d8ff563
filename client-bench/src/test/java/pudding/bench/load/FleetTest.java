package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pudding.bench.load.Phase.Pace;
import pudding.contract.Digest;
import pudding.contract.UsageException;

/// Generator processes that work together, seen from a server that does its work.
@Timeout(120)
final class FleetTest {

    private static final ConnectPace PACE = new ConnectPace(8, 0);

    @Test
    @SuppressWarnings("try") // What close does is looked at.
    void allProcessesTogetherAreOneGenerator() throws Exception {
        List<PhaseResult.Second> seconds = new ArrayList<>();
        List<IdleResult.Second> idleSeconds = new ArrayList<>();
        try (Sink sink = Sink.honest(); Fleet fleet = Fleet.start(spec(2), sink.target())) {
            ConnectResult connected = fleet.connect(25, Paths.ingestWithAcks(), PACE);
            assertThat(connected.isComplete()).as("%s", connected).isTrue();
            assertThat(connected.openMicros().getTotalCount()).isEqualTo(25);
            assertThat(connected.tls()).containsExactly("TLSv1.3 TLS_AES_128_GCM_SHA256");
            assertThat(fleet.open()).isEqualTo(25);
            assertThat(fleet.pids()).hasSize(2).doesNotHaveDuplicates();

            PhaseResult result = fleet.run(new Phase("test", 10, Duration.ofMillis(1_500), Pace.OPEN_LOOP,
                    Duration.ofSeconds(10), Duration.ofMinutes(1), seconds::add));

            assertThat(result.isClean()).as("%s", result).isTrue();
            assertThat(result.clients()).isEqualTo(25);
            assertThat(result.openAtEnd()).isEqualTo(25);
            assertThat(result.due()).isEqualTo(375);
            assertThat(result.sent()).isEqualTo(375);
            // Connections 0, 10 and 20 of the fleet are acknowledged.
            assertThat(result.acked()).isEqualTo(45);
            assertThat(result.latency().getTotalCount()).isEqualTo(45);
            assertThat(result.lag().getTotalCount()).isEqualTo(375);
            assertThat(result.phase().name()).isEqualTo("test");
            assertThat(result.perSecond()).isEqualTo(seconds);
            assertThat(seconds).extracting(PhaseResult.Second::number).startsWith(1, 2);
            assertThat(seconds).allSatisfy(row -> assertThat(row.open()).isEqualTo(25));
            assertThat(seconds.stream().mapToLong(PhaseResult.Second::sent).sum()).isEqualTo(375);
            assertThat(seconds.stream().mapToLong(PhaseResult.Second::acked).sum()).isEqualTo(45);
            assertThat(seconds.getFirst().p99Micros()).isPositive();

            await().until(() -> sink.messages().size() == 375);
            assertThat(sink.messages().stream().map(f -> f.batch().seq()).distinct().count()).isEqualTo(375);
            Ledger ledger = fleet.ledger();
            assertThat(ledger.sent()).isEqualTo(375);
            assertThat(ledger.acked()).isEqualTo(45);
            assertThat(ledger.digestSum())
                    .isEqualTo(sink.messages().stream().mapToLong(f -> Digest.of(f.batch())).sum());

            IdleResult idle = fleet.idle(Duration.ofMillis(1_200), Duration.ofMillis(600), idleSeconds::add);
            assertThat(idle.isClean()).as("%s", idle).isTrue();
            assertThat(idle.pongs()).isEqualTo(50);
            assertThat(idle.clients()).isEqualTo(25);
            assertThat(idleSeconds).extracting(IdleResult.Second::open).containsExactly(25);

            fleet.trim(5);
            assertThat(fleet.open()).isEqualTo(5);
            fleet.connect(4, Paths.ingestWithAcks(), PACE);
            assertThat(fleet.open()).isEqualTo(9);
            assertThatThrownBy(() -> fleet.connect(92, Paths.ingestWithAcks(), PACE))
                    .hasMessage("The fleet has no room for 92 more connections.");
            assertThat(fleet.ledger()).isEqualTo(ledger);

            List<Long> pids = fleet.pids();
            fleet.close();
            assertGone(pids);
            assertThat(fleet.ledger()).isEqualTo(ledger);
            assertThat(sink.frames(0x8)).hasSize(29)
                    .allSatisfy(close -> assertThat(close.payload()).containsExactly(0x03, 0xe8));
        }
    }

    @Test
    void failuresAreAddedUpAndConnectingIsGivenUp() throws Exception {
        Sink.Script full = new Sink.Script() {
            @Override
            public String refusal(String path) {
                return "HTTP/1.1 503 Full\r\nContent-Length: 0\r\n\r\n";
            }
        };
        try (Sink sink = Sink.start(full); Fleet fleet = Fleet.start(spec(2), sink.target())) {
            ConnectResult result = fleet.connect(90, Paths.only("/ingest"), new ConnectPace(2, 0, 10));

            assertThat(result.isGivenUp()).isTrue();
            assertThat(result.wanted()).isEqualTo(90);
            assertThat(result.failures()).containsExactly(entry(new Failure.Upgrade(503), 12));
        }
    }

    @Test
    void stopEndsAPhaseOfAllProcesses() throws Exception {
        try (Sink sink = Sink.honest(); Fleet fleet = Fleet.start(spec(2), sink.target())) {
            fleet.connect(4, Paths.ingestWithAcks(), PACE);

            PhaseResult result = fleet.run(new Phase("long", 10, Duration.ofHours(1), Pace.OPEN_LOOP,
                    Duration.ofSeconds(10), second -> fleet.stop()));

            assertThat(result.isClean()).as("%s", result).isTrue();
            assertThat(result.seconds()).isLessThan(60);
            assertThat(fleet.ledger().sent()).isEqualTo(result.sent()).isPositive();
        }
    }

    @Test
    void aFleetIsOfUseAfterAnInterruptedPhase() throws Exception {
        try (Sink sink = Sink.honest(); Fleet fleet = Fleet.start(spec(2), sink.target())) {
            fleet.connect(4, Paths.only("/ingest"), PACE);
            Thread runner = Thread.currentThread();
            Phase phase = new Phase("long", 10, Duration.ofHours(1), Pace.OPEN_LOOP, Duration.ofSeconds(10),
                    second -> runner.interrupt());

            assertThatThrownBy(() -> fleet.run(phase)).isInstanceOf(InterruptedException.class);

            assertThat(fleet.ledger().sent()).isPositive();
            assertThat(fleet.open()).isEqualTo(4);
        }
    }

    @Test
    @SuppressWarnings("try") // What close does is looked at.
    void aProcessThatIsKilledInMidPhaseIsOneSentence() throws Exception {
        try (Sink sink = Sink.honest(); Fleet fleet = Fleet.start(spec(2), sink.target())) {
            fleet.connect(4, Paths.only("/ingest"), PACE);
            List<Long> pids = fleet.pids();
            Phase phase = new Phase("long", 10, Duration.ofHours(1), Pace.OPEN_LOOP, Duration.ofSeconds(10),
                    second -> ProcessHandle.of(pids.getLast()).orElseThrow().destroyForcibly());

            assertThatThrownBy(() -> fleet.run(phase))
                    .isInstanceOf(FleetException.class)
                    .hasMessage("A generator process ended with status 137.");
            assertThatThrownBy(fleet::open).hasMessage("A generator process ended with status 137.");
            assertThat(fleet.ledger()).isEqualTo(Ledger.EMPTY);

            fleet.close();
            assertGone(pids);
        }
    }

    @Test
    void aProcessEndsWhenItsInputDoes() throws Exception {
        try (Sink sink = Sink.honest()) {
            Process worker = new ProcessBuilder(java().resolve("bin/java").toString(),
                    "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                    FleetWorker.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (var commands = worker.outputWriter(); var answers = worker.inputReader()) {
                commands.write(FleetWire.line(new FleetWire.Command.Start(spec(1).each(), sink.target(), Sources.NONE,
                        1)) + "\n");
                commands.write(FleetWire.line(new FleetWire.Command.Connect(0, 3, Paths.only("/ingest"), PACE)) + "\n");
                commands.flush();
                assertThat(FleetWire.read(answers.readLine(), FleetWire.Answer.class))
                        .isInstanceOf(FleetWire.Answer.Done.class);
                assertThat(FleetWire.read(answers.readLine(), FleetWire.Answer.class))
                        .isInstanceOf(FleetWire.Answer.Connected.class);
                commands.write(FleetWire.line(new FleetWire.Command.Idle(Duration.ofHours(1), Duration.ofHours(1)))
                        + "\n");
                commands.flush();
            }
            assertThat(worker.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aTargetThatCannotBeUsedIsTheUsersFault() {
        Target target = new Target(URI.create("wss://127.0.0.1:1"), Path.of("absent.pem"));

        assertThatThrownBy(() -> Fleet.start(spec(1), target))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("CA certificate ")
                .hasMessageEndingWith("absent.pem cannot be read.");
    }

    @Test
    void aProcessThatCannotStartSaysWhy() {
        FleetSpec nowhere = new FleetSpec(java(), List.of("nowhere.jar"), spec(1).each(), 1, 50, Sources.NONE,
                "PUDDING_TEST", "test");

        assertThatThrownBy(() -> Fleet.start(nowhere, new Target(URI.create("wss://127.0.0.1:1"), Path.of("ca.pem"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("A generator process ended with status 1. It said: ");
    }

    @Test
    void processesGetEqualSharesAndTheFullestIsTrimmedFirst() {
        assertThat(Shares.added(new int[] {0, 0, 0}, 7, 10)).containsExactly(3, 2, 2);
        assertThat(Shares.added(new int[] {5, 1, 0}, 4, 10)).containsExactly(0, 2, 2);
        assertThat(Shares.kept(new int[] {5, 1, 4}, 6)).containsExactly(2, 1, 3);
        assertThat(Shares.kept(new int[] {1, 1}, 6)).containsExactly(1, 1);
    }

    @Test
    void rowsOfOneSecondAreAddedUpWhicheverComesFirst() {
        List<Map.Entry<Integer, String>> out = new ArrayList<>();
        FleetRows<String> rows = new FleetRows<>(2, String::concat, String::toUpperCase,
                (number, sum) -> out.add(Map.entry(number, sum)));
        rows.add(1, "c");
        rows.add(1, "d");
        assertThat(out).isEmpty();
        rows.add(0, "a");
        rows.finished(0);
        rows.add(1, "e");
        rows.finished(1);

        assertThat(out).containsExactly(entry(1, "ac"), entry(2, "Ad"), entry(3, "Ae"));
    }

    private static void assertGone(List<Long> pids) {
        assertThat(pids).allSatisfy(pid -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty());
    }

    private static FleetSpec spec(int processes) {
        GeneratorSpec each = new GeneratorSpec(7, 16, Payloads.MIN_BYTES, 1, Duration.ofSeconds(20));
        return new FleetSpec(java(), List.of(System.getProperty("java.class.path").split(File.pathSeparator)), each,
                processes, 50, Sources.NONE, "PUDDING_TEST", "fleet-test");
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"));
    }
}
