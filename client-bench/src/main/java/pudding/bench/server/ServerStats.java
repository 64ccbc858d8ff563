package pudding.bench.server;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16}");

    /// @throws IllegalArgumentException for what no counter is
    public ServerStats {
        rejected = Map.copyOf(rejected);
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("its digest is not 16 hexadecimal digits");
        }
        long least = LongStream.concat(
                LongStream.of(connections, peakConnections, handshakes, refused, received, messages, bytes, readings,
                        uptimeMillis),
                rejected.values().stream().mapToLong(Long::longValue)).min().orElse(0);
        if (least < 0) {
            throw new IllegalArgumentException("a counter is negative");
        }
    }

    /// What of it is less than it was, though it only ever grows; null where nothing is.
    ///
    /// @param before what the same server told earlier; null where it told nothing yet
    public @Nullable String backwards(@Nullable ServerStats before) {
        if (before == null) {
            return null;
        }
        return Stream.of(less("received", before.received, received), less("messages", before.messages, messages),
                less("rejected", before.rejectedSum(), rejectedSum())).flatMap(Optional::stream).findFirst()
                .orElse(null);
    }

    private static Optional<String> less(String name, long before, long now) {
        return now < before ? Optional.of(name + " was " + before + " and is " + now) : Optional.empty();
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
