package pudding.bench.server;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.stream.Collectors;

/// What a server says of itself at `GET /stats`. Immutable.
///
/// @param connections     WebSockets open now
/// @param peakConnections most that were open at once
/// @param handshakes      TLS handshakes completed
/// @param refused         upgrades refused because it was full
/// @param received        whole messages
/// @param messages        messages deserialised
/// @param bytes           payload bytes received
/// @param readings        readings in them
/// @param digest          sum of the digests modulo 2⁶⁴, 16 hex digits
/// @param rejected        refusals by reason
/// @param uptimeMillis    since its counters began
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServerStats(long connections, long peakConnections, long handshakes, long refused, long received,
        long messages, long bytes, long readings, String digest, Map<String, Long> rejected, long uptimeMillis) {

    public ServerStats {
        rejected = Map.copyOf(rejected);
    }

    /// The digest as a number.
    public long digestSum() {
        return Long.parseUnsignedLong(digest, 16);
    }

    /// Refusals by reason, without reasons that did not occur.
    public Map<String, Long> rejectedNotZero() {
        return rejected.entrySet().stream().filter(entry -> entry.getValue() != 0)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Refusals of every kind.
    public long rejectedSum() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
