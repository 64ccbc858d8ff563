package pudding.bench.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that is decided before the first run and never changed after it; written to `plan.json`.
///
/// @param schema          version of this record's form
/// @param profile         its label
/// @param seed            of the order, the payloads and the phases of the schedule
/// @param contenders      names, the baseline first
/// @param judged          those that get a verdict, the baseline first
/// @param halfBlocks      how often each of those is to be run
/// @param metrics         what is judged, and its margins
/// @param windows         the load of each stage
/// @param warmUp          when a server counts as warm
/// @param gate            what voids a run
/// @param maxRepeats      void runs that are made again, at most, in all
/// @param messageBytes    size of each message
/// @param heapMegabytes   heap bound of every JVM contender
/// @param placement       CPUs and flags
/// @param compileRuns     times that each artefact is compiled
/// @param deadlineSeconds the longest that it may take
/// @param ceilings        which ramps follow the runs, the search of the most clients first; null where none do
/// @param steps           the runs, in order
public record Plan(int schema, String profile, long seed, List<String> contenders, List<String> judged, int halfBlocks,
        List<Metric> metrics, Map<Stage, Window> windows, WarmUp warmUp, Gate gate, int maxRepeats,
        int messageBytes, int heapMegabytes, Placement placement, int compileRuns, int deadlineSeconds,
        @Nullable RampPlan ceilings, List<Step> steps) {

    /// The form of plan that this version writes and reads.
    public static final int SCHEMA = 3;

    /// Heap bound of every JVM contender.
    public static final int HEAP_MEGABYTES = 1_024;

    /// Size of each message.
    static final int MESSAGE_BYTES = 10_240;
    private static final int BUILT_IN = 5;
    private static final double MARGIN = 0.15;
    private static final double P99_MARGIN_MILLIS = 0.5;
    /// Start, connections, and stop.
    private static final double OVERHEAD_SECONDS = 3;
    private static final int MOST_CLIENTS = 100_000;
    private static final double HOLD_SECONDS = 30;
    private static final double MAX_P99_MILLIS = 1_000;

    public Plan {
        contenders = List.copyOf(contenders);
        judged = List.copyOf(judged);
        metrics = List.copyOf(metrics);
        windows = Collections.unmodifiableMap(new EnumMap<>(windows));
        steps = List.copyOf(steps);
        for (int i = 0; i < steps.size(); i++) {
            int unitBefore = i == 0 ? -1 : steps.get(i - 1).unit();
            if (steps.get(i).index() != i || steps.get(i).unit() - unitBefore > 1
                    || steps.get(i).unit() < unitBefore) {
                throw new IllegalArgumentException("Step " + i + " of the plan is not in its place.");
            }
        }
    }

    /// Plans a profile for some contenders, the baseline first.
    public static Plan of(Profile profile, List<String> contenders, long seed, Placement placement) {
        return of(profile, contenders, profile.halfBlocks(profile.judged(contenders).size()), seed, placement);
    }

    /// The same with as many half-blocks as are wanted, and with as much more time.
    ///
    /// @param halfBlocks an even number; 0 for a profile without verdicts alone
    public static Plan of(Profile profile, List<String> contenders, int halfBlocks, long seed, Placement placement) {
        List<String> judged = profile.judged(contenders);
        boolean smoke = halfBlocks == 0;
        List<Step> steps = new Order(profile, contenders, judged, halfBlocks, seed).steps();
        long blockRuns = steps.stream().filter(step -> step.part() == Part.BLOCK).count();
        return new Plan(SCHEMA, profile.label(), seed, contenders, judged, halfBlocks,
                smoke ? List.of() : metrics(profile),
                profile.windows(), profile.warmUp(),
                new Gate(0.70, 10_000, 0.99, Gate.MAX_STEAL_SHARE, 0.05, 0.15, !smoke), (int) blockRuns / 4,
                MESSAGE_BYTES,
                HEAP_MEGABYTES, placement, profile.compileRuns(), deadlineSeconds(profile, contenders, halfBlocks),
                profile.ceilings() ? ceilings(profile, seed, contenders, placement) : null, steps);
    }

    /// The profile's, which is for the five built-in contenders, and more for more.
    private static int deadlineSeconds(Profile profile, List<String> contenders, int halfBlocks) {
        int seconds = profile.deadlineSeconds() * Math.max(BUILT_IN, contenders.size()) / BUILT_IN;
        int own = profile.halfBlocks(profile.judged(contenders).size());
        return halfBlocks > own ? seconds * halfBlocks / own : seconds;
    }

    private static List<Metric> metrics(Profile profile) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(new Metric("cpu_less_jit_micros", true, MARGIN, 0));
        if (profile.windows().containsKey(Stage.ARTICLE)) {
            metrics.add(new Metric("memory_bytes", true, MARGIN, 0));
        }
        metrics.add(new Metric("p99_millis", true, MARGIN, P99_MARGIN_MILLIS));
        if (profile.windows().containsKey(Stage.DISCARD)) {
            metrics.add(new Metric("cpu_discard_less_jit_micros", false, MARGIN, 0));
        }
        return metrics;
    }

    /// The same plan for a single run of one contender, which is not judged.
    public Plan alone(String contender) {
        Step step = new Step(0, Part.VALUES, 0, -1, contender, 0, List.of(Stage.LOADED));
        return new Plan(schema, profile, seed, List.of(contender), List.of(), 0, List.of(), windows, warmUp, gate, 0,
                messageBytes, heapMegabytes, placement, compileRuns, deadlineSeconds,
                null, List.of(step));
    }

    private static RampPlan ceilings(Profile profile, long seed, List<String> contenders, Placement placement) {
        boolean everything = profile == Profile.FULL;
        return RampPlan.of(seed, contenders, placement, RampPlan.Idle.of(null, MOST_CLIENTS, HOLD_SECONDS),
                RampPlan.Sustained.of(null, MOST_CLIENTS, HOLD_SECONDS, 1, MAX_P99_MILLIS),
                everything ? RampPlan.Curve.usual() : null, everything ? RampPlan.Slopes.usual() : null, null);
    }

    /// How long the ramps take, as such ramps go; 0 where there are none.
    public double ceilingSeconds() {
        RampPlan plan = ceilings;
        return plan == null ? 0
                : plan.contenders().size() * plan.kinds().stream().mapToDouble(plan::expectedSeconds).sum();
    }

    /// The load of one stage.
    public Window window(Stage stage) {
        Window window = windows.get(stage);
        if (window == null) {
            throw new IllegalArgumentException("The plan has no window for " + stage + ".");
        }
        return window;
    }

    /// Whether figures may be read as more than a sign of life.
    public boolean smoke() {
        return profile.equals(Profile.SMOKE.label());
    }

    /// What every other contender is compared with.
    public String baseline() {
        return contenders.getFirst();
    }

    /// How long a step will take by its windows and bounds, before any was made.
    public double expectedSeconds(Step step) {
        double seconds = OVERHEAD_SECONDS;
        for (Stage stage : step.stages()) {
            seconds += window(stage).seconds();
            seconds += switch (stage) {
                case LOADED -> 0.85 * warmUp.maxSeconds();
                case DISCARD -> 4;
                case CEILING, PROFILE -> 3;
                case ARTICLE -> 2;
            };
        }
        return seconds;
    }
}
