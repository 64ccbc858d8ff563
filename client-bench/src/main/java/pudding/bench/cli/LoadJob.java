package pudding.bench.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.ConnectResult;
import pudding.bench.load.Failure;
import pudding.bench.load.Generator;
import pudding.bench.load.Ledger;
import pudding.bench.load.Paths;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.load.Session;
import pudding.bench.load.Target;
import pudding.bench.server.ServerStats;
import pudding.bench.server.StatsClient;
import pudding.contract.UsageException;

/// The load on one server, from its URL to the summary; used by one thread at a time, but for [#stop], which any
/// thread may call.
final class LoadJob {

    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final long SETTLE_NANOS = 5_000_000_000L;
    private static final int MAX_IN_FLIGHT = 64;
    private static final String ACK = "/ack";
    private static final String DISCARD = "/discard";

    private final Target target;
    private final Paths paths;
    private volatile @Nullable Session session;
    private volatile boolean running;
    private @Nullable ConnectResult connected;
    private @Nullable PhaseResult result;
    private @Nullable ServerStats before;

    private LoadJob(Target target, Paths paths) {
        this.target = target;
        this.paths = paths;
    }

    /// Reads a URL.
    ///
    /// @param path      in place of the URL's; may be null
    /// @param authority CA certificate of the server; null for any certificate
    /// @throws UsageException when it is not a `wss` URL of this machine
    static LoadJob of(String url, @Nullable String path, @Nullable Path authority) throws UsageException {
        URI uri;
        try {
            uri = URI.create(url.contains("://") ? url : "wss://" + url);
        } catch (IllegalArgumentException e) {
            throw new UsageException(url + " is not a URL.");
        }
        if (!"wss".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new UsageException(url + " is not a URL such as wss://127.0.0.1:8443.");
        }
        URI base = URI.create("wss://" + uri.getRawAuthority());
        Target target = authority == null ? Target.insecure(base) : new Target(base, authority);
        checkLocal(target.host());
        String own = uri.getRawPath() == null || uri.getRawPath().equals("/") ? "" : uri.getRawPath();
        return new LoadJob(target, paths(path == null ? own : path));
    }

    private static Paths paths(String path) throws UsageException {
        if (path.isEmpty()) {
            return Paths.ingestWithAcks();
        }
        if (!path.startsWith("/")) {
            throw new UsageException("--path begins with a slash.");
        }
        return path.equals(ACK) ? Paths.onlyAcks(path) : Paths.only(path);
    }

    /// Load is for one's own machine.
    private static void checkLocal(String host) throws UsageException {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null) {
                    throw new UsageException(host + " is not this machine, and load goes nowhere else.");
                }
            }
        } catch (UnknownHostException | SocketException e) {
            throw new UsageException("Host " + host + " is not known.");
        }
    }

    String name() {
        return target.host() + ":" + target.port();
    }

    /// Connects, and remembers what the server had counted before.
    void connect(Generator generator, int clients) throws UsageException, InterruptedException {
        before = stats();
        Session opened = generator.open(target);
        session = opened;
        connected = opened.connect(clients, paths, MAX_IN_FLIGHT);
    }

    void run(double rate, Duration duration, Phase.Progress progress) throws InterruptedException {
        Session open = session;
        if (open != null) {
            running = true;
            result = open.run(new Phase("load", rate, duration, Phase.Pace.OPEN_LOOP, DRAIN, progress));
            running = false;
        }
    }

    /// Ends the load as if its time were over; false when it does not run.
    boolean stop() {
        Session open = session;
        if (open == null || !running) {
            return false;
        }
        open.stop();
        return true;
    }

    /// Prints the summary.
    ///
    /// @return whether every connection opened and stayed, and every message arrived and was right
    boolean report(PrintStream out) throws InterruptedException {
        Session open = session;
        if (open == null || connected == null || result == null) {
            return false;
        }
        Ledger ledger = open.ledger();
        ServerStats after = settled(ledger);
        open.close();
        PhaseResult r = result;
        out.printf("%nwss://%s (not a measurement)%n", name());
        out.printf("  connections  %d of %d opened%s, %d open at the end%s%n", connected.opened(), connected.asked(),
                failures(connected.failures()), r.openAtEnd(), failures(r.failures()));
        out.printf("  messages     %d due, %d sent, %d not sent%n", r.due(), r.sent(), r.notSentByEnd());
        boolean arrived = arrived(out, ledger, after);
        if (r.acked() + r.unacked() > 0) {
            out.printf("  acks         %d, missing %d, wrong %d%n", r.acked(), r.unacked(), r.ackErrors().total());
            out.printf("  latency      from due time: %s%n", quantiles(r.latency()));
        }
        out.printf("  generator    late by: %s%n", quantiles(r.lag()));
        return connected.isComplete() && r.isClean() && arrived;
    }

    /// Waits until the server has counted what was sent; null when it does not tell.
    private @Nullable ServerStats settled(Ledger ledger) throws InterruptedException {
        ServerStats first = before;
        if (first == null) {
            return null;
        }
        long deadline = System.nanoTime() + SETTLE_NANOS;
        ServerStats after = stats();
        while (after != null && after.received() - first.received() < ledger.sent()
                && System.nanoTime() - deadline < 0) {
            Thread.sleep(100);
            after = stats();
        }
        return after;
    }

    private boolean arrived(PrintStream out, Ledger ledger, @Nullable ServerStats after) {
        ServerStats first = before;
        if (first == null || after == null) {
            out.println("  server       does not tell what it received");
            return true;
        }
        long received = after.received() - first.received();
        long records = after.messages() - first.messages();
        long refused = after.rejectedSum() - first.rejectedSum();
        // Where someone else sends to the same server, more arrives than was sent here, and digests say nothing.
        boolean alone = received == ledger.sent() && records == received;
        boolean same = after.digestSum() - first.digestSum() == ledger.digestSum();
        out.printf("  server       %d received, %d deserialised, %d refused%s%n", received, records, refused,
                alone ? same ? ", digests equal" : ", DIGESTS DIFFER" : "");
        boolean discarded = DISCARD.equals(paths.plain());
        return received >= ledger.sent() && (discarded || records >= ledger.sent()) && refused == 0
                && (!alone || same);
    }

    private @Nullable ServerStats stats() throws InterruptedException {
        Path authority = target.caCertificate();
        if (authority == null) {
            return null;
        }
        try {
            return StatsClient.trusting(authority).read(target.base(), "/stats");
        } catch (IOException e) {
            return null;
        }
    }

    private static String failures(Map<Failure, Integer> failures) {
        if (failures.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" (");
        failures.forEach((failure, count) -> text.append(text.length() > 2 ? ", " : "").append(count).append(" × ")
                .append(failure.label()));
        return text.append(')').toString();
    }

    private static String quantiles(Histogram micros) {
        return "p50 %.1f ms, p99 %.1f ms, max %.1f ms".formatted(micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3, micros.getMaxValue() / 1e3);
    }
}
