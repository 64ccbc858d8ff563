package pudding.bench.stat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.ServerMemory;
import pudding.bench.measure.SlowTrial;

/// Whether slow clients raise the p99 of honest ones by more than they may, and what memory they take. Half-blocks that
/// are void say nothing of the p99.
///
/// @param p99                   slow windows over quiet ones, in the same half-blocks
/// @param held                  whether the limit is kept; open where too many blocks were void
/// @param heapBytesPerClient    live heap of one slow client; null where it is not known or there was none
/// @param outsideBytesPerClient resident memory outside the heap of one slow client; null likewise
/// @param clean                 whether every honest message was acknowledged
/// @param attacked              whether the slow clients sent what they should; where they did not the limit is open
public record SlowVerdict(Effect p99, Held held, @Nullable Double heapBytesPerClient,
        @Nullable Double outsideBytesPerClient, boolean clean, boolean attacked) {

    /// By how much the p99 may rise.
    public static final double MAX_RISE = 0.2;

    /// Of a byte a second from each slow client: those that are cut are away for a second.
    private static final double MIN_SENT = 0.9;

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
        List<Observation> observations = result.valid().stream()
                .map(w -> new Observation(w.halfBlock(), w.slow() ? SLOW : QUIET, 0, w.p99Micros()))
                .toList();
        MetricData metric = new MetricData("p99", true, new Margin(MAX_RISE, 0), observations);
        Effect effect = Judgement.of(List.of(metric), QUIET, List.of(SLOW)).effect("p99", SLOW).orElseThrow();
        ServerMemory quiet = result.quiet();
        ServerMemory beside = result.beside();
        boolean attacked = result.windows().stream().allMatch(w -> w.slowBytes() >= MIN_SENT * w.holding());
        return new SlowVerdict(effect, attacked && result.isWhole() ? held(effect.estimate()) : Held.OPEN,
                perClient(quiet.liveHeapBytes(), beside.liveHeapBytes(), result.holding()),
                perClient(outsideHeap(quiet), outsideHeap(beside), result.holding()),
                result.windows().stream().allMatch(SlowTrial.Window::clean), attacked);
    }

    private static @Nullable Long outsideHeap(ServerMemory memory) {
        Long heap = memory.residentHeapBytes();
        return heap == null ? null : Long.valueOf(memory.rssBytes() - heap);
    }

    private static @Nullable Double perClient(@Nullable Long quiet, @Nullable Long beside, int clients) {
        return quiet == null || beside == null || clients == 0
                ? null
                : Double.valueOf((double) (beside - quiet) / clients);
    }

    private static Held held(@Nullable Estimate estimate) {
        Interval interval = estimate == null ? null : estimate.interval90();
        if (interval == null) {
            return Held.OPEN;
        }
        return interval.high() <= 1 + MAX_RISE ? Held.HOLDS : interval.low() > 1 + MAX_RISE ? Held.BROKEN : Held.OPEN;
    }
}
