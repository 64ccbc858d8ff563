package pudding.bench.measure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.floor.Floor;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.plan.Plan;

/// All that a comparison saw, from which every figure is derived; written to `evidence.json`.
///
/// @param schema      version of this record's form
/// @param plan        what was to be measured
/// @param environment where it was measured
/// @param descriptions one line on each contender
/// @param artefacts   what each contender is made of
/// @param fitness     what of the machine stood against measuring on it, a sentence each
/// @param floor       what a message costs at least; null where it was not measured
/// @param runs        the runs that were made, in order
/// @param ceilings    the ramps after the runs, in order; empty where the plan has none
/// @param ending      why it ended, or that it has not
/// @param seconds     how long it took
public record Evidence(int schema, Plan plan, Environment environment, Map<String, String> descriptions,
        Map<String, Artefact> artefacts, List<String> fitness, @Nullable Floor floor, List<RunRecord> runs,
        List<RampRun> ceilings, Campaign.Ending ending, double seconds) {

    /// The form of evidence that this version writes and reads.
    public static final int SCHEMA = 3;

    /// Whether runs of the plan are missing.
    public boolean partial() {
        return ending != Campaign.Ending.COMPLETE;
    }

    /// What a contender is made of.
    ///
    /// @param name           of the artefact; contenders of one artefact share its compile times
    /// @param compileMillis  each compilation's time
    /// @param launcherBuild  whether that is the launcher's one build of everything instead
    /// @param shippedBytes   each file that must be shipped on this platform
    /// @param imageBytes     a run-time image with it; null where none was linked
    /// @param handlerLines   lines of code that say what is done with a connection and a message
    /// @param protocolLines  lines of code for HTTP, WebSocket and TLS that a framework would own
    public record Artefact(String name, List<Long> compileMillis, boolean launcherBuild,
            Map<String, Long> shippedBytes, @Nullable Long imageBytes, @Nullable Integer handlerLines,
            @Nullable Integer protocolLines) {
    }
}
