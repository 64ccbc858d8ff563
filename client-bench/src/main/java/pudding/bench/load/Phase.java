package pudding.bench.load;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A stretch of load at one rate.
///
/// @param name                       for the reader
/// @param messagesPerSecondPerClient messages due on each connection per second
/// @param duration                   how long messages fall due
/// @param pace                       what becomes of a message that cannot be sent when it is due
/// @param drain                      how long to wait afterwards, at most, until all is sent and acknowledged
/// @param late                       an acknowledgement that arrives longer after its message's due time is counted
///                                   in [PhaseResult.Second#late]; zero for none
/// @param progress                   told of each second, on the thread of [Session#run] or [Fleet#run]; may be
///                                   null
public record Phase(String name, double messagesPerSecondPerClient, Duration duration, Pace pace, Duration drain,
        Duration late, @Nullable Progress progress) {

    /// What becomes of a message that cannot be sent when it is due.
    public enum Pace {
        /// It is sent as soon as it can be, however late, and its latency counts from when it was due.
        OPEN_LOOP,
        /// It is skipped, for ever, when its connection's socket is full or when acknowledgements are far
        /// behind; so a cold server is not buried. Not for measuring latency.
        BACKPRESSURED
    }

    /// Gets one row a second while a phase runs.
    @FunctionalInterface
    public interface Progress {
        void second(PhaseResult.Second second);
    }

    public Phase {
        if (!(messagesPerSecondPerClient > 0) || messagesPerSecondPerClient > 100_000) {
            throw new IllegalArgumentException("A phase has up to 100,000 messages a second per client.");
        }
        if (!duration.isPositive() || drain.isNegative() || late.isNegative()) {
            throw new IllegalArgumentException("A phase lasts some time.");
        }
    }

    /// Nothing is late.
    public Phase(String name, double messagesPerSecondPerClient, Duration duration, Pace pace, Duration drain,
            @Nullable Progress progress) {
        this(name, messagesPerSecondPerClient, duration, pace, drain, Duration.ZERO, progress);
    }
}
