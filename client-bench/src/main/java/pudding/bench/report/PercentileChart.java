package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import pudding.bench.stat.LatencyCurve;
import pudding.bench.stat.Summary;
import pudding.bench.stat.Unit;

/// Latency by percentile: of each contender the median of its runs, and their spread.
final class PercentileChart {

    private static final List<Double> NAMED = List.of(2.0, 10.0, 100.0, 1_000.0, 10_000.0);

    private PercentileChart() {
    }

    static Drawing drawing(List<LatencyCurve> curves) {
        return new Drawing("percentiles", Data.of(curves), "Latency by percentile", description(curves), 900, 700);
    }

    /// The percentiles that the axis names.
    static Grid grid(List<LatencyCurve> curves) {
        return new Grid(List.of("latency, ms", "50 %", "90 %", "99 %", "99.9 %", "99.99 %"),
                curves.stream().map(curve -> {
                    List<String> row = new ArrayList<>(List.of(curve.contender()));
                    NAMED.forEach(oneIn -> row.add(curve.points().stream().filter(p -> p.oneIn() == oneIn).findFirst()
                            .map(p -> told(p.millis())).orElse("")));
                    return row;
                }).toList());
    }

    private static String told(Summary millis) {
        return millis.runs() == 1 ? number(millis.median())
                : number(millis.median()) + " (" + number(millis.min()) + " to " + number(millis.max()) + ")";
    }

    private static String number(double millis) {
        return Format.number(millis, Unit.MILLIS);
    }

    private static String description(List<LatencyCurve> curves) {
        String ends = curves.stream().map(curve -> curve.contender() + String.format(Locale.ROOT, " at %.6g %%",
                curve.points().getLast().percentile()).replaceAll("\\.?0+ %$", " %"))
                .collect(Collectors.joining(", "));
        String p99 = curves.stream()
                .flatMap(curve -> curve.points().stream().filter(p -> p.oneIn() == 100).map(p -> curve.contender() + " "
                        + told(p.millis())))
                .collect(Collectors.joining("; "));
        return "Latency from the due time by percentile, up to 99.99 %: a line for the median of each contender's runs, "
                + "a band from the lowest run to the highest. " + (p99.isEmpty() ? "" : "99th percentile, ms: " + p99
                        + ". ")
                + "A run tells a percentile only if at least " + LatencyCurve.LEAST_BEYOND
                + " of its messages are slower; by that, lines end: " + ends + ".";
    }

    /// What `charts/percentiles.js` reads.
    private record Data(List<Contender> contenders) {

        static Data of(List<LatencyCurve> curves) {
            return new Data(curves.stream().map(curve -> new Contender(curve.contender(), curve.points().stream()
                    .map(p -> new Point(p.oneIn(), p.millis().median(), p.millis().min(), p.millis().max(),
                            p.millis().runs()))
                    .toList())).toList());
        }
    }

    private record Contender(String name, List<Point> points) {
    }

    private record Point(double oneIn, double median, double low, double high, int runs) {
    }
}
