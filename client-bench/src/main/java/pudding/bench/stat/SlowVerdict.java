package pudding.bench.stat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.SlowTrial;

/// Whether slow clients raise the p99 of honest ones by more than they may, and what memory they take.
///
/// @param p99                slow windows over quiet ones, in the same half-blocks
/// @param held               whether the limit is kept
/// @param heapBytesPerClient live heap of one slow client; null where it is not known or there was none
/// @param rssBytesPerClient  resident memory of one slow client; null where there was none
/// @param clean              whether every honest message was acknowledged
public record SlowVerdict(Effect p99, Held held, @Nullable Double heapBytesPerClient,
        @Nullable Double rssBytesPerClient, boolean clean) {

    /// By how much the p99 may rise.
    public static final double MAX_RISE = 0.2;

    private static final String QUIET = "quiet";
    private static final String SLOW = "slow";

    /// Of "at most a fifth more", at 5 %, one-sided.
    public enum Held {
        /// The upper end of the 90 % interval is within it.
        HOLDS("holds"),
        /// The lower end of the 90 % interval is beyond it.
        BROKEN("is broken"),
        /// Neither: too much noise, or too few blocks.
        OPEN("is open");

        private final String words;

        Held(String words) {
            this.words = words;
        }

        /// As printed.
        public String words() {
            return words;
        }
    }

    /// Judges one server.
    public static SlowVerdict of(SlowTrial.Result result) {
        List<Observation> observations = result.windows().stream()
                .map(w -> new Observation(w.halfBlock(), w.slow() ? SLOW : QUIET, 0, w.p99Micros()))
                .toList();
        MetricData metric = new MetricData("p99", true, new Margin(MAX_RISE, 0), observations);
        Effect effect = Judgement.of(List.of(metric), QUIET, List.of(SLOW)).effect("p99", SLOW).orElseThrow();
        Long quietHeap = result.quiet().liveHeapBytes();
        Long besideHeap = result.beside().liveHeapBytes();
        int clients = result.holding();
        return new SlowVerdict(effect, held(effect.estimate()),
                quietHeap == null || besideHeap == null || clients == 0
                        ? null
                        : Double.valueOf((double) (besideHeap - quietHeap) / clients),
                clients == 0
                        ? null
                        : Double.valueOf((double) (result.beside().rssBytes() - result.quiet().rssBytes()) / clients),
                result.windows().stream().allMatch(SlowTrial.Window::clean));
    }

    private static Held held(@Nullable Estimate estimate) {
        Interval interval = estimate == null ? null : estimate.interval90();
        if (interval == null) {
            return Held.OPEN;
        }
        return interval.high() <= 1 + MAX_RISE ? Held.HOLDS : interval.low() > 1 + MAX_RISE ? Held.BROKEN : Held.OPEN;
    }
}
