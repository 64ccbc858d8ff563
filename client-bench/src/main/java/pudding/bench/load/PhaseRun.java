package pudding.bench.load;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// Carries one phase through on all shards and gathers what they saw; used once, by one thread.
final class PhaseRun {

    /// Until the start, so that every shard has its rota by then.
    private static final long PREPARE_NANOS = 20_000_000L;

    private final List<Shard> shards;
    private final Phase phase;
    private final Rows rows;
    private int cuts;
    private long sentInCuts;
    private long ackedInCuts;
    private long startNanos;

    /// Gets what happened in each second, with its number from 1, on the thread that runs the phase.
    @FunctionalInterface
    interface Rows {
        void row(int number, Tally.Cut cut);
    }

    PhaseRun(List<Shard> shards, Phase phase, Rows rows) {
        this.shards = shards;
        this.phase = phase;
        this.rows = rows;
    }

    /// Returns when all is sent and acknowledged, or the drain is over.
    ///
    /// @param earliest the phase begins then, or as soon as it can
    /// @return without rows, which were given one by one
    PhaseResult run(long seed, Instant earliest) throws InterruptedException {
        double rate = phase.messagesPerSecondPerClient();
        List<List<Rota.Slot<Lane>>> slots = slots(shards, seed, rate);
        int clients = slots.stream().mapToInt(List::size).sum();
        List<Rota<Lane>> rotas = slots.stream().map(s -> new Rota<>(s, rate)).toList();

        Instant now = Instant.now();
        long untilStart = Math.max(PREPARE_NANOS, ChronoUnit.NANOS.between(now, earliest));
        startNanos = System.nanoTime() + untilStart;
        long epochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, now) + untilStart / 1_000;
        long lateNanos = phase.late().isZero() ? Long.MAX_VALUE : phase.late().toNanos();
        Shard.Clock clock = new Shard.Clock(startNanos, epochMicros, rate, phase.pace(), lateNanos);
        Seconds seconds = new Seconds(startNanos, () -> report(cut()));
        List<CompletableFuture<Long>> ends = new ArrayList<>();
        List<CompletableFuture<Void>> idles = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            Shard shard = shards.get(i);
            Rota<Lane> rota = rotas.get(i);
            CompletableFuture<Long> ended = new CompletableFuture<>();
            CompletableFuture<Void> idle = new CompletableFuture<>();
            ends.add(ended);
            idles.add(idle);
            shard.loop().execute(() -> shard.begin(clock, rota, phase.duration().toNanos(), ended, idle));
        }
        try {
            seconds.await(all(ends), Long.MAX_VALUE);
            long endNanos = ends.stream().mapToLong(CompletableFuture::join).max().orElse(startNanos);
            seconds.await(all(idles), endNanos - startNanos + phase.drain().toNanos());
            return result(clients, endNanos);
        } catch (InterruptedException e) {
            collect();
            throw e;
        }
    }

    /// Every open connection with its phase, by shard. The phase depends on the connection's place among the open
    /// ones alone, not on the number of loops.
    static List<List<Rota.Slot<Lane>>> slots(List<Shard> shards, long seed, double rate) {
        List<List<Lane>> lanes = shards.stream().map(s -> on(s.loop(), s::openLanes)).toList();
        List<Lane> all = lanes.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Lane::connectionIndex))
                .toList();
        long[] phases = Schedule.phases(seed, all.size(), rate);
        Map<Lane, Rota.Slot<Lane>> slots = new HashMap<>();
        for (int i = 0; i < phases.length; i++) {
            slots.put(all.get(i), new Rota.Slot<>(all.get(i), phases[i]));
        }
        return lanes.stream().map(of -> of.stream().map(slots::get).toList()).toList();
    }

    private Tally.Cut cut() {
        return shards.stream().map(shard -> on(shard.loop(), shard::cut)).reduce(Tally.Cut.none(0), Tally.Cut::plus);
    }

    private void report(Tally.Cut cut) {
        cuts++;
        sentInCuts += cut.sent();
        ackedInCuts += cut.acked();
        rows.row(cuts, cut);
    }

    private PhaseResult result(int clients, long endNanos) {
        double drainSeconds = Math.max(0, System.nanoTime() - endNanos) / 1e9;
        Tally.Cut rest = cut();
        Tally tally = collect();
        // Where the drain was not enough, the loops have been sending since that row was cut.
        long sent = tally.sent - sentInCuts;
        long acked = tally.acked - ackedInCuts;
        if (sent + acked > 0) {
            report(new Tally.Cut(sent, acked, rest.late(), rest.latency(), rest.open()));
        }
        int open = shards.stream().mapToInt(s -> on(s.loop(), s::openLanes).size()).sum();
        return new PhaseResult(phase, clients, open, tally.due, tally.sent, tally.bytes, tally.skipped, tally.behind,
                tally.due - tally.sent - tally.skipped, tally.maxPending, tally.acked, tally.unacked,
                new PhaseResult.AckErrors(tally.wrongDigest, tally.wrongOrder, tally.unreadable),
                (endNanos - startNanos) / 1e9, drainSeconds, tally.latency, tally.service, tally.lag,
                tally.sendDelay, List.of(), Map.copyOf(tally.failures));
    }

    private Tally collect() {
        Tally sum = new Tally();
        for (Shard shard : shards) {
            sum.add(on(shard.loop(), shard::collect));
        }
        return sum;
    }

    static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    /// What `question` gives on the event loop.
    static <T> T on(EventLoop loop, Callable<T> question) {
        return loop.submit(question).syncUninterruptibly().getNow();
    }
}
