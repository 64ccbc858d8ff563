package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    @Test
    void aHalfBlockFromWhichTheHostStoleSaysNothing() {
        SlowTrial.Result quiet = result(5, 1.05, true);
        List<SlowTrial.Window> windows = new ArrayList<>(quiet.windows());
        // The slow window of the third half-block, and ten times the p99 with it.
        SlowTrial.Window spoilt = windows.get(5);
        windows.set(5, new SlowTrial.Window(spoilt.halfBlock(), true, spoilt.p50Micros(),
                10 * spoilt.p99Micros(), 10 * spoilt.maxMicros(), spoilt.lagP99Micros(),
                spoilt.pauseMicros(), spoilt.jitMicros(), spoilt.rssBytes(), spoilt.serverCores(), 0.03,
                spoilt.holding(),
                spoilt.slowBytes(), true));
        SlowTrial.Result result = new SlowTrial.Result("a", windows, quiet.quiet(), quiet.beside(), quiet.holding(),
                quiet.connections(), quiet.cut(), null, null);

        assertThat(result.valid()).hasSize(18).noneMatch(window -> window.halfBlock() == 2);
        assertThat(SlowVerdict.of(result).held()).isEqualTo(Held.HOLDS);
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
            windows.add(
                    new SlowTrial.Window(i / 2, slow, 400, Math.round(micros), 5_000, 100, 1_000, 0, 1, 0.1, 0.01,
                            slow ? 200 : 0,
                            slow ? bytes : 0,
                            clean));
        }
        return new SlowTrial.Result("a", windows, new ServerMemory(100_000_000, null, 60_000_000L, 5_000_000L),
                new ServerMemory(126_000_000, null, 80_000_000L, 7_000_000L), 200, 1_000, 20, null, null);
    }
}
