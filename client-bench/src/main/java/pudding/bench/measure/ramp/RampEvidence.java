package pudding.bench.measure.ramp;

import java.util.List;
import java.util.Map;
import pudding.bench.measure.Campaign;
import pudding.bench.measure.Environment;
import pudding.bench.plan.RampPlan;

/// All that a ramp saw, from which every figure is derived; written to `ramp.json`.
///
/// @param schema       version of this record's form
/// @param plan         what was looked for
/// @param environment  where
/// @param descriptions one line on each contender
/// @param fitness      what of the machine stood against measuring on it, a sentence each
/// @param runs         of each contender and kind, in order
/// @param ending       why it ended, or that it has not
/// @param seconds      how long it took
public record RampEvidence(int schema, RampPlan plan, Environment environment, Map<String, String> descriptions,
        List<String> fitness, List<RampRun> runs, Campaign.Ending ending, double seconds) {

    /// The form of evidence that this version writes and reads.
    public static final int SCHEMA = 1;

    public RampEvidence {
        fitness = List.copyOf(fitness);
        runs = List.copyOf(runs);
    }

    /// Whether something that was planned is missing.
    public boolean partial() {
        return ending != Campaign.Ending.COMPLETE;
    }
}
