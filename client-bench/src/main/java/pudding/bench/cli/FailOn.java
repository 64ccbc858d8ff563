package pudding.bench.cli;

import java.util.Locale;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.stat.Overall;
import pudding.bench.stat.Verdicts;

/// What makes `compare` end with status 1 although every run was made.
enum FailOn {
    /// A judged contender differs in practice from the baseline.
    DIFFERENT,
    /// A judged contender neither differs nor is the same.
    OPEN,
    /// A run was void.
    VOID,
    /// Runs of the plan are missing.
    PARTIAL;

    /// Whether it can only hold where contenders are judged.
    boolean needsVerdicts() {
        return this == DIFFERENT || this == OPEN;
    }

    /// Whether it holds for a comparison.
    boolean holds(Evidence evidence, Verdicts verdicts) {
        return switch (this) {
            case DIFFERENT -> any(evidence, verdicts, Overall.DIFFERENT);
            case OPEN -> any(evidence, verdicts, Overall.OPEN);
            case VOID -> evidence.runs().stream().anyMatch(run -> run.outcome() == RunRecord.Outcome.INVALID);
            case PARTIAL -> evidence.partial();
        };
    }

    private static boolean any(Evidence evidence, Verdicts verdicts, Overall overall) {
        return evidence.plan().judged().stream().filter(name -> !name.equals(verdicts.baseline()))
                .anyMatch(name -> verdicts.overall(name) == overall);
    }

    /// As on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
