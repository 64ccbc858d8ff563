package pudding.bench.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One event loop's share of a session: paces the messages of its connections and counts them, without locks;
/// all methods but [#loop()] and [#payloads()] belong to that event loop.
final class Shard {

    private final EventLoop loop;
    private final Payloads payloads;
    private final Set<Lane> open = new LinkedHashSet<>();

    private Tally tally = new Tally();
    private Clock clock = Clock.STOPPED;
    private Pacer<Lane> pacer;
    private @Nullable Future<?> end;
    private CompletableFuture<Long> ended = new CompletableFuture<>();
    private CompletableFuture<Void> idle = new CompletableFuture<>();
    private long unfinished;

    private int ackLanes;
    private long unacked;

    private long sent;
    private long sentBytes;
    private long digestSum;
    private long acked;
    private long ackedDigestSum;
    private long mismatches;

    /// A phase in time.
    ///
    /// @param startNanos       of the monotonic clock
    /// @param startEpochMicros the same moment, since the Unix epoch
    /// @param lateNanos        an acknowledgement that takes longer is late
    record Clock(long startNanos, long startEpochMicros, double messagesPerSecond, Phase.Pace pace, long lateNanos) {

        static final Clock STOPPED = new Clock(0, 0, 1, Phase.Pace.OPEN_LOOP, Long.MAX_VALUE);

        long epochMicros(long nanos) {
            return startEpochMicros + (nanos - startNanos) / 1_000;
        }
    }

    Shard(EventLoop loop, Payloads payloads) {
        this.loop = loop;
        this.payloads = payloads;
        this.pacer = Pacer.none(loop);
    }

    EventLoop loop() {
        return loop;
    }

    Payloads payloads() {
        return payloads;
    }

    Tally tally() {
        return tally;
    }

    // The phase.

    List<Lane> openLanes() {
        return List.copyOf(open);
    }

    /// Begins a phase.
    ///
    /// @param newEnded told the moment from which nothing falls due any more
    /// @param newIdle  told when, besides, nothing is unfinished
    void begin(Clock newClock, Rota<Lane> rota, long durationNanos, CompletableFuture<Long> newEnded,
            CompletableFuture<Void> newIdle) {
        clock = newClock;
        pacer = new Pacer<>(loop, rota, clock.startNanos(), durationNanos, Lane::due, this::checkIdle);
        tally.lateNanos = clock.lateNanos();
        ended = newEnded;
        idle = newIdle;
        unfinished = 0;
        for (Rota.Slot<Lane> slot : rota.slots()) {
            slot.of().begin(clock, slot.phaseNanos());
        }
        long untilStart = clock.startNanos() - System.nanoTime();
        end = loop.schedule(this::end, untilStart + durationNanos, TimeUnit.NANOSECONDS);
        pacer.turn();
    }

    /// Ends the phase before its time: what is due by now is still sent.
    void stop() {
        if (!ended.isDone()) {
            pacer.end();
            end();
            checkIdle();
        }
    }

    /// Gives the second's figures.
    Tally.Cut cut() {
        return tally.cut(open.size());
    }

    /// Ends the phase for good and hands over what it saw.
    Tally collect() {
        cancelEnd();
        pacer.cancel(Lane::missed);
        long now = System.nanoTime();
        for (Rota.Slot<Lane> slot : pacer.slots()) {
            slot.of().finish(now);
        }
        pacer = Pacer.none(loop);
        Tally collected = tally;
        tally = new Tally();
        return collected;
    }

    /// The connections lost since this was last asked, or since the end of the phase before.
    Map<Failure, Integer> takeFailures() {
        return tally.takeFailures();
    }

    private void end() {
        cancelEnd();
        ended.complete(pacer.endNanos());
    }

    private void checkIdle() {
        if (unfinished == 0 && pacer.isOver()) {
            idle.complete(null);
        }
    }

    private void cancelEnd() {
        if (end != null) {
            end.cancel(false);
        }
    }

    // What lanes tell.

    void opened(Lane lane) {
        open.add(lane);
        if (lane.acks()) {
            ackLanes++;
        }
    }

    void lost(Failure failure) {
        tally.lost(failure);
    }

    void closed(Lane lane, int unfinishedOfLane, int unackedOfLane) {
        open.remove(lane);
        if (lane.acks()) {
            ackLanes--;
            unacked -= unackedOfLane;
        }
        unfinished -= unfinishedOfLane;
        checkIdle();
    }

    void begun() {
        unfinished++;
    }

    void finished() {
        unfinished--;
        checkIdle();
    }

    void sent(int bytes, long digest) {
        sent++;
        sentBytes += bytes;
        digestSum += digest;
    }

    void awaitsAck() {
        unacked++;
    }

    void ackArrived() {
        unacked--;
    }

    void acked(long digest, boolean right) {
        acked++;
        ackedDigestSum += digest;
        if (!right) {
            mismatches++;
            tally.wrongDigest++;
        }
    }

    void wrongOrder() {
        mismatches++;
        tally.wrongOrder++;
    }

    void unreadable() {
        mismatches++;
        tally.unreadable++;
    }

    /// Whether the acknowledged connections say that the server is far behind. They speak for the others, whose
    /// messages may wait in megabytes of the kernel's buffers where nobody sees them.
    boolean isBuried() {
        return ackLanes > 0 && unacked >= (long) ackLanes * Lane.MAX_UNACKED;
    }

    Ledger ledger() {
        return new Ledger(sent, sentBytes, digestSum, acked, ackedDigestSum, mismatches);
    }
}
