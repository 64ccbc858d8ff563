package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RatioFitTest {

    /// Montgomery, *Design and Analysis of Experiments*, the vascular graft experiment: four extrusion pressures in
    /// six batches of resin; the book's error mean square is 7.33 on 15 degrees of freedom.
    private static final double[][] GRAFTS = {
        {90.3, 89.2, 98.2, 93.9, 87.4, 97.9},
        {92.5, 89.5, 90.6, 94.7, 87.0, 95.8},
        {85.5, 90.8, 89.6, 86.2, 88.0, 93.4},
        {82.5, 89.5, 85.6, 87.4, 78.9, 90.7},
    };

    @Test
    void aPublishedBlockDesignComesOutAsPublished() {
        List<Observation> runs = new ArrayList<>();
        for (int pressure = 0; pressure < GRAFTS.length; pressure++) {
            for (int batch = 0; batch < GRAFTS[pressure].length; batch++) {
                runs.add(new Observation(batch, "p" + pressure, 0, Math.exp(GRAFTS[pressure][batch] / 10)));
            }
        }
        RatioFit fit = new RatioFit(runs, "p0", Observation::contender);
        assertThat(fit.degreesOfFreedom()).isEqualTo(15);
        assertThat(100 * fit.residualSd() * fit.residualSd()).isCloseTo(7.33, within(0.005));
        RatioFit.Contrast contrast = contrast(fit, "p3");
        assertThat(10 * contrast.logRatio()).as("85.77 − 92.82").isCloseTo(-7.05, within(0.005));
        assertThat(10 * contrast.standardError()).as("√(2 × 7.326 / 6)").isCloseTo(1.5627, within(0.0005));
    }

    @Test
    void withTwoRunsOfTheBaselineAndOneOfTheOtherTheRatioIsTheDifferenceOfMeanLogs() {
        List<Observation> runs = List.of(
                run(0, "plain", 0, 1), run(0, "plain", 1, 2), run(0, "netty", 0, 3),
                run(1, "plain", 0, 5), run(1, "plain", 1, 4), run(1, "netty", 0, 8));
        RatioFit fit = new RatioFit(runs, "plain", Observation::contender);
        assertThat(contrast(fit, "netty").logRatio())
                .isCloseTo(Math.log(24) / 2 - Math.log(40) / 4, within(1e-12));
        assertThat(fit.degreesOfFreedom()).isEqualTo(3);
        assertThat(contrast(fit, "netty").standardError())
                .isCloseTo(fit.residualSd() * Math.sqrt(1 / 2.0 + 1 / 4.0), within(1e-12));
    }

    @Test
    void missingRunsDoNotBiasTheRatio() {
        List<Observation> runs = List.of(
                run(0, "plain", 0, 1), run(0, "plain", 1, 1), run(0, "netty", 0, 1.2),
                run(1, "plain", 0, 10), run(1, "plain", 1, 10),
                run(2, "plain", 1, 100), run(2, "netty", 0, 120), run(2, "eventloop", 0, 150),
                run(3, "netty", 0, 1200), run(3, "eventloop", 0, 1500));
        RatioFit fit = new RatioFit(runs, "plain", Observation::contender);
        assertThat(Math.exp(contrast(fit, "netty").logRatio())).isCloseTo(1.2, within(1e-12));
        assertThat(Math.exp(contrast(fit, "eventloop").logRatio())).isCloseTo(1.5, within(1e-12));
        assertThat(contrast(fit, "eventloop").halfBlocks()).isEqualTo(1);
        assertThat(fit.residualSd()).isCloseTo(0, within(1e-12));
        assertThat(fit.degreesOfFreedom()).as("10 runs, 4 half-blocks, 2 ratios").isEqualTo(4);
    }

    @Test
    void anUnbalancedFitIsTheSameAsThatOfAGeneralSolver() {
        List<Observation> runs = List.of(
                run(0, "plain", 0, 1.0), run(0, "plain", 1, 1.1), run(0, "netty", 0, 1.3), run(0, "virtual", 0, 0.9),
                run(1, "plain", 0, 1.2), run(1, "netty", 0, 1.2),
                run(2, "plain", 0, 0.8), run(2, "plain", 1, 1.0), run(2, "virtual", 0, 1.1),
                run(3, "netty", 0, 1.5), run(3, "virtual", 0, 1.0));
        RatioFit fit = new RatioFit(runs, "plain", Observation::contender);
        assertThat(contrast(fit, "netty").logRatio()).isCloseTo(0.213348343357, within(1e-9));
        assertThat(contrast(fit, "virtual").logRatio()).isCloseTo(-0.038211647325, within(1e-9));
        assertThat(contrast(fit, "netty").standardError()).isCloseTo(0.125143624945, within(1e-9));
        assertThat(fit.residualSd()).isCloseTo(0.151031388899, within(1e-9));
    }

    @Test
    void aContenderThatSharesNoHalfBlockWithAnyOtherHasNoRatio() {
        List<Observation> runs = List.of(
                run(0, "plain", 0, 1), run(0, "plain", 1, 1.1), run(1, "netty", 0, 2), run(1, "virtual", 0, 2));
        RatioFit fit = new RatioFit(runs, "plain", Observation::contender);
        assertThat(fit.contrast("netty")).isNull();
        assertThat(fit.degreesOfFreedom()).isEqualTo(1);
        assertThat(new RatioFit(List.of(), "plain", Observation::contender).contrast("netty")).isNull();
    }

    private static RatioFit.Contrast contrast(RatioFit fit, String treatment) {
        RatioFit.Contrast contrast = fit.contrast(treatment);
        if (contrast == null) {
            throw new AssertionError("No ratio of " + treatment + ".");
        }
        return contrast;
    }

    private static Observation run(int halfBlock, String contender, int slot, double value) {
        return new Observation(halfBlock, contender, slot, value);
    }
}
