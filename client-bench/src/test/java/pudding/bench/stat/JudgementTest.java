package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JudgementTest {

    /// Runs lie this far above and below the truth in turn, so that every figure can be had by hand.
    private static final double NOISE = 0.02;

    @Test
    void theIntervalsAreStudentsOnTheResidual() {
        Estimate estimate = estimate(judge(metric("cpu", 1.1, NOISE, 4)));
        double sd = NOISE * Math.sqrt(4 * 8 / 3.0 / 7);
        double error = sd * Math.sqrt(1.5 / 4);
        assertThat(estimate.degreesOfFreedom()).as("12 runs, 4 half-blocks, 1 ratio").isEqualTo(7);
        assertThat(estimate.halfBlocks()).isEqualTo(4);
        assertThat(estimate.residualSd()).isCloseTo(sd, within(1e-9));
        assertThat(estimate.ratio()).isCloseTo(1.1, within(1e-12));
        assertThat(estimate.interval90()).isNotNull();
        assertThat(estimate.interval95()).isNotNull();
        if (estimate.interval90() != null && estimate.interval95() != null) {
            assertThat(Math.log(estimate.interval90().high() / 1.1)).isCloseTo(1.894579 * error, within(1e-7));
            assertThat(Math.log(estimate.interval95().low() / 1.1)).isCloseTo(-2.364624 * error, within(1e-7));
        }
    }

    @Test
    void equalRunsAreTheSameWithinFivePercent() {
        Effect effect = judge(metric("cpu", 1.0, NOISE, 4));
        assertThat(effect.verdict()).isEqualTo(Verdict.SAME);
        assertThat(effect.equalWithin5Percent()).isTrue();
        assertThat(effect.halfBlocksToSettle()).isNull();
    }

    @Test
    void aSmallRatioWithLittleNoiseIsMeasurableButNotPractical() {
        Effect effect = judge(metric("cpu", 1.07, NOISE, 4));
        assertThat(effect.verdict()).isEqualTo(Verdict.MEASURABLE);
        assertThat(effect.equalWithin5Percent()).isFalse();
    }

    @Test
    void aLargeRatioDiffersToEitherSide() {
        assertThat(judge(metric("cpu", 1.3, NOISE, 4)).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(judge(metric("cpu", 1 / 1.3, NOISE, 4)).verdict()).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void muchNoiseIsInconclusiveAndSaysWhatWouldSettleIt() {
        Effect effect = judge(metric("cpu", 1.0, 0.15, 4));
        assertThat(effect.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(effect.halfBlocksToSettle()).isNotNull().isGreaterThan(4);
        assertThat(effect.why()).startsWith("The 95 % interval reaches across an edge of the margin. If estimate")
                .contains(effect.halfBlocksToSettle() + " half-blocks in all");
    }

    @Test
    void anEstimateOnTheEdgeIsSettledByNothing() {
        Effect effect = judge(metric("cpu", 1.15, NOISE, 4));
        assertThat(effect.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(effect.halfBlocksToSettle()).isNull();
        assertThat(effect.why()).endsWith("It lies too near the margin for 200 half-blocks to settle it.");
    }

    @Test
    void valuesThatAreAllEqualAreTheSame() {
        assertThat(judge(metric("memory", 1.0, 0, 4)).verdict()).isEqualTo(Verdict.SAME);
        assertThat(judge(metric("memory", 1.2, 0, 4)).verdict()).isEqualTo(Verdict.DIFFERS);
    }

    @Test
    void fewerThanFourHalfBlocksGiveTheBareRatio() {
        Effect effect = judge(metric("cpu", 1.3, NOISE, 3));
        assertThat(estimate(effect).ratio()).isCloseTo(1.3, within(0.05));
        assertThat(estimate(effect).interval90()).isNull();
        assertThat(effect.verdict()).isNull();
        assertThat(effect.why())
                .isEqualTo("Half-blocks with a valid run of both: 3; an interval needs 3 of at least 4.");
    }

    @Test
    void aContenderWithoutRunsHasNoEstimate() {
        Effect effect =
                Judgement.of(List.of(metric("cpu", 1, NOISE, 4)), "plain", List.of("absent")).effects().getFirst();
        assertThat(effect.estimate()).isNull();
        assertThat(effect.verdict()).isNull();
        assertThat(effect.why()).isEqualTo("No half-block links a valid run of it to one of the baseline.");
    }

    @Test
    void theFloorWidensTheMarginOfASmallBaseline() {
        MetricData p99 = new MetricData("p99", true, Margin.orAbsolute(1), metric("p99", 1.3, NOISE, 4).observations());
        Effect effect = judge(p99);
        assertThat(effect.verdict()).as("30 % of 2.2 ms are less than 1 ms").isEqualTo(Verdict.MEASURABLE);
        assertThat(effect.range()).isNotNull();
        if (effect.range() != null) {
            assertThat(effect.range().high()).isCloseTo(1 + 1 / Math.pow(24, 0.25), within(1e-9));
            assertThat(effect.range().low() * effect.range().high()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void whatHolmTakesBackIsInconclusiveAndSaysSo() {
        double ratio = 1.112;
        assertThat(judge(metric("cpu", ratio, NOISE, 4)).verdict()).isEqualTo(Verdict.MEASURABLE);
        List<MetricData> metrics = List.of(metric("cpu", ratio, NOISE, 4), metric("memory", ratio, NOISE, 4),
                metric("p99", ratio, NOISE, 4));
        Judgement judgement = Judgement.of(metrics, "plain", List.of("netty"));
        assertThat(judgement.effects()).allSatisfy(effect -> {
            assertThat(effect.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(effect.why()).startsWith("By itself it would read \"measurable, not practical\", but not after "
                    + "Holm's correction for 3 comparisons.");
        });
        assertThat(judgement.overall("netty")).isEqualTo(Overall.OPEN);
    }

    @Test
    void aMetricBesideTheFamilyIsJudgedAloneAndSaysSo() {
        MetricData aside = new MetricData("cpu_discard", false, Margin.STANDARD,
                metric("cpu_discard", 1.3, NOISE, 4).observations());
        Judgement judgement = Judgement.of(List.of(aside, metric("cpu", 1, NOISE, 4)), "plain", List.of("netty"));
        Effect effect = judgement.effects().getFirst();
        assertThat(effect.metric()).isEqualTo("cpu_discard");
        assertThat(effect.adjusted()).isFalse();
        assertThat(effect.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(judgement.overall("netty")).isEqualTo(Overall.SAME);
    }

    @Test
    void oneDifferenceMakesThemDifferentAndOneGapLeavesItOpen() {
        MetricData same = metric("cpu", 1, NOISE, 4);
        assertThat(overall(same, metric("memory", 1.3, NOISE, 4))).isEqualTo(Overall.DIFFERENT);
        assertThat(overall(same, metric("memory", 1.05, NOISE, 4))).isEqualTo(Overall.SAME);
        assertThat(overall(same, metric("memory", 1, NOISE, 2))).isEqualTo(Overall.OPEN);
        assertThat(overall()).isEqualTo(Overall.OPEN);
    }

    @Test
    void aBaselineThatDiffersFromItselfVoidsTheComparison() {
        List<Observation> shifted = metric("cpu", 1, NOISE, 4).observations().stream()
                .map(o -> o.slot() == 0 ? o : new Observation(o.halfBlock(), o.contender(), 1, 1.4 * o.value()))
                .toList();
        Judgement judgement = Judgement.of(List.of(new MetricData("cpu", true, Margin.STANDARD, shifted)), "plain",
                List.of("netty"));
        assertThat(estimate(judgement.aa().getFirst()).ratio()).isCloseTo(1.4, within(1e-9));
        assertThat(judgement.isVoid()).isTrue();
        assertThat(judgement.aaSentence())
                .isEqualTo("The comparison is void: the baseline differs from itself in cpu.");
        assertThat(judgement.overall("netty")).isEqualTo(Overall.OPEN);
    }

    @Test
    void theAaSentenceSaysWhetherItCouldTell() {
        assertThat(Judgement.of(List.of(metric("cpu", 1, NOISE, 4)), "plain", List.of("netty")).aaSentence())
                .isEqualTo("The baseline is the same as itself in all primary metrics.");
        assertThat(Judgement.of(List.of(metric("cpu", 1, NOISE, 2)), "plain", List.of("netty")).aaSentence())
                .isEqualTo("Too few half-blocks tell whether the baseline differs from itself.");
    }

    @Test
    void aValueWithoutALogarithmAndARunGivenTwiceAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Observation(0, "plain", 0, 0))
                .withMessage("A ratio needs values above 0, not 0.0.");
        Observation run = new Observation(0, "plain", 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricData("cpu", true, Margin.STANDARD, List.of(run, run)))
                .withMessage("The metric cpu has two values of one run.");
    }

    private static Overall overall(MetricData... metrics) {
        return Judgement.of(List.of(metrics), "plain", List.of("netty")).overall("netty");
    }

    private static Effect judge(MetricData metric) {
        return Judgement.of(List.of(metric), "plain", List.of("netty")).effects().getFirst();
    }

    private static Estimate estimate(Effect effect) {
        Estimate estimate = effect.estimate();
        if (estimate == null) {
            throw new AssertionError(effect.why());
        }
        return estimate;
    }

    /// With an even number of half-blocks each contender's noise cancels, and so does each half-block's.
    private static MetricData metric(String id, double ratio, double noise, int halfBlocks) {
        List<Observation> runs = new ArrayList<>();
        for (int i = 0; i < halfBlocks; i++) {
            double sign = i % 2 == 0 ? noise : -noise;
            double host = 1 + i;
            runs.add(new Observation(i, "plain", 0, host * Math.exp(sign)));
            runs.add(new Observation(i, "plain", 1, host * Math.exp(-sign)));
            runs.add(new Observation(i, "netty", 0, host * ratio * Math.exp(sign)));
        }
        return new MetricData(id, true, Margin.STANDARD, runs);
    }
}
