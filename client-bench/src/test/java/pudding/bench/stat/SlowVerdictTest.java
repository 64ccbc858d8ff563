package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.ParameterizedTest;
import pudding.bench.measure.ServerMemory;
import pudding.bench.measure.SlowTrial;
import pudding.bench.stat.SlowVerdict.Held;

class SlowVerdictTest {

    private static final long QUIET_MICROS = 2_000;
    /// Of each window, in per cent: what a machine adds by itself.
    private static final int[] NOISE = {0, 2, -1, 1, -2, 1, 0, -1, 2, -2, 1, 0, -1, 2, 0, -2, 1, -1, 2, 0};

    @Test
    void theLimitHoldsWhereTheWholeIntervalIsWithinAFifth() {
        SlowVerdict verdict = SlowVerdict.of(result(5, 1.05, true));
        assertThat(verdict.held()).isEqualTo(Held.HOLDS);
        assertThat(verdict.p99().estimate()).isNotNull()
                .satisfies(estimate -> assertThat(estimate.ratio()).isBetween(1.03, 1.07));
    }

    @Test
    void theLimitIsBrokenWhereTheWholeIntervalIsBeyondAFifth() {
        assertThat(SlowVerdict.of(result(5, 1.4, true)).held()).isEqualTo(Held.BROKEN);
    }

    @Test
    void atTheLimitItIsOpen() {
        assertThat(SlowVerdict.of(result(5, 1.2, true)).held()).isEqualTo(Held.OPEN);
    }

    @Test
    void aLowerP99NeverBreaksTheLimit() {
        assertThat(SlowVerdict.of(result(5, 0.5, true)).held()).isEqualTo(Held.HOLDS);
    }

    @Test
    void oneBlockSaysNothing() {
        assertThat(SlowVerdict.of(result(1, 3, true)).held()).isEqualTo(Held.OPEN);
    }

    @Test
    void memoryIsToldPerSlowClient() {
        SlowVerdict verdict = SlowVerdict.of(result(2, 1, true));
        assertThat(verdict.heapBytesPerClient()).isEqualTo(10_000);
        assertThat(verdict.outsideBytesPerClient()).isEqualTo(30_000);
    }

    @Test
    void aLostMessageIsToldApart() {
        assertThat(SlowVerdict.of(result(5, 1, true)).clean()).isTrue();
        assertThat(SlowVerdict.of(result(5, 1, false)).clean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.02, 500, 20", "0.021, 500, 18", "0.02, 501, 18"})
    void aHalfBlockFromWhichTheHostStoleOrThatLeftLateSaysNothing(double steal, long lag, int valid) {
        SlowTrial.Result result = spoilt(4, steal, lag);

        assertThat(result.valid()).hasSize(valid);
        assertThat(result.valid()).filteredOn(window -> window.halfBlock() == 2).hasSize(valid == 20 ? 2 : 0);
    }

    @Test
    void aVoidHalfBlockIsNotJudged() {
        assertThat(SlowVerdict.of(spoilt(4, 0.03, 100)).held()).isEqualTo(Held.HOLDS);
    }

    @Test
    void withFewerBlocksThanWereWantedItIsOpen() {
        assertThat(SlowVerdict.of(spoilt(5, 0.03, 100)).held()).isEqualTo(Held.OPEN);
    }

    /// Five blocks, of which the slow window of the third half-block has ten times the p99.
    private static SlowTrial.Result spoilt(int wanted, double steal, long lag) {
        SlowTrial.Result all = result(5, 1.05, true);
        List<SlowTrial.Window> windows = new ArrayList<>(all.windows());
        SlowTrial.Window was = windows.get(5);
        windows.set(5, new SlowTrial.Window(was.halfBlock(), true, was.p50Micros(), 10 * was.p99Micros(),
                10 * was.maxMicros(), lag, was.pauseMicros(), was.jitMicros(), was.rssBytes(), was.serverCores(), steal,
                was.holding(), was.slowBytes(), true));
        return new SlowTrial.Result("a", windows, wanted, all.quiet(), all.beside(), all.holding(), all.connections(),
                all.cut(), null, null);
    }

    @Test
    void whatDidNotAttackShowsNothing() {
        assertThat(SlowVerdict.of(result(5, 1.05, true)).attacked()).isTrue();
        SlowVerdict verdict = SlowVerdict.of(result(5, 1.05, true, 170));
        assertThat(verdict.attacked()).isFalse();
        assertThat(verdict.held()).isEqualTo(Held.OPEN);
    }

    private static SlowTrial.Result result(int blocks, double ratio, boolean clean) {
        return result(blocks, ratio, clean, 200);
    }

    private static SlowTrial.Result result(int blocks, double ratio, boolean clean, int bytes) {
        List<SlowTrial.Window> windows = new ArrayList<>();
        for (int i = 0; i < 4 * blocks; i++) {
            boolean slow = i % 4 == 1 || i % 4 == 2;
            double micros = QUIET_MICROS * (slow ? ratio : 1) * (1 + NOISE[i] / 100.0);
            windows.add(new SlowTrial.Window(i / 2, slow, 400, Math.round(micros), 5_000, 100, 1_000, 0, 1, 0.1, 0.01,
                    slow ? 200 : 0, slow ? bytes : 0, clean));
        }
        return new SlowTrial.Result("a", windows, blocks, new ServerMemory(100_000_000, null, 60_000_000L, 5_000_000L),
                new ServerMemory(126_000_000, null, 80_000_000L, 7_000_000L), 200, 1_000, 20, null, null);
    }
}
