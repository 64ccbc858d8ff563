package pudding.bench.load;

import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/// How connecting went.
///
/// @param asked      connections begun
/// @param opened     of those, WebSockets open
/// @param failures   the others, by kind
/// @param seconds    how long it took
/// @param openMicros from the start of a connection to its open WebSocket
/// @param tls        protocol and suite that connections negotiated: one entry when all have the same
public record ConnectResult(int asked, int opened, Map<Failure, Integer> failures, double seconds,
        Histogram openMicros, Set<String> tls) {

    /// Whether every connection opened.
    public boolean isComplete() {
        return opened == asked;
    }
}
