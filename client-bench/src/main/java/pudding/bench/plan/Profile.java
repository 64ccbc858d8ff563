package pudding.bench.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import pudding.contract.UsageException;

/// How long and how often to measure.
// The lists and maps are of the immutable kind, which their types do not tell.
@SuppressWarnings("ImmutableEnumChecker")
public enum Profile {

    /// Every contender once through everything: shows that it all works.
    SMOKE(90, 0, List.of(
            new Round(1, List.of(Stage.ARTICLE, Stage.LOADED, Stage.DISCARD))),
            Map.of(
                    Stage.ARTICLE, new Window(100, 1, 2),
                    Stage.LOADED, new Window(100, 20, 2.5),
                    Stage.DISCARD, new Window(100, 20, 1.5)),
            new WarmUp(4_000, 5_000, 0.02, 0.03, 2)),

    /// Figures with a spread.
    QUICK(720, 5, List.of(
            new Round(1, List.of(Stage.ARTICLE)),
            new Round(1, List.of(Stage.LOADED, Stage.MAX_CLIENTS)),
            new Round(2, List.of(Stage.LOADED)),
            new Round(1, List.of(Stage.DISCARD))),
            Map.of(
                    Stage.ARTICLE, new Window(100, 1, 30),
                    Stage.MAX_CLIENTS, new Window(2_000, 1, 6),
                    Stage.LOADED, new Window(100, 20, 6),
                    Stage.DISCARD, new Window(100, 20, 4)),
            new WarmUp(5_000, 30_000, 0.02, 0.03, 12)),

    /// The article's own five minutes.
    ARTICLE(9_000, 5, List.of(
            new Round(3, List.of(Stage.ARTICLE)),
            new Round(2, List.of(Stage.LOADED, Stage.MAX_CLIENTS)),
            new Round(4, List.of(Stage.LOADED)),
            new Round(3, List.of(Stage.DISCARD))),
            Map.of(
                    Stage.ARTICLE, new Window(100, 1, 300),
                    Stage.MAX_CLIENTS, new Window(8_000, 1, 30),
                    Stage.LOADED, new Window(100, 20, 20),
                    Stage.DISCARD, new Window(100, 20, 10)),
            new WarmUp(4_000, 100_000, 0.02, 0.03, 40)),

    /// Everything, often.
    FULL(14_400, 5, List.of(
            new Round(6, List.of(Stage.ARTICLE)),
            new Round(2, List.of(Stage.LOADED, Stage.MAX_CLIENTS)),
            new Round(10, List.of(Stage.LOADED)),
            new Round(6, List.of(Stage.DISCARD))),
            Map.of(
                    Stage.ARTICLE, new Window(100, 1, 60),
                    Stage.MAX_CLIENTS, new Window(8_000, 1, 30),
                    Stage.LOADED, new Window(100, 20, 20),
                    Stage.DISCARD, new Window(100, 20, 10)),
            new WarmUp(4_000, 100_000, 0.02, 0.03, 40));

    private final int budgetSeconds;
    private final int compileRuns;
    private final List<Round> rounds;
    private final Map<Stage, Window> windows;
    private final WarmUp warmUp;

    Profile(int budgetSeconds, int compileRuns, List<Round> rounds, Map<Stage, Window> windows, WarmUp warmUp) {
        this.budgetSeconds = budgetSeconds;
        this.compileRuns = compileRuns;
        this.rounds = rounds;
        this.windows = windows;
        this.warmUp = warmUp;
    }

    /// Runs of one kind.
    ///
    /// @param repeats runs of each contender
    /// @param stages  what each run goes through
    public record Round(int repeats, List<Stage> stages) {
    }

    /// The profile of that name in lower case.
    ///
    /// @throws UsageException with one sentence, when there is none
    public static Profile named(String name) throws UsageException {
        for (Profile profile : values()) {
            if (profile.label().equals(name)) {
                return profile;
            }
        }
        throw new UsageException("There is no profile " + name + "; there are "
                + Arrays.stream(values()).map(Profile::label).collect(Collectors.joining(", ")) + ".");
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The longest that a comparison of the five built-in contenders may take, once everything is built, in
    /// seconds.
    public int budgetSeconds() {
        return budgetSeconds;
    }

    /// Times that each artefact is compiled; 0 takes the launcher's last build and links no run-time image.
    public int compileRuns() {
        return compileRuns;
    }

    public List<Round> rounds() {
        return rounds;
    }

    public Map<Stage, Window> windows() {
        return windows;
    }

    public WarmUp warmUp() {
        return warmUp;
    }
}
