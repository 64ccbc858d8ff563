package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.Profile;

final class LatencyCurveTest {

    private final Evidence evidence = Samples.evidence(Profile.QUICK, false,
            Samples.loadedRun("plain-platform", Outcome.OK, 100_000),
            Samples.loadedRun("plain-platform", Outcome.OK, 100_000),
            Samples.loadedRun("plain-platform", Outcome.INVALID, 100_000),
            Samples.loadedRun("netty-jdk", Outcome.OK, 100_000));
    private final List<RunRecord> runs = evidence.runs();

    @Test
    void eachPercentileIsTheMedianOfTheRunsAndNeverOfTheirMessagesTogether() {
        // 1 to 1,000 µs, and 1,001 to 2,000 µs: together, the 90th percentile would be 1,800.
        List<LatencyCurve> curves = LatencyCurve.of(evidence,
                Map.of(runs.get(0).name(), upTo(1_000, 0), runs.get(1).name(), upTo(1_000, 1_000)));

        assertThat(curves).singleElement().satisfies(curve -> {
            assertThat(curve.contender()).isEqualTo("plain-platform");
            assertThat(at(curve, 2).millis()).isEqualTo(new Summary(1.0, 0.5, 1.5, 2));
            assertThat(at(curve, 10).millis()).isEqualTo(new Summary(1.4, 0.9, 1.9, 2));
            assertThat(at(curve, 10).percentile()).isEqualTo(90);
        });
    }

    @Test
    void aPercentileThatFewerThanTenMessagesOfARunExceedIsLeftOutForThatRun() {
        List<LatencyCurve> curves = LatencyCurve.of(evidence,
                Map.of(runs.get(0).name(), upTo(1_000, 0), runs.get(1).name(), upTo(999, 0)));

        LatencyCurve curve = curves.getFirst();
        assertThat(at(curve, 80).millis().runs()).isEqualTo(2);
        assertThat(at(curve, 100).millis()).isEqualTo(new Summary(0.99, 0.99, 0.99, 1));
        assertThat(curve.points().getLast().oneIn()).isEqualTo(100);
    }

    @Test
    void aHundredThousandMessagesReachTheLastPercentileAndNothingGoesBeyond() {
        LatencyCurve curve = LatencyCurve.of(evidence, Map.of(runs.getLast().name(), upTo(200_000, 0))).getFirst();

        assertThat(curve.contender()).isEqualTo("netty-jdk");
        assertThat(curve.points().getFirst().oneIn()).isEqualTo(2);
        assertThat(curve.points().getLast().oneIn()).isEqualTo(10_000);
        assertThat(curve.points()).extracting(LatencyCurve.Point::oneIn).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aVoidRunGivesNoFigure() {
        assertThat(LatencyCurve.of(evidence, Map.of(runs.get(2).name(), upTo(1_000, 0)))).isEmpty();
    }

    private static LatencyCurve.Point at(LatencyCurve curve, double oneIn) {
        return curve.points().stream().filter(p -> p.oneIn() == oneIn).findFirst().orElseThrow();
    }

    private static Histogram upTo(long count, long above) {
        Histogram histogram = new Histogram(60_000_000, 5);
        LongStream.rangeClosed(1, count).forEach(micros -> histogram.recordValue(above + micros));
        return histogram;
    }
}
