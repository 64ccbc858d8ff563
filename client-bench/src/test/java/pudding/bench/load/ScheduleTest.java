package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        // k, messages a second, ns from the start
        "0,       1,    0",
        "1,       1,    1000000000",
        "1,       3,    333333333",
        "2,       3,    666666667",
        "3,       3,    1000000000",
        "3000000, 3,    1000000000000000",
        "7,       0.5,  14000000000",
        "86400,   1,    86400000000000",
        "999,     1000, 999000000"})
    void roundsAreCountedFromTheStartSoThatRoundingDoesNotAddUp(long k, double rate, long nanos) {
        assertThat(Schedule.roundNanos(k, rate)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 1", "100, 1", "1000, 20", "20000, 0.5"})
    void eachConnectionHasAPartOfTheIntervalToItself(int n, double rate) {
        long[] phases = Schedule.phases(42, n, rate);

        Arrays.sort(phases);
        double part = 1e9 / rate / n;
        for (int i = 0; i < n; i++) {
            assertThat(phases[i]).isBetween((long) Math.floor(i * part), (long) Math.ceil((i + 1) * part));
        }
        assertThat(phases[n - 1]).isLessThan(Schedule.roundNanos(1, rate));
    }

    @Test
    void phasesDependOnTheSeedAloneAndAreNotInOrder() {
        long[] phases = Schedule.phases(1, 100, 1);
        long[] sorted = phases.clone();
        Arrays.sort(sorted);

        assertThat(phases).isEqualTo(Schedule.phases(1, 100, 1))
                .isNotEqualTo(Schedule.phases(2, 100, 1))
                .isNotEqualTo(sorted);
    }
}
