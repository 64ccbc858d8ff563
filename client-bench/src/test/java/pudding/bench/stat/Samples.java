package pudding.bench.stat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Loaded;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Warning;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.plan.Stage;

/// Evidence made up for tests of what is derived from it.
public final class Samples {

    public static final List<String> NAMES = List.of("plain-platform", "netty-jdk");

    private Samples() {
    }

    public static Evidence evidence(Profile profile, boolean partial, RunRecord... runs) {
        Environment environment = new Environment("Sample CPU", Map.of("allowed", "0-1"), 1L << 30,
                Map.of("kernel", "6.1"), Map.of(), Map.of(), Map.of("java_runtime_version", "25+1"), List.of(),
                Map.of(),
                "0123456789abcdef", true);
        Evidence.Artefact artefact = new Evidence.Artefact("server-plain", List.of(4_000L, 5_000L, 9_000L), false,
                Map.of("server-plain.jar", 100_000L, "jackson.jar", 2_000_000L), 50_000_000L, 150, 900);
        return new Evidence(Evidence.SCHEMA, Plan.of(profile, NAMES, 42), environment, Map.of(),
                Map.of("plain-platform", artefact), List.of(runs), partial, 61.5);
    }

    /// A run whose loaded window took so many CPU µs for 1,000 messages.
    public static RunRecord loadedRun(String contender, Outcome outcome, long cpuMicros, Warning... warnings) {
        return run(contender, outcome, loaded(cpuMicros), null, warnings);
    }

    public static RunRecord clientsRun(String contender, RunRecord.MaxClients maxClients) {
        return run(contender, Outcome.OK, null, maxClients);
    }

    private static RunRecord run(String contender, Outcome outcome, @Nullable Loaded loaded,
            RunRecord.@Nullable MaxClients maxClients, Warning... warnings) {
        RunRecord.Ledger ledger = new RunRecord.Ledger(1_000, 1_000, 0, 1_000, "0000000000000001", "0000000000000001",
                100, 0, Map.of());
        return new RunRecord(0, contender, List.of(Stage.LOADED), outcome,
                outcome == Outcome.OK ? List.of() : List.of("The server ended by itself."), List.of(warnings), 500,
                List.of("TLSv1.3 TLS_AES_128_GCM_SHA256"), "0", List.of("java"), List.of(), null, maxClients, loaded,
                null,
                ledger, 0);
    }

    private static Loaded loaded(long cpuMicros) {
        Latency latency = new Latency(100, 1_000, 2_000, 3_000, 4_000, 5_000);
        return new Loaded("/ingest", 100, 1, 1_000, 1_000, 1_000, cpuMicros, cpuMicros / 2, cpuMicros / 2, 10_000, 0,
                400_000,
                0, 2_000_000, 50_000, 1, 30_000_000L, new RunRecord.Pauses(3, 9_000, 4_500), 1, 2, 120, 500, 10,
                latency,
                latency, latency, List.of());
    }
}
