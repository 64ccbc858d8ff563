package pudding.bench.measure.ramp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.ramp.Attempt.Shares;

/// Rate against latency, CPU and memory of one warm server.
///
/// @param clients              connections
/// @param saturationPerSecond  messages that the server finished per second when it was offered more than it can
/// @param points               one for each rate, ascending
/// @param recovery             the light rate once more, after the last point and its drain; null where it was not
///                             come to
public record Curve(int clients, double saturationPerSecond, List<Point> points, @Nullable Recovery recovery) {

    public Curve {
        points = List.copyOf(points);
    }

    /// One rate.
    ///
    /// @param share        of the saturation
    /// @param offered      messages due per second
    /// @param seconds      for so long
    /// @param due          messages
    /// @param sent         of those
    /// @param finished     of those, by the server
    /// @param drainSeconds until the last was acknowledged, or was given up
    /// @param unfinished   messages not sent, or not acknowledged, by then
    /// @param lagMicros    how late the generator turned to one message in a hundred, at least
    /// @param latency      from due time to the acknowledgement's arrival
    /// @param cpuMicros    of the server, from the first message to the end of the drain
    /// @param jitMicros    of it the compiler threads
    /// @param rssBytes     of the server
    /// @param shares       CPU from the first message to the end of the drain
    public record Point(double share, double offered, double seconds, long due, long sent, long finished,
            double drainSeconds, long unfinished, long lagMicros, Latency latency, long cpuMicros, long jitMicros,
            long rssBytes,
            Shares shares) {

        /// Messages finished per second, the drain's among them.
        public double donePerSecond() {
            return finished / (seconds + drainSeconds);
        }
    }

    /// Whether the server comes back when the load goes.
    ///
    /// @param point   the light rate after the overload
    /// @param seconds each of its seconds
    public record Recovery(Point point, List<Second> seconds) {

        public Recovery {
            seconds = List.copyOf(seconds);
        }
    }

    /// One second.
    ///
    /// @param acked     acknowledgements received
    /// @param p99Micros their latency from due time
    public record Second(long acked, long p99Micros) {
    }
}
