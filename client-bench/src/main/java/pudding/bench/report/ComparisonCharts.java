package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import pudding.bench.measure.Evidence;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.LatencyCurve;
import pudding.bench.stat.LatencySeconds;
import pudding.bench.stat.RampFigures;
import pudding.bench.stat.Timeline;

/// The pictures of a comparison; a pure function.
final class ComparisonCharts {

    private ComparisonCharts() {
    }

    /// The pictures for which there are figures, in the order in which they are read.
    ///
    /// @param curves by [LatencyLogs#curves]
    static List<Chart> of(Evidence evidence, Comparison comparison, List<LatencyCurve> curves) {
        List<Chart> charts = new ArrayList<>();
        Grid verdicts = Grid.verdicts(comparison);
        if (!verdicts.isEmpty()) {
            charts.add(new Chart("forest", ForestChart.drawing(comparison.verdicts()), verdicts));
        }
        if (!comparison.splits().isEmpty()) {
            charts.add(new Chart("split", SplitChart.drawing(comparison.splits()), Grid.splits(comparison)));
        }
        if (!curves.isEmpty()) {
            charts.add(new Chart("percentiles", PercentileChart.drawing(curves), PercentileChart.grid(curves)));
        }
        List<LatencySeconds> seconds = LatencySeconds.of(evidence);
        if (!seconds.isEmpty()) {
            charts.add(new Chart("seconds", SecondsChart.drawing(seconds), SecondsChart.grid(seconds)));
        }
        charts.addAll(RampCharts.of(RampFigures.of(evidence)));
        Timeline timeline = Timeline.of(evidence);
        if (!timeline.entries().isEmpty()) {
            charts.add(new Chart("timeline", TimelineChart.drawing(timeline), TimelineChart.grid(timeline)));
        }
        return charts;
    }
}
