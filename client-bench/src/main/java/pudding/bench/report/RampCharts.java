package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.ramp.Curve;
import pudding.bench.stat.LineFit;
import pudding.bench.stat.RampFigures;

/// The pictures of a ramp; a pure function.
final class RampCharts {

    private static final double MB = 1e6;
    private static final double KB = 1e3;

    private RampCharts() {
    }

    /// The pictures for which there are figures.
    static List<Chart> of(RampFigures figures) {
        List<Chart> charts = new ArrayList<>();
        if (!figures.curves().isEmpty()) {
            charts.add(
                    new Chart("curve", CurveChart.drawing(figures.curves().stream().map(RampCharts::series).toList()),
                            RampGrids.curve(figures)));
        }
        List<SlopeChart.Series> slopes = slopes(figures);
        if (!slopes.isEmpty()) {
            charts.add(new Chart("memory", SlopeChart.drawing(slopes), RampGrids.memory(figures)));
        }
        return charts;
    }

    private static CurveChart.Series series(RampFigures.OfCurve of) {
        Curve.Recovery recovery = of.curve().recovery();
        return new CurveChart.Series(of.contender(), of.curve().points().stream().map(RampCharts::point).toList(),
                recovery == null ? null : point(recovery.point()));
    }

    private static CurveChart.Point point(Curve.Point p) {
        return new CurveChart.Point(p.offered(), p.donePerSecond(), p.latency().p50() / 1e3, p.latency().p99() / 1e3,
                p.shares().server(), p.rssBytes() / MB);
    }

    /// Before and after the first messages come one behind the other, contender by contender.
    private static List<SlopeChart.Series> slopes(RampFigures figures) {
        List<SlopeChart.Series> series = new ArrayList<>();
        for (int i = 0; i + 1 < figures.memory().size(); i += 2) {
            RampFigures.OfMemory idle = figures.memory().get(i);
            if (!idle.points().isEmpty()) {
                series.add(new SlopeChart.Series(idle.contender(), panel(idle), panel(figures.memory().get(i + 1))));
            }
        }
        return series;
    }

    private static SlopeChart.Panel panel(RampFigures.OfMemory of) {
        return new SlopeChart.Panel(of.points().stream()
                .map(p -> new SlopeChart.Point(p.connections(), p.rssBytes() / MB)).toList(), line(of.rss()));
    }

    private static SlopeChart.@Nullable Line line(@Nullable LineFit fit) {
        return fit == null ? null : new SlopeChart.Line(fit.intercept() / MB, fit.slope() / KB);
    }
}
