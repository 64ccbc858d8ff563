package pudding.bench.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/// What a hold of silent connections saw. Always `pings` = `pongs` + `missing`.
///
/// @param clients    connections that were open at its start
/// @param openAtEnd  connections open at its end
/// @param pings      Pings sent
/// @param pongs      Pongs that answered one of those, with its payload
/// @param missing    Pings without one when the drain had ended, those of lost connections too
/// @param wrongPongs Pongs with another payload than that of the Ping that was waiting; empty ones are left out,
///                   because they may be a server's own heartbeat (RFC 6455 §5.5.3)
/// @param skipped    Pings that were due and not sent, because the connection's one before was still unanswered,
///                   or because the generator was late
/// @param seconds    how long Pings fell due
/// @param rtt        from a Ping to its Pong, in µs, of three digits, up to 60 s
/// @param failures   connections lost since the end of the phase or hold before, by kind
public record IdleResult(int clients, int openAtEnd, long pings, long pongs, long missing, long wrongPongs,
        long skipped, double seconds, Histogram rtt, Map<Failure, Integer> failures) {

    /// What happened between two ticks of the clock.
    ///
    /// @param number 1 for the first second
    /// @param pings  Pings sent
    /// @param pongs  Pongs that answered one
    /// @param open   connections open at its end
    public record Second(int number, long pings, long pongs, int open) {

        Second plus(Second other) {
            return new Second(number, pings + other.pings, pongs + other.pongs, open + other.open);
        }
    }

    /// Gets one row a second while the hold lasts, on the thread that holds.
    @FunctionalInterface
    public interface Progress {
        void second(Second second);
    }

    /// Both of two parts of the same hold.
    IdleResult plus(IdleResult other) {
        return new IdleResult(clients + other.clients, openAtEnd + other.openAtEnd, pings + other.pings,
                pongs + other.pongs, missing + other.missing, wrongPongs + other.wrongPongs, skipped + other.skipped,
                Math.max(seconds, other.seconds), Tally.sum(rtt, other.rtt), Tally.sum(failures, other.failures));
    }

    /// Whether every Ping was answered as it must be, and no connection lost.
    public boolean isClean() {
        return missing == 0 && wrongPongs == 0 && skipped == 0 && failures.isEmpty();
    }
}
