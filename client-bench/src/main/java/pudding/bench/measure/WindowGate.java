package pudding.bench.measure;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.RunRecord.Loaded;
import pudding.bench.measure.RunRecord.Second;
import pudding.bench.plan.Gate;

/// Holds a loaded window against the plan's gate: a pure function, so that anyone can do it again from the evidence.
///
/// The article's window is not gated: what is read there is memory, not time.
public final class WindowGate {

    /// All that it can say of a run.
    public static final Set<Warning> WARNINGS = Collections.unmodifiableSet(EnumSet.of(Warning.GENERATOR_BUSY,
            Warning.SCHEDULE_LAG, Warning.RATE_MISSED, Warning.HOST_STEAL, Warning.OTHER_LOAD, Warning.DRIFT,
            Warning.DISCARD_VOID));

    /// Seconds of each half of a window below which a drift cannot be told from the clock's grain.
    private static final int LEAST_SECONDS_PER_HALF = 2;

    private WindowGate() {
    }

    /// What it says of a run's windows. The one without JSON only gives up its own figure.
    ///
    /// @param loaded  null where the run has none
    /// @param discard null likewise
    public static Set<Warning> ofRun(@Nullable Loaded loaded, @Nullable Loaded discard, Gate gate) {
        Set<Warning> warnings = loaded == null ? EnumSet.noneOf(Warning.class) : warnings(loaded, gate);
        if (discard != null && gate.voids() && !warnings(discard, gate).isEmpty()) {
            warnings.add(Warning.DISCARD_VOID);
        }
        return warnings;
    }

    /// Whether a run with these warnings is void, unless it failed.
    public static boolean voids(Collection<Warning> warnings, Gate gate) {
        return warnings.contains(Warning.INTERRUPTED) || (gate.voids() && warnings.stream().anyMatch(Warning::voids));
    }

    /// What the window did not keep to.
    static Set<Warning> warnings(Loaded window, Gate gate) {
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        if (generatorShare(window) > gate.generatorShare()) {
            warnings.add(Warning.GENERATOR_BUSY);
        }
        if (window.lag().p99() > gate.lagP99Micros()) {
            warnings.add(Warning.SCHEDULE_LAG);
        }
        if (window.sent() < gate.sentShare() * window.due()) {
            warnings.add(Warning.RATE_MISSED);
        }
        RunRecord.CpuSet cpus = window.cpuSet();
        if (cpus.stealMicros() > gate.stealShare() * cpus.totalMicros()) {
            warnings.add(Warning.HOST_STEAL);
        }
        if (cpus.busyMicros() - window.cpuMicros() - window.generatorMicros() > gate.otherShare()
                * cpus.totalMicros()) {
            warnings.add(Warning.OTHER_LOAD);
        }
        if (drift(window.perSecond()) > gate.drift()) {
            warnings.add(Warning.DRIFT);
        }
        return warnings;
    }

    /// The generator's CPU time as a share of its CPU set.
    static double generatorShare(Loaded window) {
        return window.generatorMicros() / (window.elapsedMicros() * (double) window.generatorCpus());
    }

    /// How far CPU per message, less the JIT's, differs between the halves of a window: the larger over the smaller,
    /// less 1; 0 where the window is too short to tell. The last row, of the drain, belongs to neither.
    static double drift(List<Second> rows) {
        long most = rows.stream().mapToLong(Second::sent).max().orElse(0);
        List<Second> full = rows.stream().filter(second -> second.sent() > most / 2).toList();
        int half = full.size() / 2;
        if (half < LEAST_SECONDS_PER_HALF) {
            return 0;
        }
        double first = microsPerMessage(full.subList(0, half));
        double second = microsPerMessage(full.subList(full.size() - half, full.size()));
        return first <= 0 || second <= 0 ? 0 : Math.max(first, second) / Math.min(first, second) - 1;
    }

    private static double microsPerMessage(List<Second> rows) {
        return rows.stream().mapToLong(row -> row.serverMicros() - row.jitMicros()).sum()
                / (double) rows.stream().mapToLong(Second::sent).sum();
    }
}
