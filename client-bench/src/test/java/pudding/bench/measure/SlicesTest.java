package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlicesTest {

    @Test
    void aSlicesShareIsOfTheSamplesWithAStack() {
        Slices slices = slices(Map.of(Slice.JSON, 6, Slice.REST, 2));

        assertThat(slices.total()).isEqualTo(8);
        assertThat(slices.share(Slice.JSON)).isEqualTo(0.75);
        assertThat(slices.share(Slice.TLS)).isZero();
    }

    @Test
    void withoutASampleThereIsNoShare() {
        assertThat(slices(Map.of()).share(Slice.JSON)).isNaN();
    }

    @Test
    void whatIsNeitherCompilerNorCollectorIsSplitOverTheMessages() {
        Slices slices = slices(Map.of(Slice.JSON, 12, Slice.TLS, 2, Slice.KERNEL, 1, Slice.REST, 1));

        Map<Slice, Double> micros = slices.microsPerMessage(1_100_000, 60_000, 40_000, 2_000);

        assertThat(micros).containsEntry(Slice.JSON, 375.0).containsEntry(Slice.TLS, 62.5);
        assertThat(micros.values().stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(500, within(1e-9));
    }

    private static Slices slices(Map<Slice, Integer> samples) {
        return new Slices(true, samples, 3, 2, List.of());
    }
}
