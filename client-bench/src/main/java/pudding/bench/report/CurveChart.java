package pudding.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The capacity curve: what each contender makes of a growing load, as one picture of four panels over the load
/// offered. Has no state; may be used by any thread.
final class CurveChart {

    private static final String TITLE = "Capacity: what is done of the load offered";

    private CurveChart() {
    }

    /// One contender's line.
    ///
    /// @param points   in the order of the load
    /// @param recovery the server asked again after its overload, at a load that it could do before
    record Series(String contender, List<Point> points, @Nullable Point recovery) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /// One step of the load. A figure that is not known is NaN and leaves a gap in its line.
    ///
    /// @param offeredPerSecond messages that fell due
    /// @param donePerSecond    messages that the server deserialised
    /// @param serverCpuShare   of the server's CPU set: 1 is all of it
    /// @param rssMegabytes     resident memory, in 10⁶ bytes
    record Point(double offeredPerSecond, double donePerSecond, double p50Millis, double p99Millis,
            double serverCpuShare, double rssMegabytes) {
    }

    /// The picture, 900 by 1100.
    static Drawing drawing(List<Series> series) {
        return new Drawing("curve", Data.of(series), TITLE, description(series), 900, 1100);
    }

    private static String description(List<Series> series) {
        return series.stream().map(CurveChart::most).collect(Collectors.joining("; ",
                "Four panels against the messages offered per second: latency p99 and p50, messages done per second, "
                        + "the server's CPU, and its memory. Most messages done per second: ",
                "."));
    }

    private static String most(Series series) {
        return series.contender() + series.points().stream().mapToDouble(Point::donePerSecond).filter(Double::isFinite)
                .max().stream().mapToObj(most -> String.format(Locale.ROOT, " %,.0f", most)).findAny().orElse(" n/a");
    }

    /// What `charts/curve.js` reads.
    private record Data(List<Contender> contenders) {

        static Data of(List<Series> series) {
            return new Data(series.stream().map(s -> new Contender(s.contender(),
                    s.points().stream().filter(p -> Double.isFinite(p.offeredPerSecond())).map(Figures::of).toList(),
                    s.recovery() == null ? null : Figures.of(s.recovery()))).toList());
        }
    }

    private record Contender(String name, List<Figures> points, @Nullable Figures recovery) {
    }

    private record Figures(@Nullable Double offered, @Nullable Double done, @Nullable Double p50, @Nullable Double p99,
            @Nullable Double cpuPercent, @Nullable Double memory) {

        static Figures of(Point p) {
            return new Figures(Charts.known(p.offeredPerSecond()), Charts.known(p.donePerSecond()),
                    Charts.known(p.p50Millis()), Charts.known(p.p99Millis()), Charts.known(100 * p.serverCpuShare()),
                    Charts.known(p.rssMegabytes()));
        }
    }
}
