package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import pudding.bench.measure.Evidence;

import pudding.bench.stat.Compare;
import pudding.contract.UsageException;

/// Invented figures that have the form of real ones, and a `main` that writes their pictures to be looked at.
final class ChartSamples {

    static final List<String> CONTENDERS = List.of("plain-platform", "plain-virtual", "plain-eventloop", "netty-jdk",
            "netty-boringssl");
    private static final double[] CAPACITY = {21_000, 19_500, 17_000, 18_000, 24_500};

    private ChartSamples() {
    }

    /// Writes pictures to be looked at.
    ///
    /// @param args where to, as a prefix, and the folders of comparisons that are drawn beside the samples
    static void main(String[] args) throws IOException, UsageException {
        List<Chart> charts = new ArrayList<>(List.of(
                new Chart("curve", CurveChart.drawing(curves()), new Grid(List.of(), List.of())),
                new Chart("slope", SlopeChart.drawing(slopes()), new Grid(List.of(), List.of()))));
        for (int i = 1; i < args.length; i++) {
            Path dir = Path.of(args[i]);
            Evidence evidence = ResultFolder.read(dir);
            for (Chart chart : ComparisonCharts.of(evidence, Compare.of(evidence), LatencyLogs.curves(dir, evidence))) {
                charts.add(new Chart(i + "-" + chart.stem(), chart.drawing(), chart.data()));
            }
        }
        for (Map.Entry<String, byte[]> file : ChartFiles.of(charts).entrySet()) {
            Files.write(Path.of(args[0] + file.getKey()), file.getValue());
        }
        for (Chart chart : charts) {
            Files.writeString(Path.of(args[0] + chart.stem() + ".json"), Json.rounded(chart.drawing().data()));
            System.out.printf("%s: %s%n%n", chart.stem(), chart.drawing().description());
        }
    }

    static List<CurveChart.Series> curves() {
        return IntStream.range(0, CONTENDERS.size()).mapToObj(i -> new CurveChart.Series(CONTENDERS.get(i),
                DoubleStream.iterate(1_000, rate -> rate <= 28_000, rate -> rate < 2_000 ? 2_000 : rate + 2_000)
                        .mapToObj(rate -> curvePoint(i, rate)).toList(),
                new CurveChart.Point(CAPACITY[i] / 2, CAPACITY[i] / 2, 1, 2.5 + 3 * i, 0.55, 320 - 30 * i)))
                .toList();
    }

    private static CurveChart.Point curvePoint(int contender, double rate) {
        double use = rate / CAPACITY[contender];
        boolean over = use > 1;
        double p99 = over ? 4_000 * (use - 1) + 900 : 0.9 + 0.2 * contender + 60 * Math.pow(use, 7);
        return new CurveChart.Point(rate, over ? CAPACITY[contender] * 0.985 : rate, over ? p99 * 0.6 : 0.5 + use * use,
                p99, Math.min(0.99, 0.04 + 0.95 * use),
                140 + 25 * contender + 80 * Math.min(use, 1) + (over ? 180 - 20 * contender : 0));
    }

    static List<SlopeChart.Series> slopes() {
        double[] before = {38, 21, 14, 26.4, 9.2};
        double[] after = {112.4, 64, 31, 58.1, 22.6};
        return IntStream.range(0, CONTENDERS.size()).mapToObj(i -> new SlopeChart.Series(CONTENDERS.get(i),
                slopePanel(i, before[i], 95), slopePanel(i, after[i], 130))).toList();
    }

    private static SlopeChart.Panel slopePanel(int contender, double slope, double base) {
        double[] connections = {0, 500, 1_000, 2_000, 4_000, 8_000};
        return new SlopeChart.Panel(IntStream.range(0, connections.length)
                .mapToObj(i -> new SlopeChart.Point(connections[i],
                        base + slope * connections[i] / 1_000 + 3 * ((i * 7 + contender * 3) % 5) - 6))
                .toList(), new SlopeChart.Line(base, slope));
    }
}
