package pudding.bench.load;

import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Clients that send one byte a second, a share of them in each [SlowLayer], and come back when they are cut, as one
/// would who wants to tie a server up; used by one thread.
public final class SlowClients implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 20;

    private final Peer peer;
    private final List<SlowClient> clients = new ArrayList<>();
    private final Tally tally = new Tally();

    /// What became of them so far; told by the event loops.
    static final class Tally {

        private final AtomicLong begun = new AtomicLong();
        private final AtomicInteger holding = new AtomicInteger();
        private final AtomicLong cut = new AtomicLong();
        private final AtomicLong sentBytes = new AtomicLong();

        void begun() {
            begun.incrementAndGet();
        }

        void holds() {
            holding.incrementAndGet();
        }

        void sentByte() {
            sentBytes.incrementAndGet();
        }

        void cut() {
            holding.decrementAndGet();
            cut.incrementAndGet();
        }
    }

    SlowClients(Peer peer, Transport transport, int count) {
        this.peer = peer;
        SlowLayer[] layers = SlowLayer.values();
        for (int i = 0; i < count; i++) {
            clients.add(new SlowClient(peer, transport.loops().get(i % transport.loops().size()), i,
                    layers[i % layers.length], tally));
        }
    }

    /// Has all of them connect, evenly; returns when each has reached its layer once, or the time is over. Who is cut
    /// at a deadline comes back in the rhythm of the arrivals.
    ///
    /// @param arrivals how long they take to come
    /// @param within   how long the last may take to get in
    /// @return whether they have
    public boolean start(Duration arrivals, Duration within) throws InterruptedException {
        // In step with nothing: of those that send within one millisecond each waits for the others.
        long[] phases = Schedule.phases(clients.size(), clients.size(), 1);
        long begun = System.nanoTime();
        for (int i = 0; i < clients.size(); i++) {
            long due = arrivals.toNanos() / clients.size() * i;
            long early = due - (System.nanoTime() - begun);
            if (early > 0) {
                TimeUnit.NANOSECONDS.sleep(early);
            }
            SlowClient client = clients.get(i);
            long firstBeat = begun + phases[i];
            client.loop().execute(() -> client.start(firstBeat));
        }
        long deadline = System.nanoTime() + within.toNanos();
        while (tally.holding.get() + tally.cut.get() < clients.size()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    /// Clients that are in their layer now.
    public int holding() {
        return tally.holding.get();
    }

    /// Connections begun so far.
    public long begun() {
        return tally.begun.get();
    }

    /// Connections that the server has ended in their layer so far.
    public long cut() {
        return tally.cut.get();
    }

    /// Bytes that they have sent in their layer so far.
    public long sentBytes() {
        return tally.sentBytes.get();
    }

    /// Has all of them leave; returns when none is in its layer any more. Does not throw.
    @Override
    public void close() {
        clients.forEach(client -> client.loop().execute(client::leave));
        long deadline = System.nanoTime() + CLOSE_WITHIN.toNanos();
        try {
            while (tally.holding.get() > 0 && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ReferenceCountUtil.release(peer.tls());
    }
}
