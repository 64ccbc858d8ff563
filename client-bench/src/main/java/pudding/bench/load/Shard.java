package pudding.bench.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One event loop's share of a session: paces the messages of its connections and counts them, without locks;
/// all methods but [#loop()] and [#payloads()] belong to that event loop.
final class Shard {

    /// Messages sent in a row when the loop is late, before it looks after its sockets again.
    private static final int MAX_BURST = 16;

    private final EventLoop loop;
    private final Payloads payloads;
    private final Set<Lane> open = new LinkedHashSet<>();

    private Tally tally = new Tally();
    private Clock clock = Clock.STOPPED;
    private Rota rota = new Rota(List.of(), 1);
    private long limitNanos;
    private @Nullable Future<?> tick;
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
    record Clock(long startNanos, long startEpochMicros, double messagesPerSecond, Phase.Pace pace) {

        static final Clock STOPPED = new Clock(0, 0, 1, Phase.Pace.OPEN_LOOP);

        long epochMicros(long nanos) {
            return startEpochMicros + (nanos - startNanos) / 1_000;
        }
    }

    Shard(EventLoop loop, Payloads payloads) {
        this.loop = loop;
        this.payloads = payloads;
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
    void begin(Clock newClock, Rota newRota, long durationNanos, CompletableFuture<Long> newEnded,
            CompletableFuture<Void> newIdle) {
        clock = newClock;
        rota = newRota;
        limitNanos = durationNanos;
        ended = newEnded;
        idle = newIdle;
        unfinished = 0;
        for (Rota.Slot slot : rota.slots()) {
            slot.lane().begin(clock, slot.phaseNanos());
        }
        long untilStart = clock.startNanos() - System.nanoTime();
        end = loop.schedule(() -> end(clock.startNanos() + limitNanos), untilStart + durationNanos,
                TimeUnit.NANOSECONDS);
        turn();
    }

    /// Ends the phase before its time: what is due by now is still sent.
    void stop() {
        if (!ended.isDone()) {
            limitNanos = Math.clamp(System.nanoTime() - clock.startNanos(), 0, limitNanos);
            end(clock.startNanos() + limitNanos);
            checkIdle();
        }
    }

    /// Gives the second's figures.
    Tally.Cut cut() {
        return tally.cut(open.size());
    }

    /// Ends the phase for good and hands over what it saw.
    Tally collect() {
        cancel(tick);
        cancel(end);
        while (rota.nextNanos() < limitNanos) {
            rota.take().missed();
        }
        long now = System.nanoTime();
        for (Rota.Slot slot : rota.slots()) {
            slot.lane().finish(now);
        }
        rota = new Rota(List.of(), 1);
        Tally collected = tally;
        tally = new Tally();
        return collected;
    }

    private void end(long nanos) {
        cancel(end);
        ended.complete(nanos);
    }

    /// Turns to every message that is due, then sleeps until the next one is.
    private void turn() {
        for (int i = 0; i < MAX_BURST; i++) {
            long next = rota.nextNanos();
            if (next >= limitNanos) {
                checkIdle();
                return;
            }
            long wait = clock.startNanos() + next - System.nanoTime();
            if (wait > 0) {
                tick = loop.schedule(this::turn, wait, TimeUnit.NANOSECONDS);
                return;
            }
            rota.take().due();
        }
        // Scheduled, not executed: the loop reads and writes its sockets before it comes back.
        tick = loop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
    }

    private void checkIdle() {
        if (unfinished == 0 && rota.nextNanos() >= limitNanos) {
            idle.complete(null);
        }
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
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
