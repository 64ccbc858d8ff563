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
    /// Acknowledgements that took longer are late.
    long lateNanos = Long.MAX_VALUE;

    private long late;
    private long sentAtCut;
    private long ackedAtCut;
    private long lateAtCut;
    private Histogram latencySinceCut = new Histogram(MAX_MICROS, DIGITS_OF_A_SECOND);

    /// What happened since the cut before.
    ///
    /// @param late of `acked`, those later than [Phase#late]
    /// @param open connections open now
    record Cut(long sent, long acked, long late, Histogram latency, int open) {

        static Cut none(int open) {
            return new Cut(0, 0, 0, new Histogram(MAX_MICROS, DIGITS_OF_A_SECOND), open);
        }

        /// Both together.
        Cut plus(Cut other) {
            return new Cut(sent + other.sent, acked + other.acked, late + other.late, sum(latency, other.latency),
                    open + other.open);
        }

        PhaseResult.Second toSecond(int number) {
            long p99 = latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(99);
            return new PhaseResult.Second(number, sent, acked, p99, open, late);
        }
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos / 1_000, 0, MAX_MICROS));
    }

    static Histogram sum(Histogram a, Histogram b) {
        Histogram sum = a.copy();
        sum.add(b);
        return sum;
    }

    static Map<Failure, Integer> sum(Map<Failure, Integer> a, Map<Failure, Integer> b) {
        Map<Failure, Integer> sum = new HashMap<>(a);
        b.forEach((failure, count) -> sum.merge(failure, count, Integer::sum));
        return Map.copyOf(sum);
    }

    static Histogram newHistogram() {
        return new Histogram(MAX_MICROS, DIGITS);
    }

    void acknowledged(long latencyNanos, long serviceNanos) {
        acked++;
        if (latencyNanos > lateNanos) {
            late++;
        }
        record(latency, latencyNanos);
        record(latencySinceCut, latencyNanos);
        record(service, serviceNanos);
    }

    void lost(Failure failure) {
        failures.merge(failure, 1, Integer::sum);
    }

    Map<Failure, Integer> takeFailures() {
        Map<Failure, Integer> taken = Map.copyOf(failures);
        failures.clear();
        return taken;
    }

    Cut cut(int open) {
        Cut cut = new Cut(sent - sentAtCut, acked - ackedAtCut, late - lateAtCut, latencySinceCut, open);
        sentAtCut = sent;
        ackedAtCut = acked;
        lateAtCut = late;
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
