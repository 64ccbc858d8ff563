package pudding.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Memory against connections, before and after the first messages: what one connection more costs is the slope.
/// Has no state; may be used by any thread.
final class SlopeChart {

    private static final String TITLE = "Memory against connections";

    private SlopeChart() {
    }

    /// One contender.
    ///
    /// @param before with connections that have not sent a message yet
    /// @param after  with connections that each have sent some
    record Series(String contender, Panel before, Panel after) {
    }

    /// One contender's half of it.
    ///
    /// @param fit the line through the points; null where there are too few
    record Panel(List<Point> points, @Nullable Line fit) {
        public Panel {
            points = List.copyOf(points);
        }
    }

    /// One reading.
    ///
    /// @param rssMegabytes resident memory, in 10⁶ bytes
    record Point(double connections, double rssMegabytes) {
    }

    /// A fitted line.
    ///
    /// @param megabytesAtZero        memory without a connection, in 10⁶ bytes
    /// @param kilobytesPerConnection the slope, in 10³ bytes
    record Line(double megabytesAtZero, double kilobytesPerConnection) {
    }

    /// The picture, 900 wide; its height grows with the contenders.
    static Drawing drawing(List<Series> series) {
        return new Drawing("slope", Data.of(series), TITLE, description(series), 900, 610 + 30 * series.size());
    }

    private static String description(List<Series> series) {
        return series.stream().map(s -> s.contender() + ' ' + slope(s.before()) + " and " + slope(s.after()))
                .collect(Collectors.joining("; ", "Resident memory against the number of connections, in two panels. "
                        + "KB per connection before and after the first messages: ", "."));
    }

    private static String slope(Panel panel) {
        return panel.fit() == null || !Double.isFinite(panel.fit().kilobytesPerConnection()) ? "n/a"
                : String.format(Locale.ROOT, "%,.1f", panel.fit().kilobytesPerConnection());
    }

    /// What `charts/slope.js` reads.
    private record Data(List<Contender> contenders) {

        static Data of(List<Series> series) {
            return new Data(series.stream()
                    .map(s -> new Contender(s.contender(), Half.of(s.before()), Half.of(s.after()))).toList());
        }
    }

    private record Contender(String name, Half before, Half after) {
    }

    private record Half(List<Figures> points, @Nullable Fit fit) {

        static Half of(Panel panel) {
            return new Half(panel.points().stream()
                    .filter(p -> Double.isFinite(p.connections()) && Double.isFinite(p.rssMegabytes()))
                    .map(p -> new Figures(p.connections(), p.rssMegabytes())).toList(), Fit.of(panel.fit()));
        }
    }

    private record Figures(double connections, double memory) {
    }

    private record Fit(double atZero, double perConnection) {

        static @Nullable Fit of(@Nullable Line line) {
            return line == null || !Double.isFinite(line.megabytesAtZero() + line.kilobytesPerConnection()) ? null
                    : new Fit(line.megabytesAtZero(), line.kilobytesPerConnection());
        }
    }
}
