package pudding.bench.stat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.MachineReadings.Bounds;
import pudding.bench.measure.MachineReadings.ThreadBound;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Ledger;
import pudding.bench.measure.ramp.Attempt;
import pudding.bench.measure.ramp.Attempt.Connecting;
import pudding.bench.measure.ramp.Attempt.Death;
import pudding.bench.measure.ramp.Attempt.Hold;
import pudding.bench.measure.ramp.Attempt.Outcome;
import pudding.bench.measure.ramp.Attempt.Pings;
import pudding.bench.measure.ramp.Attempt.Readings;
import pudding.bench.measure.ramp.Attempt.Shares;
import pudding.bench.measure.ramp.Curve;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.measure.ramp.Slopes;
import pudding.bench.measure.ramp.Starts;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;

/// Ramps made up for tests of what is derived from them.
public final class RampSamples {

    static final Latency LATENCY = new Latency(1_000, 1_000, 2_000, 30_000, 40_000, 50_000);
    static final Shares CALM = new Shares(0.4, 0.01, 0.3, 0);
    static final Readings ROOM = new Readings(40, 5_100, 400, 300_000_000, 60_000_000L, 300, 8L << 30, 0);

    private static final Ledger BALANCED = new Ledger(9, 9, 0, 9, "0000000000000001", "0000000000000001", 1, 0,
            Map.of());

    private RampSamples() {
    }

    public static Bounds bounds() {
        Map<ThreadBound, Long> threads = new EnumMap<>(ThreadBound.class);
        threads.put(ThreadBound.PID_MAX, 32_768L);
        threads.put(ThreadBound.PROCESSES, 96_000L);
        return new Bounds(20_000L, threads, 65_530L, 28_232L, 4_096L, 2_048L);
    }

    public static RampPlan plan() {
        return RampPlan.of(42, Samples.NAMES,
                new Placement("0", "1", IdleCpus.SLEEP, List.of("-Xmx1024m"), Network.LOOPBACK),
                RampPlan.Idle.of(null, 100_000, 30), RampPlan.Sustained.of(null, 100_000, 30, 1, 1_000),
                RampPlan.Curve.usual(),
                RampPlan.Slopes.usual(), RampPlan.Starts.usual());
    }

    public static Attempt held(RampKind kind, int clients, boolean confirmation) {
        return new Attempt(clients, confirmation, confirmation, Outcome.HELD, null, connecting(clients, clients),
                hold(kind, clients, CALM, false), ROOM, BALANCED, null);
    }

    static Attempt refused(int clients, Connecting connecting, @Nullable Hold hold, @Nullable Readings readings,
            @Nullable Death death) {
        return new Attempt(clients, true, false, Outcome.REFUSED, "why", connecting, hold, readings, null, death);
    }

    static Connecting connecting(int wanted, int open, Map<String, Integer> failures, Shares shares) {
        return new Connecting(wanted, open, open, open, failures, 5, 2_000, 9_000, shares);
    }

    private static Connecting connecting(int wanted, int open) {
        return connecting(wanted, open, Map.of(), CALM);
    }

    static Hold hold(RampKind kind, int clients, Shares shares, boolean cutShort) {
        return kind == RampKind.IDLE
                ? new Hold(30, false, Map.of(), 0, 0, 0, 0, 0, null, new Pings(clients, clients, 0, 0, LATENCY), shares)
                : new Hold(30, cutShort, Map.of(), 30L * clients, 30L * clients, 0, 0, 100, LATENCY, null, shares);
    }

    public static RampRun ceiling(String contender, RampKind kind, Attempt... attempts) {
        return new RampRun(contender, kind, 1, 60, List.of("java"), true, true,
                attempts[attempts.length - 1].confirmation(), List.of(), List.of(attempts), null, null, null);
    }

    /// The same of a server that has neither receipts nor counters.
    public static RampRun unproven(RampRun of) {
        return new RampRun(of.contender(), of.kind(), of.began(), of.seconds(), of.command(), false, false,
                of.complete(), of.problems(), of.attempts(), of.curve(), of.slopes(), of.starts());
    }

    public static RampRun curve(String contender) {
        Curve.Point light = point(0.5, 1_000_000);
        return new RampRun(contender, RampKind.CURVE, 1, 60, List.of("java"), true, true, true, List.of(), List.of(),
                new Curve(500, 10_000, List.of(point(0.1, 900), light, point(1.5, 4_000_000)),
                        new Curve.Recovery(point(0.5, 2_500_000), List.of(new Curve.Second(50, 5_000_000),
                                new Curve.Second(50, 2_000_001), new Curve.Second(50, 900_000),
                                new Curve.Second(50, 1)))),
                null, null);
    }

    private static Curve.Point point(double share, long p99Micros) {
        return new Curve.Point(share, share * 10_000, 8, 80_000, 80_000, 80_000, 2, 0, 100,
                new Latency(8_000, 500, 700, p99Micros, p99Micros, p99Micros), 8_000_000, 40_000, 300_000_000, CALM);
    }

    public static RampRun slopes(String contender) {
        List<Slopes.Memory> memory = List.of(memory(1_000), memory(2_000), memory(4_000), memory(8_000));
        return new RampRun(contender, RampKind.SLOPES, 1, 60, List.of("java"), true, true, true, List.of(), List.of(),
                null,
                new Slopes(memory, memory, List.of(new Slopes.Cpu(100, 10_000, 900_000, 10_000, LATENCY, CALM)),
                        List.of(new Slopes.Handshaking("TLSv1.3", true, 5_000, 4_990, Map.of("timeout", 1), 4,
                                3_000_000, 100_000, LATENCY, CALM, true))),
                null);
    }

    public static RampRun starts(String contender) {
        return new RampRun(contender, RampKind.STARTS, 1, 60, List.of("java"), true, true, true, List.of(), List.of(),
                null, null, new Starts(List.of(40.0, 41.0, 39.0), List.of(800.0, 1_000.0, 780.0),
                        List.of(160.0, 150.0, 170.0), 30_000_000L));
    }

    private static Slopes.Memory memory(int connections) {
        return new Slopes.Memory(connections, 100_000_000 + 20_000L * connections, 50_000_000L,
                10_000_000 + 8_000L * connections);
    }

    /// A comparison with these searches.
    static Evidence with(Evidence e, RampRun... searches) {
        return new Evidence(e.schema(), e.plan(), e.environment(), e.descriptions(), e.artefacts(), e.fitness(),
                e.floor(), e.runs(), List.of(searches), e.ending(), e.seconds());
    }

    public static RampEvidence evidence(Ending ending, RampRun... runs) {
        Environment environment = Samples.environment();
        return new RampEvidence(RampEvidence.SCHEMA, plan(), environment, Map.of(),
                List.of("1 of 2 CPUs is busy."), List.of(runs), ending, 61.5);
    }
}
