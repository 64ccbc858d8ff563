package pudding.bench.stat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.ArticleWindow;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Loaded;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.RunRecord.Second;
import pudding.bench.measure.Warning;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Part;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;

/// Evidence made up for tests of what is derived from it.
public final class Samples {

    public static final List<String> NAMES = List.of("plain-platform", "netty-jdk");

    private Samples() {
    }

    public static Evidence evidence(Profile profile, boolean partial, RunRecord... runs) {
        Evidence.Artefact artefact = new Evidence.Artefact("server-plain", List.of(4_000L, 5_000L, 9_000L), false,
                Map.of("server-plain.jar", 100_000L, "jackson.jar", 2_000_000L), 50_000_000L, 150, 900);
        return new Evidence(Evidence.SCHEMA, plan(profile), environment(), Map.of(), Map.of("plain-platform", artefact),
                List.of(), null, placed(plan(profile), runs), List.of(), partial ? Ending.INTERRUPTED : Ending.COMPLETE,
                61.5);
    }

    public static Environment environment() {
        return new Environment("Sample CPU", Map.of("allowed", "0-1"), 1L << 30,
                Map.of("kernel", "6.1"), Map.of("open files", "20000"), Map.of(), Map.of("kind", "loopback"),
                Map.of("java_runtime_version", "25+1"), List.of(),
                Map.of(),
                "0123456789abcdef", true);
    }

    /// Runs that name no step become, one after the other, the steps of their contender that give figures.
    private static List<RunRecord> placed(Plan plan, RunRecord... runs) {
        Map<String, Iterator<Step>> steps = new HashMap<>();
        return Arrays.stream(runs).map(run -> {
            if (run.index() >= 0) {
                return run;
            }
            Step step = steps.computeIfAbsent(run.contender(), name -> plan.steps().stream()
                    .filter(s -> s.contender().equals(name) && s.part() != Part.PILOT).iterator()).next();
            return run(step.index(), run.contender(), run.outcome(), run.article(), run.loaded(),
                    run.warnings().toArray(Warning[]::new));
        }).toList();
    }

    public static Plan plan(Profile profile) {
        return Plan.of(profile, NAMES, 42,
                new Placement("0", "1", IdleCpus.SLEEP, List.of("-Xmx1024m"), Network.LOOPBACK));
    }

    /// A run of each step of the blocks, whose CPU time per message is `base` for the baseline and `ratio` times that
    /// for the other, with a little noise that is the same in each call.
    public static RunRecord[] blocks(Plan plan, double base, double ratio) {
        Random noise = new Random(1);
        return plan.steps().stream().filter(step -> step.part() == Part.BLOCK)
                .map(step -> {
                    double micros = base * (step.contender().equals(plan.baseline()) ? 1 : ratio)
                            * Math.exp(0.02 * noise.nextGaussian());
                    return run(step.index(), step.contender(), Outcome.OK,
                            article(120_000_000 + noise.nextInt(100_000)),
                            loaded(Math.round(1_000 * micros) + 10_000));
                }).toArray(RunRecord[]::new);
    }

    /// A run of no step yet, whose loaded window took so many CPU µs
    /// for 1,000 messages, 10,000 of them the compiler's.
    public static RunRecord loadedRun(String contender, Outcome outcome, long cpuMicros, Warning... warnings) {
        return run(-1, contender, outcome, null, loaded(cpuMicros), warnings);
    }

    private static RunRecord run(int index, String contender, Outcome outcome, @Nullable ArticleWindow article,
            @Nullable Loaded loaded, Warning... warnings) {
        RunRecord.Ledger ledger = new RunRecord.Ledger(1_000, 1_000, 0, 1_000, "0000000000000001", "0000000000000001",
                100, 0, Map.of());
        return new RunRecord(index, 1, contender, List.of(Stage.LOADED), 1, 20, outcome,
                outcome == Outcome.FAIL ? List.of("The server ended by itself.") : List.of(), List.of(warnings), 500,
                List.of("TLSv1.3 TLS_AES_128_GCM_SHA256"), "0", List.of("java"), List.of(), article, loaded,
                null, null, null, ledger, 0);
    }

    private static ArticleWindow article(long rssBytes) {
        return new ArticleWindow(100, 3, 60_000_000, rssBytes, rssBytes - 9_000_000, 20_000_000L, 10_000_000L, 115,
                130);
    }

    public static Loaded loaded(long cpuMicros) {
        Latency latency = new Latency(100, 1_000, 2_000, 3_000, 4_000, 5_000);
        return loaded(cpuMicros, latency, new RunRecord.CpuSet(2_000_000, cpuMicros + 60_000, 0), List.of());
    }

    /// One second's window of 1,000 messages.
    public static Loaded loaded(long cpuMicros, Latency lag, RunRecord.CpuSet cpuSet, List<Second> perSecond) {
        Latency latency = new Latency(100, 1_000, 2_000, 3_000, 4_000, 5_000);
        return new Loaded("/ingest", 100, 1, 1_000, 1_000, 1_000, 1_000_000, cpuMicros, cpuMicros / 2, cpuMicros / 2,
                10_000, 0, 400_000, cpuSet, 50_000, 1, 30_000_000L, new RunRecord.Pauses(3, 9_000, 4_500), 1, 2, 120,
                500, 10, latency, latency, lag, perSecond);
    }
}
