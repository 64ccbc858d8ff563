package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.ConnectResult;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.load.Session;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Stage;
import pudding.bench.plan.WarmUp;
import pudding.bench.plan.Window;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerProcess;
import pudding.bench.server.ServerStats;

/// Takes the server under measure through one stage after the other; used by one thread.
final class Subject {

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final double SECOND = 1;
    private static final long MAX_P99_MICROS = 1_000_000;

    private final ServerProcess server;
    private final Contender contender;
    private final Rig rig;
    private final Plan plan;
    private final Traffic traffic;
    private final WindowMeter meter;

    Subject(ServerProcess server, Rig rig, Plan plan, Traffic traffic, WindowMeter meter) {
        this.server = server;
        this.contender = server.contender();
        this.rig = rig;
        this.plan = plan;
        this.traffic = traffic;
        this.meter = meter;
    }

    /// The article's window: memory is read at its end, before anything is attached.
    RunRecord.ArticleWindow articleWindow() throws IOException, InterruptedException {
        Window window = plan.window(Stage.ARTICLE);
        long idleRssBytes = meter.process().rssBytes();
        Session session = traffic.measured(window.clients());
        traffic.run(session, phase(Stage.ARTICLE.label(), window, Phase.Pace.OPEN_LOOP));
        ProcessSample end = meter.process();
        Long residentHeapBytes = null;
        Long liveHeapBytes = null;
        long rssBytes = end.rssBytes();
        Path gcLog = server.gcLog();
        if (gcLog != null) {
            GcLog.HeapRange heap = GcLog.heapRange(gcLog);
            if (heap != null) {
                MemorySplit split = MemorySplit.read(server.pid(), heap);
                rssBytes = split.rssBytes();
                residentHeapBytes = split.residentHeapBytes();
            }
            liveHeapBytes = JvmMeter.liveHeapBytes(rig.javaHome(), server.pid());
        }
        return new RunRecord.ArticleWindow(window.clients(), window.seconds(), idleRssBytes, rssBytes,
                residentHeapBytes, liveHeapBytes, end.threads(), end.descriptors());
    }

    /// Loads the server until it is warm, or until the bound.
    RunRecord.WarmedUp warmUp(Stage stage, WarmUp warmUp) throws IOException, InterruptedException {
        Session session = session(stage);
        meter.attach();
        Window window = plan.window(stage);
        long startNanos = System.nanoTime();
        long messages = 0;
        double before = Double.NaN;
        while (true) {
            // First fast, to be compiled at all; then at the window's own rate, because a server that waits between
            // messages runs through code that a busy one never enters.
            boolean fast = messages < warmUp.minMessages();
            double rate = fast ? warmUp.messagesPerSecond() : window.messagesPerSecond();
            Window second = new Window(window.clients(), rate / window.clients(), SECOND);
            ProcessSample start = meter.process();
            PhaseResult result = traffic.run(session, phase("warm-up", second, Phase.Pace.BACKPRESSURED));
            ProcessSample.Usage usage = meter.process().since(start);
            messages += result.sent();
            double micros = usage.cpuMicros() / (double) Math.max(1, result.sent());
            // The first second at the window's rate has none before it to be compared with: NaN is never less.
            boolean warm = !fast && usage.jitShare() < warmUp.maxJitShare()
                    && before * (1 - warmUp.maxTrend()) < micros;
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            if (warm || seconds + SECOND / 2 > warmUp.maxSeconds()) {
                return new RunRecord.WarmedUp(messages, seconds, usage.jitShare(), warm);
            }
            before = fast ? Double.NaN : micros;
        }
    }

    /// The window in which cost and latency are measured.
    RunRecord.Loaded loadedWindow(Stage stage, Set<Warning> warnings) throws IOException, InterruptedException {
        Window window = plan.window(stage);
        Session session = session(stage);
        long messagesBefore = finished(stage);
        meter.begin();
        PhaseResult result = traffic.run(session, phase(stage.label(), window, Phase.Pace.OPEN_LOOP));
        WindowMeter.Reading reading = meter.end();
        long messages = finished(stage) - messagesBefore;
        warnings.addAll(reading.warnings(result));
        meter.keep(stage, result);
        String path = stage == Stage.DISCARD ? String.valueOf(contender.discard()) : contender.path();
        return reading.toLoaded(path, window, result, messages);
    }

    /// Tries the bound, and where it is not held, half of it, until a number is.
    RunRecord.MaxClients maxClients() throws IOException, InterruptedException {
        Window window = plan.window(Stage.MAX_CLIENTS);
        Integer refusedAt = null;
        String reason = null;
        boolean broken = false;
        for (int clients = window.clients(); clients > 0; clients /= 2) {
            Hold hold = hold(clients, window);
            if (hold.reason() == null) {
                return new RunRecord.MaxClients(clients, window.clients(), refusedAt, broken, reason,
                        hold.p99Micros(), hold.rssBytes());
            }
            refusedAt = clients;
            reason = hold.reason();
            broken |= hold.broken();
            traffic.closeMeasured();
        }
        return new RunRecord.MaxClients(0, window.clients(), refusedAt, broken, reason, 0,
                meter.process().rssBytes());
    }

    /// One number of clients that was tried.
    ///
    /// @param reason why it was not held, or null
    /// @param broken whether connections did not open, or were lost
    private record Hold(@Nullable String reason, boolean broken, long p99Micros, long rssBytes) {
    }

    private Hold hold(int clients, Window window) throws IOException, InterruptedException {
        ConnectResult connected = traffic.tryMeasured(clients);
        if (connected != null && !connected.isComplete()) {
            return new Hold("connecting: " + Traffic.reasons(connected), true, 0, 0);
        }
        Window tried = new Window(clients, window.messagesPerSecondPerClient(), window.seconds());
        meter.begin();
        // Not through Traffic.run: here a lost connection is what is searched for.
        PhaseResult result = traffic.measured(clients)
                .run(phase(Stage.MAX_CLIENTS.label(), tried, Phase.Pace.OPEN_LOOP));
        WindowMeter.Reading reading = meter.end();
        long p99Micros = result.latency().getValueAtPercentile(99);
        String reason = null;
        if (!result.isClean()) {
            reason = result.failures().isEmpty() ? "messages were left" : "connections were lost";
        } else if (p99Micros > MAX_P99_MICROS) {
            reason = reading.generatorIsBusy() ? "the generator's CPU" : "p99 over 1 s";
        }
        return new Hold(reason, !result.failures().isEmpty(), p99Micros, meter.process().rssBytes());
    }

    private Session session(Stage stage) throws IOException, InterruptedException {
        int clients = plan.window(stage).clients();
        return stage == Stage.DISCARD ? traffic.discarding(clients) : traffic.measured(clients);
    }

    /// Messages that the server has finished, as it says itself, else as the generator does.
    private long finished(Stage stage) throws IOException, InterruptedException {
        ServerStats stats = traffic.settledStats();
        if (stats == null) {
            return traffic.books().sent();
        }
        return stage == Stage.DISCARD ? stats.received() : stats.messages();
    }

    private static Phase phase(String name, Window window, Phase.Pace pace) {
        return new Phase(name, window.messagesPerSecondPerClient(),
                Duration.ofMillis(Math.round(window.seconds() * 1e3)), pace, DRAIN, null);
    }
}
