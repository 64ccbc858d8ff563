package pudding.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.ConnectResult;
import pudding.bench.load.Generator;
import pudding.bench.load.Ledger;
import pudding.bench.load.Paths;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.load.Session;
import pudding.bench.load.Target;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerProcess;
import pudding.bench.server.ServerStats;
import pudding.bench.server.StatsClient;
import pudding.contract.UsageException;

/// All load on one server in one run, and the books of it; used by one thread.
final class Traffic implements AutoCloseable {

    /// Connections being opened at once: few enough that a backlog of 128 holds them.
    private static final int MAX_IN_FLIGHT = 64;

    private final ServerProcess server;
    private final Contender contender;
    private final Generator generator;
    private final Target target;
    private final StatsClient statsClient;
    private final List<Session> sessions = new ArrayList<>();
    private final Set<String> negotiated = new LinkedHashSet<>();
    private final List<String> failures = new ArrayList<>();
    private long lost;
    private @Nullable Session measured;
    private @Nullable Session discarding;
    private @Nullable ServerStats told;

    Traffic(ServerProcess server, Rig rig, Generator generator) throws IOException {
        this.server = server;
        this.contender = server.contender();
        this.generator = generator;
        this.target = rig.target(server);
        this.statsClient = StatsClient.of(contender, rig.certificates());
    }

    /// All messages of the run, as the generator counts them.
    ///
    /// @param sent      messages sent
    /// @param discarded of those, to `/discard`
    /// @param digest    sum of the digests that the others must have
    /// @param acked     acknowledgements received
    /// @param wrongAcks acknowledgements that were wrong
    record Books(long sent, long discarded, long digest, long acked, long wrongAcks) {
    }

    /// Connections on the contender's own path, one in ten on the acknowledged one, or with a Ping behind each message
    /// where there is none; opened as far as there are fewer.
    Session measured(int clients) throws IOException, InterruptedException {
        Session session = measured;
        if (session == null) {
            session = newSession();
            measured = session;
        }
        if (session.open() < clients) {
            connect(session, clients - session.open(), Paths.withAcks(contender.path(), contender.ack()));
        }
        return session;
    }

    /// Connections on the contender's discarding path.
    Session discarding(int clients) throws IOException, InterruptedException {
        if (discarding == null) {
            discarding = newSession();
            connect(discarding, clients, Paths.only(String.valueOf(contender.discard())));
        }
        return discarding;
    }

    /// Runs a phase whose failures are the run's.
    PhaseResult run(Session session, Phase phase) throws InterruptedException {
        PhaseResult result = session.run(phase);
        result.failures().forEach((failure, count) -> failures.add(
                count + " connections were lost in " + phase.name() + ": " + failure.label() + "."));
        if (result.ackErrors().total() > 0) {
            failures.add(result.ackErrors().total() + " acknowledgements were wrong in " + phase.name() + ".");
        }
        if (result.notSentByEnd() > 0 || result.unacked() > 0) {
            failures.add(result.notSentByEnd() + " messages were not sent and " + result.unacked()
                    + " not acknowledged at the end of " + phase.name() + ".");
        }
        return result;
    }

    /// What connections negotiated, as `protocol suite`.
    Set<String> negotiated() {
        return negotiated;
    }

    /// A sentence for each thing that went wrong with a connection or a message.
    List<String> failures() {
        return failures;
    }

    Books books() {
        long sent = 0;
        long discarded = 0;
        long digest = 0;
        long acked = 0;
        long wrongAcks = 0;
        for (Session session : sessions) {
            Ledger ledger = session.ledger();
            sent += ledger.sent();
            acked += ledger.acked();
            wrongAcks += ledger.mismatches();
            if (session == discarding) {
                discarded += ledger.sent();
            } else {
                digest += ledger.digestSum();
            }
        }
        return new Books(sent, discarded, digest, acked, wrongAcks);
    }

    /// What is done before a server is asked for its counters.
    @FunctionalInterface
    interface BeforeRead {
        void run() throws IOException;
    }

    /// The server's counters once it has worked off all that was sent, or after a while in any case; null where it
    /// has none.
    ///
    /// @param before runs each time before it is asked, and once where it has no counters
    @Nullable
    ServerStats settledStats(BeforeRead before) throws IOException, InterruptedException {
        String path = contender.stats();
        if (path == null) {
            before.run();
            return null;
        }
        Books books = books();
        ServerStats stats = Settling.await(() -> {
            before.run();
            return read(path);
        }, s -> missing(books, s), lost);
        // What did not come now will not come later; it is waited for once.
        lost = Math.max(lost, missing(books, stats));
        return stats;
    }

    private ServerStats read(String path) throws IOException, InterruptedException {
        ServerStats stats = statsClient.read(server.base(), path);
        String backwards = stats.backwards(told);
        if (backwards != null) {
            throw new IOException(server.base() + path + " went backwards: " + backwards + ".");
        }
        told = stats;
        return stats;
    }

    private static long missing(Books books, ServerStats stats) {
        return Math.max(0, books.sent() - stats.received())
                + Math.max(0, books.sent() - books.discarded() - stats.messages() - stats.rejectedSum());
    }

    private Session newSession() throws IOException {
        try {
            Session session = generator.open(target);
            sessions.add(session);
            return session;
        } catch (UsageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void connect(Session session, int clients, Paths paths) throws IOException, InterruptedException {
        ConnectResult connected = session.connect(clients, paths, MAX_IN_FLIGHT);
        negotiated.addAll(connected.tls());
        if (!connected.isComplete()) {
            throw new IOException("Not all connections could be opened: " + connected.failures().entrySet().stream()
                    .map(failure -> failure.getValue() + " " + failure.getKey().label())
                    .collect(Collectors.joining(", ")) + ".");
        }
    }

    @Override
    public void close() {
        sessions.forEach(Session::close);
    }
}
