package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Slice;
import pudding.bench.measure.Slices;
import pudding.bench.measure.floor.Floor;

class TimeSplitTest {

    private static final Floor.Figure TLS = new Floor.Figure(6, 6, 6, 0, true);
    private static final Floor FLOOR = new Floor(new Floor.Figure(200, 200, 200, 0, true), null,
            new Floor.Figure(1, 1, 1, 0, true), Map.of(Floor.JDK, TLS));
    /// A message: 300 µs, of which 40 system, 10 compiler, 20 collector, and so 230 user.
    private static final TimeSplit.Cost LOADED = new TimeSplit.Cost(1_000, 300_000, 40_000, 10_000, 20_000);
    /// 60 µs, of which 25 system, 4 compiler, 1 collector, and so 30 user.
    private static final TimeSplit.Cost DISCARD = new TimeSplit.Cost(2_000, 120_000, 50_000, 8_000, 2_000);

    @Test
    void bySubtractionEachPartIsTakenFromItsOwnSource() {
        TimeSplit.Micros split = split(Map.of(Slice.JSON, 1)).subtraction();

        assertThat(split.json()).isCloseTo(230 - 30 + 1, within(1e-9));
        assertThat(split.tls()).isEqualTo(6);
        assertThat(split.kernel()).isEqualTo(40);
        assertThat(split.jit()).isEqualTo(10);
        assertThat(split.gc()).isEqualTo(20);
        assertThat(split.rest()).isCloseTo(230 - 201 - 6, within(1e-9));
        assertThat(split.total()).isCloseTo(300, within(1e-9));
    }

    @Test
    void byProfileTheSamplesSplitWhatTheThreadsOfTheJvmLeave() {
        TimeSplit.Micros split =
                split(Map.of(Slice.JSON, 20, Slice.TLS, 1, Slice.KERNEL, 4, Slice.REST, 2)).profile();

        assertThat(split).isEqualTo(new TimeSplit.Micros(200, 10, 40, 10, 20, 20));
        assertThat(split.total()).isCloseTo(300, within(1e-9));
    }

    @Test
    void slicesAgreeWithinATenthOfTheWholeMessage() {
        TimeSplit split = split(Map.of(Slice.JSON, 20, Slice.TLS, 1, Slice.KERNEL, 4, Slice.REST, 2));

        assertThat(split.checks()).extracting(TimeSplit.Check::slice).containsExactly(Slice.values());
        assertThat(split.checks()).noneMatch(TimeSplit.Check::disagree);
        assertThat(split.checks().get(1).sentence()).isEqualTo("TLS takes 10.0 µs of a message by profile and 6.0 µs"
                + " by subtraction: the two agree (1.3 % of the message's 300.0 µs apart).");
    }

    @Test
    void slicesThatAreFurtherApartDisagree() {
        TimeSplit split = split(Map.of(Slice.JSON, 15, Slice.TLS, 1, Slice.KERNEL, 4, Slice.REST, 7));

        assertThat(split.checks()).filteredOn(TimeSplit.Check::disagree).extracting(TimeSplit.Check::slice)
                .containsExactly(Slice.JSON, Slice.REST);
        assertThat(split.checks().getLast().sentence()).isEqualTo("The rest takes 70.0 µs of a message by profile and"
                + " 23.0 µs by subtraction: the two disagree (15.7 % of the message's 300.0 µs apart).");
    }

    @Test
    void aProfileWithoutSamplesAgreesWithNothing() {
        assertThat(split(Map.of()).checks()).allMatch(TimeSplit.Check::disagree);
    }

    private static TimeSplit split(Map<Slice, Integer> samples) {
        return TimeSplit.of(new Slices(true, samples, 0, 0, List.of()), LOADED, LOADED, DISCARD, FLOOR, TLS);
    }
}
