package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static pudding.bench.stat.Samples.loaded;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.RunRecord.CpuSet;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Loaded;
import pudding.bench.measure.RunRecord.Second;
import pudding.bench.plan.Gate;

final class WindowGateTest {

    private static final Gate GATE = new Gate(0.70, 10_000, 0.99, 0.02, 0.05, 0.10, true);
    private static final Latency ON_TIME = new Latency(1_000, 10, 20, 10_000, 20_000, 30_000);
    private static final Latency LATE = new Latency(1_000, 10, 20, 10_001, 20_000, 30_000);

    // The window's second: the server takes 100 ms, the generator 50, of two CPUs.
    private static final CpuSet QUIET = new CpuSet(2_000_000, 150_000, 0);

    @Test
    void aQuietWindowPasses() {
        assertThat(warnings(ON_TIME, QUIET, List.of())).isEmpty();
    }

    @Test
    void lateMessagesAreSeen() {
        assertThat(warnings(LATE, QUIET, List.of())).containsExactly(Warning.SCHEDULE_LAG);
    }

    @Test
    void stealIsSeenFromItsShareOn() {
        assertThat(warnings(ON_TIME, new CpuSet(2_000_000, 150_000, 40_000), List.of())).isEmpty();
        assertThat(warnings(ON_TIME, new CpuSet(2_000_000, 150_000, 40_001), List.of()))
                .containsExactly(Warning.HOST_STEAL);
    }

    @Test
    void othersAreSeenByWhatNeitherEndUsed() {
        assertThat(warnings(ON_TIME, new CpuSet(2_000_000, 250_000, 0), List.of())).isEmpty();
        assertThat(warnings(ON_TIME, new CpuSet(2_000_000, 250_001, 0), List.of()))
                .containsExactly(Warning.OTHER_LOAD);
    }

    @Test
    void aBusyGeneratorIsSeenByItsShareOfItsCpus() {
        Loaded window = loaded(100_000, ON_TIME, QUIET, List.of());
        assertThat(WindowGate.generatorShare(window)).isEqualTo(0.05);
        assertThat(WindowGate.warnings(window, new Gate(0.04, 10_000, 0.99, 0.02, 0.05, 0.10, true)))
                .containsExactly(Warning.GENERATOR_BUSY);
    }

    @Test
    void messagesThatWereNotSentAreSeen() {
        assertThat(WindowGate.warnings(loaded(100_000, ON_TIME, QUIET, List.of()),
                new Gate(0.70, 10_000, 1.01, 0.02, 0.05, 0.10, true))).containsExactly(Warning.RATE_MISSED);
    }

    @Test
    void aDriftIsTheRatioOfTheHalvesLessTheCompiler() {
        assertThat(WindowGate.drift(seconds(110_000, 110_000, 100_000, 100_000))).isEqualTo(0.1,
                org.assertj.core.data.Offset.offset(1e-9));
        assertThat(warnings(ON_TIME, QUIET, seconds(112_000, 110_000, 100_000, 100_000)))
                .containsExactly(Warning.DRIFT);
        assertThat(warnings(ON_TIME, QUIET, seconds(100_000, 100_000, 112_000, 110_000)))
                .containsExactly(Warning.DRIFT);
    }

    @Test
    void aCompilerThatFadesIsNoDrift() {
        List<Second> rows = List.of(new Second(1_000, 100, 1, 180_000, 80_000, 1, 0),
                new Second(1_000, 100, 1, 140_000, 40_000, 1, 0), new Second(1_000, 100, 1, 110_000, 10_000, 1, 0),
                new Second(1_000, 100, 1, 100_000, 0, 1, 0));
        assertThat(WindowGate.drift(rows)).isZero();
    }

    @Test
    void theRowOfTheDrainBelongsToNoHalf() {
        List<Second> rows = new java.util.ArrayList<>(seconds(100_000, 100_000, 100_000, 100_000));
        rows.add(new Second(3, 100, 1, 90_000, 0, 1, 0));
        assertThat(WindowGate.drift(rows)).isZero();
    }

    private static java.util.Set<Warning> warnings(Latency lag, CpuSet cpuSet, List<Second> rows) {
        return WindowGate.warnings(loaded(100_000, lag, cpuSet, rows), GATE);
    }

    private static List<Second> seconds(long... serverMicros) {
        return LongStream.of(serverMicros).mapToObj(micros -> new Second(1_000, 100, 1, micros, 0, 1, 0)).toList();
    }
}
