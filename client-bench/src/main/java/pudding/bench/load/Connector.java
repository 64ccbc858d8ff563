package pudding.bench.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Opens connections, a bounded number at a time, and waits for them; used once, by one thread, and told by the
/// event loops how each one went.
final class Connector {

    /// The smallest bound on what may wait for a socket; two messages where those are large.
    private static final int MIN_PENDING_BYTES = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Peer peer;
    private final List<Shard> shards;
    private final GeneratorSpec spec;
    private final int maxPendingBytes;

    private final Histogram openMicros = Tally.newHistogram();
    private final Map<Failure, Integer> failures = new HashMap<>();
    private final Set<String> tls = new TreeSet<>();
    private int opened;
    private int failed;

    Connector(Peer peer, List<Shard> shards, GeneratorSpec spec) {
        this.peer = peer;
        this.shards = shards;
        this.spec = spec;
        this.maxPendingBytes = Math.max(MIN_PENDING_BYTES, 2 * spec.messageBytes());
    }

    /// Opens connections `first` to `first + wanted − 1`, or as far as that goes before too many have failed;
    /// returns when each that was begun is open or has failed.
    ///
    /// @param started gets each connection that was begun
    /// @throws InterruptedException when the calling thread is; those in flight still open or fail
    ConnectResult connect(int first, int wanted, Paths paths, ConnectPace pace, List<Connection> started)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        Semaphore places = new Semaphore(pace.maxInFlight());
        int[] dealt = new int[2];
        int asked = 0;
        for (; asked < wanted; asked++) {
            TimeUnit.NANOSECONDS.sleep(startNanos + pace.dueNanos(asked) - System.nanoTime());
            acquire(places, 1);
            if (failed() > pace.maxFailures()) {
                places.release();
                break;
            }
            int index = first + asked;
            // Acknowledged and other connections are dealt out apart, so that all loops have their share of both.
            int kind = paths.isAck(index) ? 1 : 0;
            Shard shard = shards.get((kind + dealt[kind]++) % shards.size());
            long nanos = System.nanoTime();
            SplitMix64 random = new SplitMix64(~spec.seed(), index);
            Connection connection = new Connection(peer, paths, index, shard, random, new Connection.Opening() {
                @Override
                public void opened(Connection open, String session) {
                    count(System.nanoTime() - nanos, session);
                    places.release();
                }

                @Override
                public void failed(Failure failure) {
                    count(failure);
                    places.release();
                }
            });
            started.add(connection);
            shard.loop().execute(() -> connection.start(spec.connectTimeout(), maxPendingBytes));
        }
        acquire(places, pace.maxInFlight());
        return result(wanted, asked, (System.nanoTime() - startNanos) / 1e9);
    }

    /// Every connection has a timeout; who gives no answer long after it is not a server.
    private void acquire(Semaphore places, int permits) throws InterruptedException {
        long patienceMillis = spec.connectTimeout().plus(PATIENCE).toMillis();
        if (!places.tryAcquire(permits, patienceMillis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The generator's event loops do not answer.");
        }
    }

    private synchronized void count(long nanos, String session) {
        opened++;
        tls.add(session);
        Tally.record(openMicros, nanos);
    }

    private synchronized void count(Failure failure) {
        failures.merge(failure, 1, Integer::sum);
        failed++;
    }

    private synchronized int failed() {
        return failed;
    }

    private synchronized ConnectResult result(int wanted, int asked, double seconds) {
        return new ConnectResult(wanted, asked, opened, Map.copyOf(failures), seconds, openMicros, Set.copyOf(tls));
    }
}
