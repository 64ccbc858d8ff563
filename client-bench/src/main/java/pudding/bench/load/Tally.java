package pudding.bench.load;

import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What one shard saw in one phase; belongs to the shard's event loop, until it is handed over at the end.
///
/// It begins when the phase before ends, so that nothing between two phases is lost.
final class Tally {

    private static final long MAX_MICROS = 60_000_000;
    private static final int DIGITS = 3;
    private static final int DIGITS_OF_A_SECOND = 2;

    final Histogram latency = new Histogram(MAX_MICROS, DIGITS);
    final Histogram service = new Histogram(MAX_MICROS, DIGITS);
    final Histogram lag = new Histogram(MAX_MICROS, DIGITS);
    final Histogram sendDelay = new Histogram(MAX_MICROS, DIGITS);
    final Map<Failure, Integer> failures = new HashMap<>();
    long due;
    long sent;
    long bytes;
    long skipped;
    long behind;
    int maxPending;
    long acked;
    long unacked;
    long wrongDigest;
    long wrongOrder;
    long unreadable;

    private long sentAtCut;
    private long ackedAtCut;
    private Histogram latencySinceCut = new Histogram(MAX_MICROS, DIGITS_OF_A_SECOND);

    /// What happened since the cut before.
    ///
    /// @param open connections open now
    record Cut(long sent, long acked, Histogram latency, int open) {
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos / 1_000, 0, MAX_MICROS));
    }

    static Histogram newHistogram() {
        return new Histogram(MAX_MICROS, DIGITS);
    }

    void acknowledged(long latencyNanos, long serviceNanos) {
        acked++;
        record(latency, latencyNanos);
        record(latencySinceCut, latencyNanos);
        record(service, serviceNanos);
    }

    void lost(Failure failure) {
        failures.merge(failure, 1, Integer::sum);
    }

    Cut cut(int open) {
        Cut cut = new Cut(sent - sentAtCut, acked - ackedAtCut, latencySinceCut, open);
        sentAtCut = sent;
        ackedAtCut = acked;
        latencySinceCut = new Histogram(MAX_MICROS, DIGITS_OF_A_SECOND);
        return cut;
    }

    void add(Tally other) {
        latency.add(other.latency);
        service.add(other.service);
        lag.add(other.lag);
        sendDelay.add(other.sendDelay);
        other.failures.forEach((failure, count) -> failures.merge(failure, count, Integer::sum));
        due += other.due;
        sent += other.sent;
        bytes += other.bytes;
        skipped += other.skipped;
        behind += other.behind;
        maxPending = Math.max(maxPending, other.maxPending);
        acked += other.acked;
        unacked += other.unacked;
        wrongDigest += other.wrongDigest;
        wrongOrder += other.wrongOrder;
        unreadable += other.unreadable;
    }
}
