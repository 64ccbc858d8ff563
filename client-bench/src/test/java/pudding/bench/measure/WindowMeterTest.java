package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.load.Generator;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.load.PhaseResult;
import pudding.bench.plan.Stage;
import pudding.bench.server.AwakeCpus;
import pudding.bench.server.Child;
import pudding.bench.server.Contender;
import pudding.bench.server.CpuSets;
import pudding.bench.server.Leftovers;
import pudding.bench.server.Link;
import pudding.bench.server.ServerProcess;
import pudding.bench.server.TestHome;
import pudding.bench.server.TestStats;
import pudding.contract.Counters;

/// What belongs into a window, and what does not: the server is a shell that computes when it is told to.
@EnabledOnOs(OS.LINUX)
class WindowMeterTest {

    private static final String COMPUTES = "while [ ! -e go ]; do sleep 0.02; done; i=0; "
            + "while [ $i -lt 100000 ]; do i=$((i+1)); done; echo > done; exec sleep 1000";

    @TempDir private Path directory;

    private final String mark = "window-" + UUID.randomUUID();

    @AfterEach
    void nothingIsLeft() {
        assertThat(Leftovers.find(mark)).isEmpty();
    }

    @Test
    void whatAServerDoesAfterTheEndIsNotInTheWindow() throws Exception {
        try (ServerProcess server = start("echo READY port=1; " + COMPUTES, null);
                WindowMeter meter = new WindowMeter(server, rig(), "window")) {
            meter.begin();
            meter.end();
            compute();

            assertThat(meter.read().end().cpuMicros()).isLessThan(meter.process().cpuMicros());
        }
    }

    @Test
    void theLastEndIsTheEnd() throws Exception {
        try (ServerProcess server = start("echo READY port=1; " + COMPUTES, null);
                WindowMeter meter = new WindowMeter(server, rig(), "window")) {
            meter.begin();
            meter.end();
            long first = meter.read().server().cpuMicros();
            compute();
            meter.end();

            assertThat(meter.read().server().cpuMicros()).isGreaterThan(first);
            meter.begin();
            assertThatThrownBy(meter::read).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theRowsAreTheWholeWindowAlsoWithWhatCameAfterTheLastSecond() throws Exception {
        try (ServerProcess server = start("echo READY port=1; " + COMPUTES, null);
                WindowMeter meter = new WindowMeter(server, rig(), "window")) {
            meter.begin();
            meter.second(new PhaseResult.Second(1, 10, 1, 5, 1, 0));
            compute();
            meter.end();

            WindowMeter.Reading reading = meter.read();
            assertThat(reading.perSecond()).extracting(RunRecord.Second::sent).containsExactly(10L, 0L);
            assertThat(reading.perSecond().getLast().serverMicros()).isPositive();
            assertThat(reading.perSecond().stream().mapToLong(RunRecord.Second::serverMicros).sum())
                    .isEqualTo(reading.server().cpuMicros());
        }
    }

    @Test
    void whatKeepsCpusAwakeIsNobodysLoad() throws Exception {
        CpuSets cpus = CpuSets.detect();
        assumeTrue(!cpus.server().isEmpty() && !cpus.shared(), "this needs taskset and two processors");
        try (ServerProcess server = start("echo READY port=1; exec sleep 1000", null);
                AwakeCpus awake = AwakeCpus.keep(cpus);
                WindowMeter meter = new WindowMeter(server, rig(cpus, awake), "window")) {
            meter.begin();
            await().until(() -> {
                meter.end();
                return meter.read().loopMicros() > 500_000;
            });

            WindowMeter.Reading reading = meter.read();
            long used = reading.host().cpus().stream().filter(cpu -> reading.used().contains(cpu.id()))
                    .mapToLong(cpu -> cpu.userMicros() + cpu.systemMicros()).sum();
            assertThat(reading.cpuSet().busyMicros()).isEqualTo(Math.max(0, used - reading.loopMicros()));
        }
    }

    @Test
    void theEndIsReadBeforeTheServerIsAskedForItsCounters() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TestStats stats = TestStats.start(() -> {
            asked.incrementAndGet();
            return new Counters().toJson();
        }); Generator generator = Generator.start(GeneratorSpec.of(1, 1));
                ServerProcess server = start(stats);
                Traffic traffic = new Traffic(server, rig(), generator)) {
            traffic.settledStats(() -> assertThat(asked).hasValue(0));

            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aServerWhoseCountersGoBackwardsIsToldSo() throws Exception {
        AtomicInteger left = new AtomicInteger(3);
        try (TestStats stats = TestStats.start(() -> {
            Counters counters = new Counters();
            for (int i = left.decrementAndGet(); i > 0; i--) {
                counters.received(1);
            }
            return counters.toJson();
        }); Generator generator = Generator.start(GeneratorSpec.of(1, 1));
                ServerProcess server = start(stats);
                Traffic traffic = new Traffic(server, rig(), generator)) {
            traffic.settledStats(() -> {
            });

            assertThatThrownBy(() -> traffic.settledStats(() -> {
            })).isInstanceOf(IOException.class)
                    .hasMessage(server.base() + "/stats went backwards: received was 2 and is 1.");
        }
    }

    @Test
    void aWindowInWhichNothingIsFinishedHasNoCostPerMessage() throws Exception {
        assertThat(Subject.inWindow(Stage.LOADED, 7, 9)).isEqualTo(2);
        assertThatThrownBy(() -> Subject.inWindow(Stage.LOADED, Long.MAX_VALUE, Long.MAX_VALUE))
                .isInstanceOf(IOException.class)
                .hasMessage("The server finished no message in the loaded window, by its counters.");
    }

    private void compute() throws IOException {
        Files.createFile(directory.resolve("go"));
        await().until(() -> Files.exists(directory.resolve("done")));
    }

    private ServerProcess start(TestStats stats) throws Exception {
        return start("echo READY port=" + stats.port() + "; exec sleep 1000", "/stats");
    }

    private ServerProcess start(String script, @Nullable String stats) throws Exception {
        Contender contender = new Contender("shell", "", directory, List.of("sh", "-c", script), Map.of(),
                new Contender.Ready.Line(Pattern.compile("^READY port=(?<port>[0-9]+)")), "/", null, null, stats,
                Contender.Stop.TERM, null, null, false);
        return ServerProcess.start(contender, rig().launch("shell"));
    }

    private Rig rig() {
        return rig(CpuSets.UNPINNED, AwakeCpus.none());
    }

    private Rig rig(CpuSets cpus, AwakeCpus awake) {
        return new Rig(directory, Child.javaHome(), cpus, TestHome.certificates(), Rig.jvmFlags(cpus), awake,
                Link.loopback(), directory.resolve("out"), mark);
    }
}
