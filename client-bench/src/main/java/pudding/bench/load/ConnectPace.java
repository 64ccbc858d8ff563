package pudding.bench.load;

/// How fast connections are opened, and when it is given up.
///
/// @param maxInFlight handshakes at the same time
/// @param perSecond   connections begun per second, at most; 0 for no bound
/// @param maxFailures when more than so many have failed, no other is begun: the server, or this machine,
///                    evidently takes no more
public record ConnectPace(int maxInFlight, double perSecond, int maxFailures) {

    /// More than chance; few enough that a ramp past the ceiling ends soon.
    public static final int DEFAULT_MAX_FAILURES = 200;

    public ConnectPace {
        if (maxInFlight < 1 || !(perSecond >= 0) || maxFailures < 0) {
            throw new IllegalArgumentException("Connections are opened at some pace.");
        }
    }

    public ConnectPace(int maxInFlight, double perSecond) {
        this(maxInFlight, perSecond, DEFAULT_MAX_FAILURES);
    }

    /// From the start until connection `k`, from 0, may be begun.
    long dueNanos(int k) {
        return perSecond == 0 ? 0 : Schedule.roundNanos(k, perSecond);
    }

    /// The share of one among `parts` generators that open connections together.
    ConnectPace share(int parts) {
        return new ConnectPace(Math.max(1, maxInFlight / parts), perSecond / parts, maxFailures / parts);
    }
}
