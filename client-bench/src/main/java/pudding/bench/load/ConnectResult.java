package pudding.bench.load;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/// How connecting went.
///
/// @param wanted     connections that were to be opened
/// @param asked      connections begun: fewer than `wanted` when too many failed ([ConnectPace#maxFailures])
/// @param opened     of those, WebSockets open
/// @param failures   the others, by kind
/// @param seconds    how long it took
/// @param openMicros from the start of a connection to its open WebSocket
/// @param tls        protocol and suite that connections negotiated: one entry when all have the same
public record ConnectResult(int wanted, int asked, int opened, Map<Failure, Integer> failures, double seconds,
        Histogram openMicros, Set<String> tls) {

    /// Both of two parts that were opened at the same time.
    ConnectResult plus(ConnectResult other) {
        Set<String> both = new TreeSet<>(tls);
        both.addAll(other.tls);
        return new ConnectResult(wanted + other.wanted, asked + other.asked, opened + other.opened,
                Tally.sum(failures, other.failures), Math.max(seconds, other.seconds),
                Tally.sum(openMicros, other.openMicros), Set.copyOf(both));
    }

    /// Whether every connection opened.
    public boolean isComplete() {
        return opened == wanted;
    }

    /// Whether it was given up because too many failed.
    public boolean isGivenUp() {
        return asked < wanted;
    }
}
