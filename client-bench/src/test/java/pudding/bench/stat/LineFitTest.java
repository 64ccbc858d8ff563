package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pudding.bench.stat.LineFit.Point;

class LineFitTest {

    @Test
    void aStraightLineIsFoundExactly() {
        LineFit fit = fit(List.of(new Point(1, 5), new Point(2, 7), new Point(4, 11)));

        assertThat(fit.slope()).isCloseTo(2, within(1e-12));
        assertThat(fit.intercept()).isCloseTo(3, within(1e-12));
        assertThat(Objects.requireNonNull(fit.interval()).low()).isCloseTo(2, within(1e-6));
    }

    /// Anscombe's first set (The American Statistician 27, 1973): y = 3.00 + 0.500 x, standard error of the slope
    /// 0.118, nine degrees of freedom.
    @Test
    void agreesWithAPublishedExample() {
        double[] x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
        double[] y = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
        LineFit fit = fit(IntStream.range(0, x.length).mapToObj(i -> new Point(x[i], y[i])).toList());

        assertThat(fit.slope()).isCloseTo(0.500, within(0.001));
        assertThat(fit.intercept()).isCloseTo(3.00, within(0.01));
        assertThat(Objects.requireNonNull(fit.interval()).low()).isCloseTo(0.500 - 2.262 * 0.118, within(0.002));
    }

    @Test
    void twoPointsHaveALineAndNoInterval() {
        assertThat(fit(List.of(new Point(1, 1), new Point(2, 3))).interval()).isNull();
    }

    @Test
    void oneNumberOfConnectionsHasNoLine() {
        assertThat(LineFit.of(List.of(new Point(1, 1), new Point(1, 3)))).isNull();
        assertThat(LineFit.of(List.of())).isNull();
    }

    @Test
    void theIntervalHoldsTheTruthInNineteenCasesOfTwenty() {
        Random random = new Random(7);
        int held = 0;
        for (int i = 0; i < 4_000; i++) {
            List<Point> points = IntStream.of(1, 2, 4, 6, 8)
                    .mapToObj(x -> new Point(x, 10 + 3 * x + random.nextGaussian())).toList();
            held += Objects.requireNonNull(fit(points).interval()).contains(3) ? 1 : 0;
        }
        assertThat(held / 4_000.0).isCloseTo(0.95, within(0.015));
    }

    private static LineFit fit(List<Point> points) {
        return Objects.requireNonNull(LineFit.of(points));
    }
}
