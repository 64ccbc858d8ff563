package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class HolmTest {

    @Test
    void theSmallestIsMultipliedByAllAndTheLargestByOne() {
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Holm.factors(new double[] {0.01, 0.04, 0.03, 0.005})).containsExactly(3, 1, 2, 4);
    }

    @Test
    void noAdjustedValueExceedsOne() {
        assertThat(Holm.adjust(new double[] {0.6, 0.9})).containsExactly(1, 1);
    }

    @Test
    void aSingleComparisonStaysAsItIs() {
        assertThat(Holm.adjust(new double[] {0.049})).containsExactly(0.049);
        assertThat(Holm.adjust(new double[] {})).isEmpty();
    }
}
