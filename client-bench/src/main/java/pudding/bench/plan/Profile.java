package pudding.bench.plan;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import pudding.contract.UsageException;

/// How long and how often to measure.
// The lists and maps are of the immutable kind, which their types do not tell.
@SuppressWarnings("ImmutableEnumChecker")
public enum Profile {

    /// Every contender once through everything: shows that it all works.
    SMOKE(90, 0, Blocks.NONE, List.of(new Round(1, false, List.of(Stage.ARTICLE, Stage.LOADED, Stage.DISCARD))),
            Map.of(
                    Stage.ARTICLE, new Window(100, 1, 2),
                    Stage.LOADED, new Window(100, 20, 2.5),
                    Stage.DISCARD, new Window(100, 20, 1.5)),
            new WarmUp(4_000, 3_000, 5_000, 0.02, 0.03, 0.05, 2)),

    /// Verdicts for three contenders, figures for the others.
    QUICK(720, 1, new Blocks(3, 4, 18, 3, Blocks.ALL, List.of(Stage.ARTICLE, Stage.LOADED)),
            List.of(new Round(1, true, List.of(Stage.ARTICLE, Stage.LOADED, Stage.DISCARD))),
            Map.of(
                    Stage.ARTICLE, new Window(100, 1, 3),
                    Stage.LOADED, new Window(100, 20, 5),
                    Stage.DISCARD, new Window(100, 20, 4),
                    Stage.CEILING, new Window(100, 1_000, 3),
                    Stage.PROFILE, new Window(100, 40, 5)),
            new WarmUp(5_000, 22_000, 30_000, 0.02, 0.03, 0.05, 14)),

    /// The article's own five minutes.
    ARTICLE(16_200, 5, new Blocks(3, 4, 0, Integer.MAX_VALUE, Blocks.ALL, Blocks.ALL),
            List.of(),
            Map.of(
                    Stage.ARTICLE, new Window(100, 1, 300),
                    Stage.LOADED, new Window(100, 20, 20),
                    Stage.DISCARD, new Window(100, 20, 10),
                    Stage.CEILING, new Window(100, 1_000, 5),
                    Stage.PROFILE, new Window(100, 40, 20)),
            new WarmUp(4_000, 80_000, 100_000, 0.02, 0.03, 0.05, 60)),

    /// Everything, often.
    FULL(18_000, 5, new Blocks(3, 10, 0, Integer.MAX_VALUE, Blocks.ALL, Blocks.ALL),
            List.of(),
            Map.of(
                    Stage.ARTICLE, new Window(100, 1, 30),
                    Stage.LOADED, new Window(100, 20, 20),
                    Stage.DISCARD, new Window(100, 20, 10),
                    Stage.CEILING, new Window(100, 1_000, 5),
                    Stage.PROFILE, new Window(100, 40, 20)),
            new WarmUp(4_000, 80_000, 100_000, 0.02, 0.03, 0.05, 60)),

    /// Verdicts on CPU and latency alone, for the harness to show that it can tell; not for publishing.
    SELFTEST(600, 0, new Blocks(1, 4, 0, Integer.MAX_VALUE, Blocks.LOADED, Blocks.LOADED), List.of(),
            Map.of(Stage.LOADED, new Window(100, 20, 5)),
            new WarmUp(5_000, 18_000, 24_000, 0.02, 0.03, 0.05, 14)),

    /// Verdicts on two builds of one server, for `pudding ci`.
    CI(600, 0, new Blocks(1, 6, 0, 2, Blocks.ALL, List.of(Stage.ARTICLE, Stage.LOADED)), List.of(),
            Map.of(
                    Stage.ARTICLE, new Window(100, 1, 2),
                    Stage.LOADED, new Window(100, 20, 5),
                    Stage.DISCARD, new Window(100, 20, 3)),
            new WarmUp(5_000, 18_000, 24_000, 0.02, 0.03, 0.05, 14));

    private static final List<Profile> OFFERED = List.of(SMOKE, QUICK, ARTICLE, FULL);

    /// Judged first where time allows but some.
    private static final List<String> PREFERRED = List.of("plain-platform", "plain-virtual", "netty-jdk");

    private final int deadlineSeconds;
    private final int compileRuns;
    private final Blocks blocks;
    private final List<Round> rounds;
    private final Map<Stage, Window> windows;
    private final WarmUp warmUp;

    Profile(int deadlineSeconds, int compileRuns, Blocks blocks, List<Round> rounds, Map<Stage, Window> windows,
            WarmUp warmUp) {
        this.deadlineSeconds = deadlineSeconds;
        this.compileRuns = compileRuns;
        this.blocks = blocks;
        this.rounds = rounds;
        this.windows = windows;
        this.warmUp = warmUp;
    }

    /// The runs that are judged.
    ///
    /// @param pilotRuns       runs of the baseline before them; they warm the generator too
    /// @param leastHalfBlocks at least so many half-blocks; 0 for none
    /// @param runs            as many half-blocks as fill so many runs, if that is more
    /// @param mostContenders  how many contenders are judged, the baseline included
    /// @param stages          what each run goes through
    /// @param secondStages    what the second run of the baseline in a half-block goes through
    record Blocks(int pilotRuns, int leastHalfBlocks, int runs, int mostContenders, List<Stage> stages,
            List<Stage> secondStages) {

        static final List<Stage> ALL = List.of(Stage.ARTICLE, Stage.LOADED, Stage.DISCARD);
        static final List<Stage> LOADED = List.of(Stage.LOADED);
        static final Blocks NONE = new Blocks(0, 0, 0, 0, List.of(), List.of());
    }

    /// Runs of one kind, for figures without a verdict.
    ///
    /// @param repeats      runs of each contender
    /// @param onlyUnjudged whether contenders that are judged are left out: their blocks give the same figures
    /// @param stages       what each run goes through
    public record Round(int repeats, boolean onlyUnjudged, List<Stage> stages) {
    }

    /// The profile of that name in lower case, if it is one for users.
    ///
    /// @throws UsageException with one sentence, when there is none
    public static Profile named(String name) throws UsageException {
        return Labels.named(name, OFFERED, Profile::label, "There is no profile " + name);
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The longest that a comparison of the five built-in contenders (`ci`: of two builds) may take, once everything
    /// is built, in seconds.
    public int deadlineSeconds() {
        return deadlineSeconds;
    }

    /// Times that each artefact is compiled; 0 takes the launcher's last build and links no run-time image.
    public int compileRuns() {
        return compileRuns;
    }

    /// Whether ramps follow the runs.
    boolean ceilings() {
        return this == ARTICLE || this == FULL;
    }

    /// The contenders that get a verdict, the baseline first; none in a profile without blocks.
    List<String> judged(List<String> contenders) {
        if (blocks.leastHalfBlocks() == 0) {
            return List.of();
        }
        if (contenders.size() <= blocks.mostContenders()) {
            return contenders;
        }
        List<String> preferred = contenders.containsAll(PREFERRED) ? PREFERRED : contenders;
        String baseline = contenders.getFirst();
        return Stream.concat(Stream.of(baseline), preferred.stream().filter(n -> !n.equals(baseline)))
                .limit(blocks.mostContenders()).toList();
    }

    /// Half-blocks for so many judged contenders; even, so that each has its mirror image.
    int halfBlocks(int judged) {
        return judged == 0 ? 0 : Math.max(blocks.leastHalfBlocks(), blocks.runs() / (judged + 1) / 2 * 2);
    }

    Blocks blocks() {
        return blocks;
    }

    List<Round> rounds() {
        return rounds;
    }

    public Map<Stage, Window> windows() {
        return windows;
    }

    public WarmUp warmUp() {
        return warmUp;
    }
}
