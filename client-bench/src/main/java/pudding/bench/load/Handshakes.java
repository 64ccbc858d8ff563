package pudding.bench.load;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pudding.contract.TlsRules;

/// Which handshakes to make; no further one begins after either bound, and those under way are finished.
///
/// @param count       the most that begin
/// @param duration    how long new ones begin
/// @param maxInFlight connections at the same time: as one ends, the next begins
/// @param resumed     whether each connection offers the session that the one before in its place has left, in
///                    place of none; what the server makes of the offer is in [HandshakeResult#resumed]
/// @param protocol    `TLSv1.3` or `TLSv1.2`; null for both, of which the server chooses
public record Handshakes(int count, Duration duration, int maxInFlight, boolean resumed,
        @Nullable String protocol) {

    private static final Duration LONG = Duration.ofDays(1);

    public Handshakes {
        if (count < 1 || maxInFlight < 1 || duration.isNegative() || duration.compareTo(LONG) > 0) {
            throw new IllegalArgumentException("Handshakes need a count, a duration of a day at most and a place.");
        }
        if (protocol != null && !TlsRules.PROTOCOLS.contains(protocol)) {
            throw new IllegalArgumentException(protocol + " is not one of " + TlsRules.PROTOCOLS + ".");
        }
    }

    /// So many, however long they take (a day at most).
    public static Handshakes count(int count, int maxInFlight, boolean resumed) {
        return new Handshakes(count, LONG, maxInFlight, resumed, null);
    }

    /// As many as there is time for.
    public static Handshakes during(Duration duration, int maxInFlight, boolean resumed) {
        return new Handshakes(Integer.MAX_VALUE, duration, maxInFlight, resumed, null);
    }

    /// The same with one protocol version.
    public Handshakes over(String version) {
        return new Handshakes(count, duration, maxInFlight, resumed, version);
    }
}
