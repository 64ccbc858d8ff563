package pudding.bench.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Everything that is decided before the first run; written to `plan.json`.
///
/// @param schema        version of this record's form
/// @param profile       its label
/// @param seed          of the order, the payloads and the phases of the schedule
/// @param contenders    names, the baseline first
/// @param windows       the load of each stage
/// @param warmUp        when a server counts as warm
/// @param messageBytes  size of each message
/// @param heapMegabytes heap bound of every JVM contender
/// @param compileRuns   times that each artefact is compiled
/// @param budgetSeconds the longest that it may take
/// @param steps         the runs, in order
public record Plan(int schema, String profile, long seed, List<String> contenders, Map<Stage, Window> windows,
        WarmUp warmUp, int messageBytes, int heapMegabytes, int compileRuns, int budgetSeconds, List<Step> steps) {

    /// The form of plan that this version writes and reads.
    public static final int SCHEMA = 1;

    private static final int MESSAGE_BYTES = 10_240;
    private static final int HEAP_MEGABYTES = 1_024;

    public Plan {
        contenders = List.copyOf(contenders);
        windows = Collections.unmodifiableMap(new EnumMap<>(windows));
        steps = List.copyOf(steps);
    }

    /// Plans a profile for some contenders.
    ///
    /// Runs of one kind are interleaved: a half-block holds every contender once, in random order, and the
    /// half-block after it is its mirror image, so that a drift of the machine meets all alike.
    public static Plan of(Profile profile, List<String> contenders, long seed) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        for (Profile.Round round : profile.rounds()) {
            List<String> order = new ArrayList<>(contenders);
            for (int i = 0; i < round.repeats(); i++) {
                if (i % 2 == 0) {
                    Collections.shuffle(order, random);
                } else {
                    Collections.reverse(order);
                }
                for (String contender : order) {
                    steps.add(new Step(steps.size(), contender, round.stages()));
                }
            }
        }
        return new Plan(SCHEMA, profile.label(), seed, contenders, profile.windows(), profile.warmUp(),
                MESSAGE_BYTES, HEAP_MEGABYTES, profile.compileRuns(), profile.budgetSeconds(), steps);
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
}
