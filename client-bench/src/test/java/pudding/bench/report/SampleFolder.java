package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.FoldedStacks;
import pudding.bench.measure.HistogramLog;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Ledger;
import pudding.bench.measure.RunRecord.Loaded;
import pudding.bench.measure.Warning;
import pudding.bench.measure.floor.Floor;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;
import pudding.bench.plan.Window;

/// A comparison's folder made up for tests, with something of everything that evidence can hold.
public final class SampleFolder {

    private static final Histogram LATENCY = histogram(100, 37);
    private static final Histogram LAG = histogram(1_000, 3);
    static final FoldedStacks STACKS = new FoldedStacks(new TreeMap<>(Map.of(
            "pudding.plain.Server.serve_[j]", 191,
            "pudding.plain.Server.serve_[j];java.lang.String.<init>_[0]", 9,
            "pudding.plain.Server.serve_[j];com.fasterxml.jackson.core.JsonParser.nextToken_[i]", 500,
            "pudding.plain.Server.serve_[j];sun.nio.ch.SocketDispatcher.read0", 100,
            "pudding.plain.Server.serve_[j];sun.security.ssl.SSLEngineImpl.unwrap_[j]", 90)));

    private SampleFolder() {
    }

    /// Writes the folder of a comparison that was, or was not, interrupted after its first run.
    public static Evidence write(Path dir, boolean partial) throws IOException {
        return write(dir, evidence(partial));
    }

    static Evidence write(Path dir, Evidence evidence) throws IOException {
        ResultFolder folder = new ResultFolder(dir);
        folder.write(evidence.plan());
        Files.createDirectories(dir.resolve("logs"));
        for (RunRecord run : evidence.runs()) {
            Files.writeString(dir.resolve("logs/" + run.name() + ".log"),
                    "READY wss://127.0.0.1:34531 pid=4106 startup_ms=1520\n");
            if (run.loaded() != null) {
                HistogramLog.write(dir.resolve(HistogramLog.name(run.name(), Stage.LOADED)),
                        Map.of("latency", LATENCY, "service", LATENCY, "lag", LAG), 1);
            }
            if (run.profile() != null) {
                STACKS.write(dir.resolve(FoldedStacks.name(run.name())));
                HistogramLog.write(dir.resolve(HistogramLog.name(run.name(), Stage.PROFILE)),
                        Map.of("latency", LATENCY, "service", LATENCY, "lag", LAG), 1);
            }
            if (run.discard() != null) {
                Histogram none = histogram(0, 1);
                HistogramLog.write(dir.resolve(HistogramLog.name(run.name(), Stage.DISCARD)),
                        Map.of("latency", none, "service", none, "lag", LAG), 1);
            }
        }
        folder.write(evidence);
        return evidence;
    }

    static Evidence evidence(boolean partial) {
        Plan plan = plan();
        Environment environment = new Environment("Sample CPU", Map.of("allowed", "0-1"), 1L << 30,
                Map.of("kernel", "6.1", "clock", "2026-11-23T12:00:00Z"), Map.of("open files", "20000"),
                Map.of("vm.swappiness", "60"),
                Map.of("kind", "loopback"),
                Map.of("java_runtime_version", "25+1"), List.of("-Xmx1g"), Map.of("jackson-core", "2"), null, null);
        Evidence.Artefact plain = new Evidence.Artefact("server-plain", List.of(4_000L, 5_000L, 9_000L), false,
                Map.of("server-plain.jar", 100_000L), 50_000_000L, 150, 900);
        Evidence.Artefact netty = new Evidence.Artefact("server-netty", List.of(), true, Map.of(), null, null, null);
        RunRecord first = run(plan.steps().getFirst(), true);
        return new Evidence(Evidence.SCHEMA, plan, environment, Map.of("netty-jdk", "Netty, \"TLS\" by the JDK: µ"),
                Map.of("plain-platform", plain, "netty-jdk", netty),
                List.of("1 of 2 CPUs is busy."), floor(),
                partial ? List.of(first) : List.of(first, run(plan.steps().getLast(), false)),
                List.of(), partial ? Ending.INTERRUPTED : Ending.COMPLETE, 61.5);
    }

    /// Smoke, with windows of 1,000 messages.
    private static Plan plan() {
        Plan smoke = Plan.of(Profile.SMOKE, List.of("plain-platform", "netty-jdk"), 42,
                new Placement("0", "1", IdleCpus.SLEEP, List.of("-Xmx1024m"), Network.LOOPBACK));
        Window window = new Window(100, 10, 1);
        return new Plan(smoke.schema(), smoke.profile(), smoke.seed(), smoke.contenders(), smoke.judged(), 0,
                smoke.metrics(), Map.of(Stage.ARTICLE, new Window(100, 1, 2), Stage.LOADED, window, Stage.DISCARD,
                        window, Stage.PROFILE, window),
                smoke.warmUp(), smoke.gate(), 0, smoke.messageBytes(), smoke.heapMegabytes(), smoke.placement(),
                smoke.compileRuns(), smoke.deadlineSeconds(), null, smoke.steps());
    }

    static RunRecord run(Step step, boolean ok) {
        Ledger ledger = new Ledger(2_000, 2_000, 1_000, 1_000, "0000000000000001", "0000000000000001", 100, 0,
                ok ? Map.of() : Map.of("too-big", 3L));
        return new RunRecord(step.index(), 1, step.contender(), step.stages(), 3.5, 20.25,
                ok ? RunRecord.Outcome.OK : RunRecord.Outcome.FAIL,
                ok ? List.of() : List.of("The server ended by itself."),
                ok ? List.of(Warning.SHARED_CPUS, Warning.NOT_WARM) : List.of(), 500.25,
                List.of("TLSv1.3 TLS_AES_128_GCM_SHA256"), "0", List.of("java", "-jar"),
                List.of(new RunRecord.WarmedUp(4_000, 2.5, 0.019, true)),
                ok ? new RunRecord.ArticleWindow(100, 2, 1L << 26, 1L << 27, 1L << 26, null, 9_000_000L, 115, 120)
                        : null,
                ok ? loaded("/ingest", true) : null, ok ? loaded("/discard", false) : null,
                ok ? new RunRecord.Ceiling(17_000.5, 0.98, 0.7) : null,
                ok ? new RunRecord.Sampled(STACKS.slices(true, 3, 0), STACKS.counts().size(), loaded("/ingest", true))
                        : null,
                ledger, ok ? 0 : 1);
    }

    private static Loaded loaded(String path, boolean acked) {
        RunRecord.@Nullable Latency latency = acked ? HistogramLog.quantiles(LATENCY) : null;
        return new Loaded(path, 100, 1, 1_000, 1_000, 1_000, 1_000_000, 100_000, 50_000, 50_000, 10_000, 0, 400_000,
                new RunRecord.CpuSet(2_000_000, 160_000, 0), 50_000, 1, acked ? 30_000_000L : null,
                acked ? new RunRecord.Pauses(3, 9_000, 4_500) : null, 1, 2, 120,
                500, 10, latency, latency, HistogramLog.quantiles(LAG),
                List.of(new RunRecord.Second(600, 60, 3_000, 60_000, 6_000, 30_000, 0),
                        new RunRecord.Second(400, 40, 2_900, 40_000, 4_000, 20_000, 0)));
    }

    private static Floor floor() {
        Floor.Figure figure = new Floor.Figure(50.5, 49, 52, 34_000.5, true);
        return new Floor(figure, figure, figure, Map.of("jdk", figure));
    }

    private static Histogram histogram(int count, long step) {
        Histogram histogram = new Histogram(60_000_000, 3);
        for (int i = 1; i <= count; i++) {
            histogram.recordValue(i * step);
        }
        return histogram;
    }
}
