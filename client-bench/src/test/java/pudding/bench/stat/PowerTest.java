package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static pudding.bench.stat.NoisyMachine.BASELINE;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PowerTest {

    private static final int COMPARISONS = 2_000;

    /// Three and a half standard errors of the simulation at a power of one half.
    private static final double TOLERANCE = 3.5 * Math.sqrt(0.25 / COMPARISONS);

    @ParameterizedTest
    @CsvSource({"0.04, 4", "0.08, 4", "0.15, 4", "0.15, 10", "0.15, 20"})
    void theChanceOfTheSameIsWhatASimulationFinds(double sd, int halfBlocks) {
        double found = share(new NoisyMachine(sd, halfBlocks, false, false), 1,
                e -> e.verdict() == Verdict.SAME || e.verdict() == Verdict.MEASURABLE);
        assertThat(Power.ofSame(sd, halfBlocks, 2, 0.15)).isCloseTo(found, within(TOLERANCE));
    }

    @ParameterizedTest
    @CsvSource({"0.04, 4", "0.08, 4", "0.08, 10", "0.15, 20"})
    void theSmallestRatioIsToldFromOneInFourOfFiveSimulations(double sd, int halfBlocks) {
        double found = share(new NoisyMachine(sd, halfBlocks, false, false), Power.smallestRatio(sd, halfBlocks, 2),
                e -> e.estimate() != null && e.estimate().interval95() != null
                        && !e.estimate().interval95().contains(1));
        assertThat(found).isCloseTo(Power.TARGET, within(TOLERANCE));
    }

    @Test
    void theUpperLimitOfAPilotsNoiseFollowsChiSquared() {
        assertThat(Power.upperSd(0.05, 5)).as("√(5 / 2.3425) × 0.05").isCloseTo(0.0730, within(5e-5));
    }

    @Test
    void theHalfBlocksThatSettleItReachTheTargetAndFewerDoNot() {
        RatioFit.Contrast now = new RatioFit.Contrast(0, 0.15 * Math.sqrt(1.5 / 4), 4);
        Integer needed = Power.toSettle(now, 8, Math.log(1.15), 0.05, 0.05);
        assertThat(needed).isNotNull().isBetween(10, 40).matches(n -> n % 2 == 0);
        if (needed != null) {
            assertThat(Power.ofSame(0.15, needed, 2, 0.15)).isGreaterThan(0.79);
            assertThat(Power.ofSame(0.15, needed - 2, 2, 0.15)).isLessThan(0.81);
        }
    }

    @Test
    void nothingSettlesAnEstimateOnTheEdge() {
        RatioFit.Contrast now = new RatioFit.Contrast(Math.log(1.149), 0.05, 10);
        assertThat(Power.toSettle(now, 20, Math.log(1.15), 0.05, 0.05)).isNull();
        RatioFit.Contrast beyond = new RatioFit.Contrast(Math.log(1.3), 0.06, 10);
        assertThat(Power.toSettle(beyond, 20, Math.log(1.15), 0.05, 0.05)).isNotNull().isBetween(12, 40);
    }

    private static double share(NoisyMachine machine, double truth, Predicate<Effect> claim) {
        Random random = new Random(5);
        int claimed = 0;
        for (int i = 0; i < COMPARISONS; i++) {
            MetricData metric = new MetricData("cpu", true, Margin.STANDARD,
                    machine.runs(Map.of("netty", truth), random));
            claimed +=
                    claim.test(Judgement.of(List.of(metric), BASELINE, List.of("netty")).effects().getFirst()) ? 1 : 0;
        }
        return claimed / (double) COMPARISONS;
    }
}
