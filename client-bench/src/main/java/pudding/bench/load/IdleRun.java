package pudding.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Holds all connections open in silence but for Pings, and gathers what became of those; used once, by one thread,
/// but for [#stop].
final class IdleRun {

    private static final double SECOND_NANOS = 1e9;
    /// Until the start, so that every shard has its rota by then.
    private static final long PREPARE_NANOS = 20_000_000L;
    /// The first round fits in the hold with some room for its Pongs.
    private static final double SPREAD = 0.8;
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final long SETTLE_POLL_MILLIS = 20;

    private final List<Shard> shards;
    private final Duration hold;
    private final IdleResult.@Nullable Progress progress;
    private final List<IdleShard> idle = new ArrayList<>();
    private final long startNanos;
    private int rows;

    /// @param seed of the place of each connection in the round
    IdleRun(List<Shard> shards, Duration hold, Duration pingEvery, long seed,
            IdleResult.@Nullable Progress progress) {
        if (!hold.isPositive() || !pingEvery.isPositive()) {
            throw new IllegalArgumentException("A hold lasts some time, and so does the interval of its Pings.");
        }
        this.shards = shards;
        this.hold = hold;
        this.progress = progress;
        double spreadNanos = Math.min(SPREAD * hold.toNanos(), (double) pingEvery.toNanos());
        List<List<Rota.Slot<Lane>>> slots = PhaseRun.slots(shards, seed, SECOND_NANOS / spreadNanos);
        startNanos = System.nanoTime() + PREPARE_NANOS;
        for (int i = 0; i < shards.size(); i++) {
            idle.add(new IdleShard(shards.get(i).loop(), slots.get(i), SECOND_NANOS / pingEvery.toNanos(), startNanos,
                    hold.toNanos()));
        }
    }

    /// Returns when the hold is over and every Ping is answered, or the drain is over.
    IdleResult run() throws InterruptedException {
        for (IdleShard shard : idle) {
            shard.loop().execute(shard::begin);
        }
        try {
            new Seconds(startNanos, this::report).await(PhaseRun.all(idle.stream().map(IdleShard::ended).toList()),
                    Long.MAX_VALUE);
            long endNanos = idle.stream().mapToLong(shard -> shard.ended().join()).max().orElse(startNanos);
            long deadline = System.nanoTime() + DRAIN.toNanos();
            while (!isSettled() && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(SETTLE_POLL_MILLIS);
            }
            return collect(Math.max(0, endNanos - startNanos) / SECOND_NANOS);
        } catch (InterruptedException e) {
            collect(hold.toNanos() / SECOND_NANOS);
            throw e;
        }
    }

    /// Ends the hold as if its duration were over now; may be called by any thread.
    void stop() {
        for (IdleShard shard : idle) {
            shard.loop().execute(shard::stop);
        }
    }

    private boolean isSettled() {
        return idle.stream().allMatch(shard -> PhaseRun.on(shard.loop(), shard::isSettled));
    }

    private void report() {
        int number = ++rows;
        IdleResult.Second row = new IdleResult.Second(number, 0, 0, 0);
        for (int i = 0; i < idle.size(); i++) {
            Shard shard = shards.get(i);
            IdleShard share = idle.get(i);
            row = row.plus(PhaseRun.on(shard.loop(), () -> share.cut(number, shard.openLanes().size())));
        }
        if (progress != null) {
            progress.second(row);
        }
    }

    private IdleResult collect(double seconds) {
        IdleResult sum = null;
        for (int i = 0; i < idle.size(); i++) {
            Shard shard = shards.get(i);
            IdleShard share = idle.get(i);
            IdleResult part = PhaseRun.on(shard.loop(),
                    () -> share.collect(shard.openLanes().size(), seconds, shard.takeFailures()));
            sum = sum == null ? part : sum.plus(part);
        }
        if (sum == null) {
            throw new IllegalStateException("A session has a shard at least.");
        }
        return sum;
    }
}
