package pudding.bench.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/// Carries one phase through on all shards and gathers what they saw; used once, by one thread.
final class PhaseRun {

    private static final long SECOND_NANOS = 1_000_000_000L;
    /// Until the start, so that every shard has its rota by then.
    private static final long PREPARE_NANOS = 20_000_000L;

    private final List<Shard> shards;
    private final Phase phase;
    private final List<PhaseResult.Second> perSecond = new ArrayList<>();
    private long startNanos;

    PhaseRun(List<Shard> shards, Phase phase) {
        this.shards = shards;
        this.phase = phase;
    }

    /// Returns when all is sent and acknowledged, or the drain is over.
    PhaseResult run(long seed) throws InterruptedException {
        double rate = phase.messagesPerSecondPerClient();
        List<List<Rota.Slot>> slots = slots(seed, rate);
        int clients = slots.stream().mapToInt(List::size).sum();
        List<Rota> rotas = slots.stream().map(s -> new Rota(s, rate)).toList();

        startNanos = System.nanoTime() + PREPARE_NANOS;
        long epochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + PREPARE_NANOS / 1_000;
        Shard.Clock clock = new Shard.Clock(startNanos, epochMicros, rate, phase.pace());
        List<CompletableFuture<Long>> ends = new ArrayList<>();
        List<CompletableFuture<Void>> idles = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            Shard shard = shards.get(i);
            Rota rota = rotas.get(i);
            CompletableFuture<Long> ended = new CompletableFuture<>();
            CompletableFuture<Void> idle = new CompletableFuture<>();
            ends.add(ended);
            idles.add(idle);
            shard.loop().execute(() -> shard.begin(clock, rota, phase.duration().toNanos(), ended, idle));
        }
        try {
            await(all(ends), Long.MAX_VALUE);
            long endNanos = ends.stream().mapToLong(CompletableFuture::join).max().orElse(startNanos);
            await(all(idles), endNanos - startNanos + phase.drain().toNanos());
            return result(clients, endNanos);
        } catch (InterruptedException e) {
            collect();
            throw e;
        }
    }

    /// Every open connection with its phase, by shard. The phase depends on the connection's place among the open
    /// ones alone, not on the number of loops.
    private List<List<Rota.Slot>> slots(long seed, double rate) {
        List<List<Lane>> lanes = shards.stream().map(s -> on(s, s::openLanes)).toList();
        List<Lane> all = lanes.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Lane::connectionIndex))
                .toList();
        long[] phases = Schedule.phases(seed, all.size(), rate);
        Map<Lane, Rota.Slot> slots = new HashMap<>();
        for (int i = 0; i < phases.length; i++) {
            slots.put(all.get(i), new Rota.Slot(all.get(i), phases[i]));
        }
        return lanes.stream().map(of -> of.stream().map(slots::get).toList()).toList();
    }

    /// Waits, with a row for each second, until `what` is done, or until that long after the start.
    private void await(CompletableFuture<Void> what, long untilNanos) throws InterruptedException {
        while (true) {
            long next = Math.min((perSecond.size() + 1) * SECOND_NANOS, untilNanos);
            try {
                what.get(next - (System.nanoTime() - startNanos), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                if (next == untilNanos) {
                    return;
                }
                report(row());
            } catch (ExecutionException e) {
                throw new IllegalStateException("A shard failed.", e);
            }
        }
    }

    private PhaseResult.Second row() {
        Histogram latency = new Histogram(2);
        long sent = 0;
        long acked = 0;
        int open = 0;
        for (Shard shard : shards) {
            Tally.Cut cut = on(shard, shard::cut);
            sent += cut.sent();
            acked += cut.acked();
            latency.add(cut.latency());
            open += cut.open();
        }
        long p99 = latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(99);
        return new PhaseResult.Second(perSecond.size() + 1, sent, acked, p99, open);
    }

    private void report(PhaseResult.Second second) {
        perSecond.add(second);
        Phase.Progress progress = phase.progress();
        if (progress != null) {
            progress.second(second);
        }
    }

    private PhaseResult result(int clients, long endNanos) {
        double drainSeconds = Math.max(0, System.nanoTime() - endNanos) / 1e9;
        PhaseResult.Second rest = row();
        Tally tally = collect();
        // Where the drain was not enough, the loops have been sending since that row was cut.
        long sent = tally.sent - perSecond.stream().mapToLong(PhaseResult.Second::sent).sum();
        long acked = tally.acked - perSecond.stream().mapToLong(PhaseResult.Second::acked).sum();
        if (sent + acked > 0) {
            report(new PhaseResult.Second(rest.number(), sent, acked, rest.p99Micros(), rest.open()));
        }
        int open = shards.stream().mapToInt(s -> on(s, s::openLanes).size()).sum();
        return new PhaseResult(phase, clients, open, tally.due, tally.sent, tally.bytes, tally.skipped, tally.behind,
                tally.due - tally.sent - tally.skipped, tally.maxPending, tally.acked, tally.unacked,
                new PhaseResult.AckErrors(tally.wrongDigest, tally.wrongOrder, tally.unreadable),
                (endNanos - startNanos) / 1e9, drainSeconds, tally.latency, tally.service, tally.lag,
                tally.sendDelay, List.copyOf(perSecond), Map.copyOf(tally.failures));
    }

    private Tally collect() {
        Tally sum = new Tally();
        for (Shard shard : shards) {
            sum.add(on(shard, shard::collect));
        }
        return sum;
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    /// What `question` gives on the shard's event loop.
    static <T> T on(Shard shard, Callable<T> question) {
        return shard.loop().submit(question).syncUninterruptibly().getNow();
    }
}
