package pudding.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.ramp.Curve;
import pudding.bench.stat.LineFit;
import pudding.bench.stat.RampFigures;

/// The pictures of a ramp, each for a light page and a dark one; a pure function.
final class RampCharts {

    /// How the names of the files end.
    static final String LIGHT = "-light.svg";
    static final String DARK = "-dark.svg";

    private static final String CURVE = "curve";
    private static final String MEMORY = "memory";
    private static final double MB = 1e6;
    private static final double KB = 1e3;

    private RampCharts() {
    }

    /// The pictures for which there are figures, by file name.
    static SequencedMap<String, String> of(RampFigures figures) {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        if (!figures.curves().isEmpty()) {
            List<CurveChart.Series> series = figures.curves().stream().map(RampCharts::series).toList();
            files.put(CURVE + LIGHT, CurveChart.svg(series, Theme.LIGHT));
            files.put(CURVE + DARK, CurveChart.svg(series, Theme.DARK));
        }
        List<SlopeChart.Series> slopes = slopes(figures);
        if (!slopes.isEmpty()) {
            files.put(MEMORY + LIGHT, SlopeChart.svg(slopes, Theme.LIGHT));
            files.put(MEMORY + DARK, SlopeChart.svg(slopes, Theme.DARK));
        }
        return files;
    }

    /// What a picture shows.
    ///
    /// @param stem its name without [#LIGHT]
    static String title(String stem) {
        return stem.equals(CURVE)
                ? "Latency, messages done, CPU and memory against messages offered"
                : "Memory against connections";
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
