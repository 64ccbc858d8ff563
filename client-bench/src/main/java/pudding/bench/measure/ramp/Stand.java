package pudding.bench.measure.ramp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.ConnectPace;
import pudding.bench.load.ConnectResult;
import pudding.bench.load.Failure;
import pudding.bench.load.Fleet;
import pudding.bench.load.FleetSpec;
import pudding.bench.load.Paths;
import pudding.bench.load.Payload;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.measure.CompilerRoom;
import pudding.bench.measure.EqualSettings;
import pudding.bench.measure.Redact;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.Settling;
import pudding.bench.plan.WarmUp;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerFailedException;
import pudding.bench.server.ServerProcess;
import pudding.bench.server.ServerStats;
import pudding.bench.server.StatsClient;
import pudding.contract.UsageException;

/// A fresh server, the clients before it, and the meters at both; used by one thread.
final class Stand implements AutoCloseable {

    /// Handshakes at the same time: few enough that a backlog of 128 holds them, and that the server still answers.
    /// A hundred failures are no chance.
    private static final ConnectPace PACE = new ConnectPace(64, 0, 100);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    /// Connections that warm a server: few, so that none of them is slow itself.
    static final int WARMING_CLIENTS = 100;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Lab lab;
    private final ServerProcess server;
    private final Fleet fleet;
    private final RampMeter meter;
    private final StatsClient statsClient;
    private final int capacity;
    private final String runName;

    private Stand(Lab lab, ServerProcess server, Fleet fleet, int capacity, String runName) throws IOException {
        this.lab = lab;
        this.server = server;
        this.fleet = fleet;
        this.capacity = capacity;
        this.runName = runName;
        this.meter = new RampMeter(server, fleet.pids(), lab.rig().cpus());
        this.statsClient = StatsClient.of(server.contender(), lab.rig().certificates());
    }

    /// Starts a server, and a generator for so many clients; nothing is connected yet.
    ///
    /// @throws ServerFailedException when the server does not start
    /// @throws IOException           when the generator does not, or the server is not set as asked
    static Stand open(Lab lab, Contender contender, String runName, int clients)
            throws ServerFailedException, IOException, InterruptedException {
        ServerProcess server = ServerProcess.start(contender, lab.rig().launch(runName));
        Fleet fleet = null;
        try {
            List<String> differences = EqualSettings.read(server, lab.rig()).differences();
            if (!differences.isEmpty()) {
                throw new IOException(String.join(" ", differences));
            }
            FleetSpec spec = lab.fleet(clients);
            fleet = Fleet.start(spec, lab.rig().target(server));
            return new Stand(lab, server, fleet, spec.capacity(), runName);
        } catch (UsageException e) {
            end(fleet, server);
            throw new IOException(e.getMessage(), e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            end(fleet, server);
            throw e;
        }
    }

    /// What is done on a stand.
    interface Work {
        void on(Stand stand) throws IOException, InterruptedException;
    }

    /// Does something with this server.
    ///
    /// @throws ServerFailedException when it fails because the server has ended by itself
    void work(Work work) throws ServerFailedException, IOException, InterruptedException {
        try {
            work.on(this);
        } catch (IOException e) {
            if (!server.isAlive()) {
                throw server.died();
            }
            throw e;
        }
    }

    private static void end(@Nullable Fleet fleet, ServerProcess server) {
        if (fleet != null) {
            fleet.close();
        }
        server.close();
    }

    /// Clients that its generator has descriptors for.
    int capacity() {
        return capacity;
    }

    Fleet fleet() {
        return fleet;
    }

    RampMeter meter() {
        return meter;
    }

    ServerProcess server() {
        return server;
    }

    List<String> command() {
        return Redact.texts(server.command());
    }

    /// Opens connections until so many are open, or too many have failed.
    Attempt.Connecting connect(int clients) throws IOException, InterruptedException {
        int before = fleet.open();
        RampMeter.Mark mark = meter.mark();
        Contender contender = server.contender();
        ConnectResult result = fleet.connect(Math.max(0, clients - before),
                Paths.withAcks(contender.path(), contender.ack()), PACE);
        Histogram micros = result.openMicros();
        return new Attempt.Connecting(clients - before, result.asked(), result.opened(), fleet.open(),
                kinds(result.failures()), result.seconds(), micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99), sharesSince(mark));
    }

    /// Opens so many connections, all of them.
    ///
    /// @throws IOException when not all open
    void connectAll(int clients) throws IOException, InterruptedException {
        Attempt.Connecting connecting = connect(clients);
        if (connecting.open() < clients) {
            throw new IOException("Only " + connecting.open() + " of " + clients + " connections opened: "
                    + words(connecting.failures()) + ".");
        }
    }

    /// Loads the server until it is compiled, or until the plan's bound, over the connections that are open.
    void warmUp() throws IOException, InterruptedException {
        CompilerRoom.during(server.pid(), lab.rig().cpus(), this::loadUntilCompiled);
    }

    private void loadUntilCompiled() throws IOException, InterruptedException {
        WarmUp warmUp = lab.plan().warmUp();
        double rate = warmUp.messagesPerSecond() / fleet.open();
        long startNanos = System.nanoTime();
        while (true) {
            RampMeter.Mark mark = meter.mark();
            fleet.run(new Phase("warm-up", rate, SECOND, Phase.Pace.BACKPRESSURED, DRAIN, null));
            settle();
            double jitShare = meter.since(mark).server().jitShare();
            boolean warm = fleet.ledger().sent() >= warmUp.minMessages() && jitShare < warmUp.maxJitShare();
            if (warm || (System.nanoTime() - startNanos) / 1e9 > warmUp.maxSeconds()) {
                return;
            }
        }
    }

    /// @throws IOException when connections were lost, or acknowledgements were wrong
    static void requireNothingLost(PhaseResult result) throws IOException {
        if (!result.failures().isEmpty() || result.ackErrors().total() > 0) {
            throw new IOException("Connections were lost, or acknowledgements wrong: "
                    + words(kinds(result.failures())) + "; " + result.ackErrors().total() + " wrong.");
        }
    }

    /// @throws IOException when the server tells its counters, and they are not the generator's
    void requireBalance() throws IOException, InterruptedException {
        RunRecord.Ledger books = ledger();
        if (tells() && (books == null || !books.balances())) {
            throw new IOException(books == null
                    ? "The server did not tell its counters."
                    : books.unaccounted() + " messages are not accounted for.");
        }
    }

    /// Whether the server tells its counters.
    boolean tells() {
        return server.contender().stats() != null;
    }

    /// Messages that the server has finished, once it has worked off what it was sent; as the generator has sent them
    /// where the server does not tell.
    long finished() throws IOException, InterruptedException {
        ServerStats stats = settle();
        return stats == null ? fleet.ledger().sent() : stats.messages();
    }

    private @Nullable ServerStats settle() throws IOException, InterruptedException {
        String path = server.contender().stats();
        if (path == null) {
            return null;
        }
        long sent = fleet.ledger().sent();
        return Settling.await(() -> statsClient.read(server.base(), path),
                stats -> 2 * sent - stats.received() - stats.messages() - stats.rejectedSum(), 0);
    }

    /// Both ends' books; null where the server does not tell, or cannot any more.
    RunRecord.@Nullable Ledger ledger() throws InterruptedException {
        try {
            ServerStats stats = settle();
            if (stats == null) {
                return null;
            }
            pudding.bench.load.Ledger books = fleet.ledger();
            return new RunRecord.Ledger(books.sent(), stats.received(), 0, stats.messages(),
                    Payload.hex(books.digestSum()), stats.digest(), books.acked(), books.mismatches(),
                    stats.rejectedNotZero());
        } catch (IOException e) {
            return null;
        }
    }

    /// CPU shares since the mark; all zero where the server has gone.
    Attempt.Shares sharesSince(RampMeter.Mark mark) {
        try {
            return meter.since(mark).shares();
        } catch (IOException e) {
            return Attempt.Shares.UNKNOWN;
        }
    }

    /// How the server died; null while it lives.
    Attempt.@Nullable Death death() throws InterruptedException {
        if (server.isAlive()) {
            return null;
        }
        ServerFailedException died = server.died();
        return new Attempt.Death(died.exitStatus().orElse(-1), Redact.texts(died.tail()));
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }

    static Map<String, Integer> kinds(Map<Failure, Integer> failures) {
        Map<String, Integer> kinds = new TreeMap<>();
        failures.forEach((failure, count) -> kinds.merge(failure.kind(), count, Integer::sum));
        return kinds;
    }

    /// `12 × refused, 3 × timeout`.
    static String words(Map<String, Integer> failures) {
        StringBuilder words = new StringBuilder();
        failures.forEach((kind, count) -> words.append(words.isEmpty() ? "" : ", ").append(count).append(" × ")
                .append(kind));
        return words.isEmpty() ? "no failure was seen" : words.toString();
    }

    /// Ends the generator first, so that the server has nobody left to say goodbye to.
    @Override
    public void close() {
        end(fleet, server);
        try {
            Redact.logs(lab.rig().out().resolve("logs"), runName);
        } catch (IOException e) {
            // The server's log stays as it was; verify looks for what it may tell.
        }
    }
}
