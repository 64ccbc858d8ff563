package pudding.bench.load;

/// When each message is due, as pure functions of the seed, the connection and the message's number.
///
/// Message *k* of a connection is due at `start + phase + k · interval`. Every due time is computed from the
/// start, so that rounding does not add up.
final class Schedule {

    private static final double SECOND_NANOS = 1e9;

    private Schedule() {
    }

    /// The time from the start to the beginning of round `k`, in which every connection has one message due.
    static long roundNanos(long k, double messagesPerSecond) {
        return Math.round(k * SECOND_NANOS / messagesPerSecond);
    }

    /// Each connection's place within a round: one in each of `n` equal parts of the interval, at a random point
    /// of it, in random order. So the load is even, and neither in step with itself nor with a timer.
    static long[] phases(long seed, int n, double messagesPerSecond) {
        SplitMix64 random = new SplitMix64(seed);
        double part = SECOND_NANOS / messagesPerSecond / n;
        long[] phases = new long[n];
        for (int i = 0; i < n; i++) {
            phases[i] = (long) ((i + random.unit()) * part);
        }
        for (int i = n - 1; i > 0; i--) {
            int j = (int) random.below(i + 1);
            long swapped = phases[i];
            phases[i] = phases[j];
            phases[j] = swapped;
        }
        return phases;
    }
}
