package pudding.bench.measure;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.load.Session;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;
import pudding.bench.plan.WarmUp;
import pudding.bench.plan.Window;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerProcess;
import pudding.bench.server.ServerStats;

/// Takes the server under measure through one stage after the other; used by one thread.
final class Subject {

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final double SECOND = 1;
    /// In which a server that keeps up finishes what it was sent last.
    private static final long SETTLE_MILLIS = 50;

    private final ServerProcess server;
    private final Contender contender;
    private final Rig rig;
    private final Plan plan;
    private final Traffic traffic;
    private final WindowMeter meter;
    private final Step step;
    private final RunWatcher watcher;

    Subject(ServerProcess server, Rig rig, Plan plan, Step step, Traffic traffic, WindowMeter meter,
            RunWatcher watcher) {
        this.server = server;
        this.contender = server.contender();
        this.rig = rig;
        this.plan = plan;
        this.traffic = traffic;
        this.meter = meter;
        this.step = step;
        this.watcher = watcher;
    }

    /// The article's window: memory is read at its end, before anything is attached.
    RunRecord.ArticleWindow articleWindow() throws IOException, InterruptedException {
        Window window = plan.window(Stage.ARTICLE);
        long idleRssBytes = meter.process().rssBytes();
        Session session = traffic.measured(window.clients());
        traffic.run(session, phase(Stage.ARTICLE.label(), window, Phase.Pace.OPEN_LOOP));
        ProcessSample end = meter.process();
        ServerMemory memory = ServerMemory.read(server, rig.javaHome(), end.rssBytes());
        return new RunRecord.ArticleWindow(window.clients(), window.seconds(), idleRssBytes, memory.rssBytes(),
                memory.pssBytes(), memory.residentHeapBytes(), memory.liveHeapBytes(), end.threads(),
                end.descriptors());
    }

    /// Loads the server until it is warm, or until the bound.
    ///
    /// First fast, to be compiled at all; then windows of one second are rehearsed, with all that is done at the ends
    /// of the real one. A server that waits between messages runs through code that a busy one never enters, and so
    /// does one that is asked for its counters: either wakes the compiler.
    RunRecord.WarmedUp warmUp(Stage stage) throws IOException, InterruptedException {
        Session session = session(stage);
        meter.attach();
        WarmUp warmUp = plan.warmUp();
        double maxSeconds = warmUp.maxSeconds(stage);
        Window window = plan.window(stage);
        Window fast = new Window(window.clients(), warmUp.messagesPerSecond() / window.clients(), SECOND);
        Window rehearsal = new Window(window.clients(), window.messagesPerSecondPerClient(), SECOND);
        long startNanos = System.nanoTime();
        // What the server got in an earlier stage has warmed it too.
        CompilerRoom.during(server.pid(), rig.cpus(), () -> {
            while (traffic.books().sent() < warmUp.fastMessages()
                    && seconds(startNanos) + SECOND / 2 < maxSeconds) {
                traffic.run(session, phase("warm-up", fast, Phase.Pace.BACKPRESSURED));
            }
        });
        // The first rehearsal has none before it to be compared with: NaN is never less.
        double before = Double.NaN;
        double best = Double.POSITIVE_INFINITY;
        while (true) {
            long messages = finished(stage);
            meter.begin();
            traffic.run(session, phase("rehearsal", rehearsal, Phase.Pace.BACKPRESSURED));
            messages = end(stage) - messages;
            ProcessSample.Usage usage = meter.read().server();
            long sent = traffic.books().sent();
            double micros = (usage.cpuMicros() - usage.jitMicros()) / (double) Math.max(1, messages);
            best = Math.min(best, micros);
            // Code that the compiler took back is slow for seconds while it waits to be compiled again.
            boolean steady = before * (1 - warmUp.maxTrend()) < micros && micros < best * (1 + warmUp.maxExcess());
            boolean warm = sent >= warmUp.minMessages() && usage.jitShare() < warmUp.maxJitShare() && steady;
            if (warm || seconds(startNanos) + SECOND / 2 > maxSeconds) {
                return new RunRecord.WarmedUp(sent, seconds(startNanos), usage.jitShare(), warm);
            }
            before = micros;
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /// The window in which cost and latency are measured.
    RunRecord.Loaded loadedWindow(Stage stage) throws IOException, InterruptedException {
        Window window = plan.window(stage);
        Session session = session(stage);
        long messagesBefore = finished(stage);
        meter.begin();
        PhaseResult result = traffic.run(session, phase(stage.label(), window, Phase.Pace.OPEN_LOOP, second -> {
            meter.second(second);
            watcher.second(step, stage, server.pid(), second.number());
        }));
        long messages = inWindow(stage, messagesBefore, end(stage));
        WindowMeter.Reading reading = meter.read();
        meter.keep(stage, result);
        String path = stage == Stage.DISCARD ? String.valueOf(contender.discard()) : contender.path();
        return reading.toLoaded(path, window, result, messages);
    }

    /// Lets the generator send all that it can.
    RunRecord.Ceiling ceiling() throws IOException, InterruptedException {
        Window window = plan.window(Stage.CEILING);
        Session session = session(Stage.CEILING);
        Window second = new Window(window.clients(), window.messagesPerSecondPerClient(), SECOND);
        traffic.run(session, phase("warm-up", second, Phase.Pace.BACKPRESSURED));
        meter.begin();
        PhaseResult result = traffic.run(session, phase(Stage.CEILING.label(), window, Phase.Pace.BACKPRESSURED));
        meter.end();
        WindowMeter.Reading reading = meter.read();
        finished(Stage.CEILING);
        return reading.toCeiling(result);
    }

    /// The loaded window under a profiler.
    RunRecord.Sampled profile() throws IOException, InterruptedException {
        try (TimeProfile.Recording recording = TimeProfile.start(rig.javaHome(), server.pid())) {
            // What the profiler wakes up in the server is not what is to be seen.
            Window window = plan.window(Stage.PROFILE);
            Window second = new Window(window.clients(), window.messagesPerSecondPerClient(), SECOND);
            traffic.run(session(Stage.PROFILE), phase("warm-up", second, Phase.Pace.BACKPRESSURED));
            RunRecord.Loaded loaded = loadedWindow(Stage.PROFILE);
            TimeProfile.Taken taken = recording.stop();
            meter.keep(taken.stacks());
            return new RunRecord.Sampled(taken.slices(), taken.stacks().counts().size(), loaded);
        }
    }

    private Session session(Stage stage) throws IOException, InterruptedException {
        int clients = plan.window(stage).clients();
        return discards(stage) ? traffic.discarding(clients) : traffic.measured(clients);
    }

    /// Messages that were finished in a window; what none is finished in costs nothing that could be told per message.
    static long inWindow(Stage stage, long before, long after) throws IOException {
        if (after <= before) {
            throw new IOException("The server finished no message in " + stage.label() + ", by its counters.");
        }
        return after - before;
    }

    /// Ends a window, and tells what the server had finished then. What is still being worked off belongs to the
    /// window. The last asking for counters does not: the server takes a handshake for it, 10 ms and more while it is
    /// cold, and no message.
    private long end(Stage stage) throws IOException, InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        return finished(stage, meter::end);
    }

    private long finished(Stage stage) throws IOException, InterruptedException {
        return finished(stage, () -> {
        });
    }

    /// Messages that the server has finished, as it says itself, else as the generator does.
    private long finished(Stage stage, Traffic.BeforeRead before) throws IOException, InterruptedException {
        ServerStats stats = traffic.settledStats(before);
        if (stats == null) {
            return traffic.books().sent();
        }
        return discards(stage) ? stats.received() : stats.messages();
    }

    private static boolean discards(Stage stage) {
        return stage == Stage.DISCARD || stage == Stage.CEILING;
    }

    private static Phase phase(String name, Window window, Phase.Pace pace) {
        return phase(name, window, pace, null);
    }

    private static Phase phase(String name, Window window, Phase.Pace pace, Phase.@Nullable Progress progress) {
        return new Phase(name, window.messagesPerSecondPerClient(),
                Duration.ofMillis(Math.round(window.seconds() * 1e3)), pace, DRAIN, progress);
    }
}
