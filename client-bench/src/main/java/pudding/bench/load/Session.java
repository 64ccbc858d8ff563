package pudding.bench.load;

import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Connections to one server, and the load on them; used by one thread at a time, but for [#stop] and [#ledger],
/// which any thread may call.
public final class Session implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Peer peer;
    private final GeneratorSpec spec;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private int phases;
    private volatile @Nullable Ledger closed;

    Session(Peer peer, GeneratorSpec spec, Payloads payloads, List<EventLoop> loops) {
        this.peer = peer;
        this.spec = spec;
        for (EventLoop loop : loops) {
            shards.add(new Shard(loop, payloads));
        }
    }

    /// Adds connections; returns when each is open or has failed.
    ///
    /// @param maxInFlight handshakes at the same time
    public ConnectResult connect(int clients, Paths paths, int maxInFlight) throws InterruptedException {
        return exclusively(() -> new Connector(peer, shards, spec)
                .connect(connections.size(), clients, paths, maxInFlight, connections));
    }

    /// Runs one phase on all open connections, whose schedule starts anew; returns when its duration is over and
    /// all is sent and acknowledged, or the drain has ended.
    ///
    /// @throws InterruptedException when the calling thread is; what was sent stays in the ledger
    public PhaseResult run(Phase phase) throws InterruptedException {
        return exclusively(() -> new PhaseRun(shards, phase).run(SplitMix64.scramble(spec.seed() + phases++)));
    }

    /// Ends the phase that runs, if any, as if its duration were over now.
    public void stop() {
        if (closed == null) {
            for (Shard shard : shards) {
                shard.loop().execute(shard::stop);
            }
        }
    }

    /// Connections open now.
    public int open() {
        return shards.stream().mapToInt(s -> PhaseRun.on(s, s::openLanes).size()).sum();
    }

    /// Every message so far.
    public Ledger ledger() {
        Ledger last = closed;
        if (last != null) {
            return last;
        }
        return shards.stream().map(s -> PhaseRun.on(s, s::ledger)).reduce(Ledger.EMPTY, Ledger::plus);
    }

    /// Closes every connection in order, or without order where that takes too long. Does not throw.
    @Override
    public synchronized void close() {
        if (closed != null) {
            return;
        }
        onEach(Connection::close);
        CompletableFuture<?>[] gone = connections.stream().map(Connection::gone).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(gone).get(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            onEach(Connection::abort);
        } catch (InterruptedException e) {
            onEach(Connection::abort);
            Thread.currentThread().interrupt();
        }
        closed = ledger();
        ReferenceCountUtil.release(peer.tls());
    }

    boolean isClosed() {
        return closed != null;
    }

    private void onEach(Consumer<Connection> action) {
        for (Connection connection : connections) {
            connection.loop().execute(() -> action.accept(connection));
        }
    }

    private <T> T exclusively(Work<T> work) throws InterruptedException {
        if (closed != null || !busy.compareAndSet(false, true)) {
            throw new IllegalStateException("The session is closed, or does something else.");
        }
        try {
            return work.run();
        } finally {
            busy.set(false);
        }
    }

    private interface Work<T> {
        T run() throws InterruptedException;
    }
}
