package pudding.bench.load;

import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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
    /// A thousand a second close on the slowest machine.
    private static final Duration CLOSE_EACH = Duration.ofMillis(1);
    private static final Duration ABORT_WITHIN = Duration.ofSeconds(1);

    private final Peer peer;
    private final GeneratorSpec spec;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final long phaseSeed;
    private int nextIndex;
    private int phases;
    private volatile @Nullable IdleRun idle;
    private volatile @Nullable Ledger closed;

    /// @param phaseSeed of the connections' places within a round; distinct among generators that work together
    Session(Peer peer, GeneratorSpec spec, Payloads payloads, List<EventLoop> loops, long phaseSeed) {
        this.peer = peer;
        this.phaseSeed = phaseSeed;
        this.spec = spec;
        for (EventLoop loop : loops) {
            shards.add(new Shard(loop, payloads));
        }
    }

    /// Adds connections; returns when each is open or has failed.
    ///
    /// @param maxInFlight handshakes at the same time
    public ConnectResult connect(int clients, Paths paths, int maxInFlight) throws InterruptedException {
        return connect(clients, paths, new ConnectPace(maxInFlight, 0));
    }

    /// Adds connections at a pace; returns when each that was begun is open or has failed.
    ///
    /// @throws InterruptedException when the calling thread is; connections in flight then still open or fail
    public ConnectResult connect(int clients, Paths paths, ConnectPace pace) throws InterruptedException {
        return connect(nextIndex, clients, paths, pace);
    }

    /// Adds connections of the indices from `first` on; none may have been used before.
    ConnectResult connect(int first, int clients, Paths paths, ConnectPace pace) throws InterruptedException {
        return exclusively(() -> {
            connections.removeIf(connection -> connection.gone().isDone());
            List<Connection> started = new ArrayList<>();
            try {
                return new Connector(peer, shards, spec).connect(first, clients, paths, pace, started);
            } finally {
                connections.addAll(started);
                nextIndex = first + started.size();
            }
        });
    }

    /// Closes, in order, the connections that were begun last, until no more than `clients` are open; returns when
    /// nothing is left of those. They stay in the ledger.
    public void trim(int clients) throws InterruptedException {
        exclusively(() -> {
            List<Connection> open = shards.stream()
                    .flatMap(s -> PhaseRun.on(s.loop(), s::openLanes).stream())
                    .sorted(Comparator.comparingInt(Lane::connectionIndex))
                    .map(Lane::connection)
                    .toList();
            List<Connection> leaving = open.subList(Math.min(clients, open.size()), open.size());
            end(leaving);
            connections.removeAll(Set.copyOf(leaving));
            return leaving.size();
        });
    }

    /// Runs one phase on all open connections, whose schedule starts anew; returns when its duration is over and
    /// all is sent and acknowledged, or the drain has ended.
    ///
    /// @throws InterruptedException when the calling thread is; what was sent stays in the ledger
    public PhaseResult run(Phase phase) throws InterruptedException {
        List<PhaseResult.Second> perSecond = new ArrayList<>();
        Phase.Progress progress = phase.progress();
        return run(phase, Instant.EPOCH, (number, cut) -> {
            PhaseResult.Second second = cut.toSecond(number);
            perSecond.add(second);
            if (progress != null) {
                progress.second(second);
            }
        }).with(phase, perSecond);
    }

    /// Runs one phase as [#run(Phase)] does, from `earliest` on, and tells the rows instead of keeping them.
    PhaseResult run(Phase phase, Instant earliest, PhaseRun.Rows rows) throws InterruptedException {
        return exclusively(() -> new PhaseRun(shards, phase, rows).run(seed(), earliest));
    }

    /// Holds all open connections for a while. Each is silent but for one Ping in every `pingEvery`, at a moment of
    /// its own, and for one at least.
    ///
    /// @param progress told of each second, on this thread; may be null
    /// @throws InterruptedException when the calling thread is
    public IdleResult idle(Duration hold, Duration pingEvery, IdleResult.@Nullable Progress progress)
            throws InterruptedException {
        return exclusively(() -> {
            IdleRun run = new IdleRun(shards, hold, pingEvery, seed(), progress);
            idle = run;
            try {
                return run.run();
            } finally {
                idle = null;
            }
        });
    }

    /// Ends the phase or hold that runs, if any, as if its duration were over now.
    public void stop() {
        if (closed == null) {
            for (Shard shard : shards) {
                shard.loop().execute(shard::stop);
            }
            IdleRun holding = idle;
            if (holding != null) {
                holding.stop();
            }
        }
    }

    /// Connections open now.
    public int open() {
        return shards.stream().mapToInt(s -> PhaseRun.on(s.loop(), s::openLanes).size()).sum();
    }

    /// Every message so far.
    public Ledger ledger() {
        Ledger last = closed;
        if (last != null) {
            return last;
        }
        return shards.stream().map(s -> PhaseRun.on(s.loop(), s::ledger)).reduce(Ledger.EMPTY, Ledger::plus);
    }

    /// Closes every connection in order, or without order where that takes too long. Does not throw.
    @Override
    public synchronized void close() {
        if (closed != null) {
            return;
        }
        try {
            end(connections);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = ledger();
        ReferenceCountUtil.release(peer.tls());
    }

    boolean isClosed() {
        return closed != null;
    }

    private long seed() {
        return SplitMix64.scramble(phaseSeed + phases++);
    }

    /// Closes connections in order, and gives up those for which that takes too long.
    private static void end(List<Connection> leaving) throws InterruptedException {
        onEach(leaving, Connection::close);
        boolean gone = false;
        try {
            gone = awaitGone(leaving, CLOSE_WITHIN.plus(CLOSE_EACH.multipliedBy(leaving.size())));
        } finally {
            if (!gone) {
                onEach(leaving, Connection::abort);
            }
        }
        if (!gone) {
            awaitGone(leaving, ABORT_WITHIN);
        }
    }

    private static boolean awaitGone(List<Connection> leaving, Duration bound) throws InterruptedException {
        CompletableFuture<?>[] gone = leaving.stream().map(Connection::gone).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(gone).get(bound.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private static void onEach(List<Connection> connections, Consumer<Connection> action) {
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
