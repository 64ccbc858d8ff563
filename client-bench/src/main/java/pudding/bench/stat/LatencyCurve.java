package pudding.bench.stat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;

/// A contender's latency by percentile: at each one the median and the spread of its runs. Runs are never pooled: a
/// percentile of all their messages together is one of no run.
///
/// @param contender its name
/// @param points    by ascending percentile; a percentile for which no run has enough messages is left out
public record LatencyCurve(String contender, List<Point> points) {

    /// Messages that must be slower than a percentile for a run to tell it.
    public static final int LEAST_BEYOND = 10;

    /// Preferred numbers, ten to the decade: as figures, because a power may differ in its last bit between processors.
    private static final List<Double> DECADE = List.of(1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.3, 8.0);
    private static final double FIRST = 2;
    private static final double LAST = 10_000;

    public LatencyCurve {
        points = List.copyOf(points);
    }

    /// One percentile.
    ///
    /// @param oneIn  one message in so many is slower: 2 for the median, 100 for the 99th percentile
    /// @param millis of the runs that have enough messages
    public record Point(double oneIn, Summary millis) {

        /// As it is written, such as 99.9.
        public double percentile() {
            return 100 * (1 - 1 / oneIn);
        }
    }

    /// The curves of the loaded window, in the plan's order; a contender without a valid run has none.
    ///
    /// @param latencies of the loaded window, in µs, by the name of the run; a run that is missing is left out
    public static List<LatencyCurve> of(Evidence evidence, Map<String, Histogram> latencies) {
        List<LatencyCurve> curves = new ArrayList<>();
        Map<String, List<Histogram>> byContender = new LinkedHashMap<>();
        evidence.plan().contenders().forEach(name -> byContender.put(name, new ArrayList<>()));
        for (RunRecord run : Verdicts.valid(evidence)) {
            Histogram histogram = latencies.get(run.name());
            if (histogram != null && !run.pinged()) {
                byContender.computeIfAbsent(run.contender(), _ -> new ArrayList<>()).add(histogram);
            }
        }
        byContender.forEach((name, runs) -> {
            List<Point> points = points(runs);
            if (!points.isEmpty()) {
                curves.add(new LatencyCurve(name, points));
            }
        });
        return curves;
    }

    private static List<Point> points(List<Histogram> runs) {
        List<Point> points = new ArrayList<>();
        for (double power = 1; power <= LAST; power *= 10) {
            for (double step : DECADE) {
                double oneIn = step * power;
                if (oneIn >= FIRST && oneIn <= LAST) {
                    Summary.of(runs.stream().filter(run -> run.getTotalCount() >= LEAST_BEYOND * oneIn)
                            .map(run -> run.getValueAtPercentile(100 * (1 - 1 / oneIn)) / 1e3).toList())
                            .ifPresent(millis -> points.add(new Point(oneIn, millis)));
                }
            }
        }
        return points;
    }
}
