package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.FoldedStacks;
import pudding.bench.measure.HistogramLog;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Loaded;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Slices;
import pudding.bench.measure.Warning;
import pudding.bench.measure.WindowGate;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;
import pudding.bench.plan.Window;

/// Something in a run's record that follows from the rest of it, or from the files beside it.
@FunctionalInterface
interface RunCheck {

    /// All checks, in the order in which a run goes through them.
    List<RunCheck> ALL =
            List.of(RunCheck::step, RunCheck::outcome, RunCheck::gate, RunCheck::windows, RunCheck::seconds,
                    RunCheck::quantiles, RunCheck::slices);

    /// Part of a window's CPU time that falls into its rows at least. It is all of it now; evidence of before has no
    /// row for what came after the last second.
    double MEASURED_IN_SECONDS = 0.8;

    /// Where a run's record is.
    ///
    /// @param dir  the comparison's folder
    /// @param plan the comparison's
    /// @param name of the run, as messages name it
    record Place(Path dir, Plan plan, String name) {

        DifferenceException wrong(String sentence) {
            return new DifferenceException(ResultFolder.EVIDENCE + ": " + name + sentence);
        }

        /// A file beside the evidence, which is there.
        String required(String file) throws DifferenceException {
            if (!Files.exists(dir.resolve(file))) {
                throw new DifferenceException(file + " is missing, and " + ResultFolder.EVIDENCE + " has its figures.");
            }
            return file;
        }
    }

    /// Checks one run.
    ///
    /// @return figures that were computed again
    /// @throws DifferenceException for the first that differs
    int check(Place place, RunRecord run) throws IOException, DifferenceException;

    /// A run is a step of the plan.
    private static int step(Place place, RunRecord run) throws DifferenceException {
        List<Step> steps = place.plan().steps();
        Step step = run.index() >= 0 && run.index() < steps.size() ? steps.get(run.index()) : null;
        if (step == null || !step.contender().equals(run.contender()) || !step.stages().equals(run.stages())) {
            throw place.wrong(" is not a step of the plan.");
        }
        if (run.contender().contains("/")) {
            // Files are called by it, and would lie elsewhere.
            throw place.wrong(".contender is no contender's name.");
        }
        return 0;
    }

    /// A run fails when, and only when, there is a problem; books that do not balance are one.
    private static int outcome(Place place, RunRecord run) throws DifferenceException {
        if ((run.outcome() == Outcome.FAIL) == run.problems().isEmpty()) {
            throw place.wrong(" has the outcome " + run.outcome() + " and " + run.problems().size() + " problems.");
        }
        RunRecord.Ledger ledger = run.ledger();
        if (run.outcome() != Outcome.FAIL && ledger != null && !ledger.balances()) {
            throw place.wrong(" has the outcome " + run.outcome() + " and a ledger that does not balance.");
        }
        return 0;
    }

    /// The windows' warnings are those that the plan's gate gives, and a run is void when, and only when, one of its
    /// warnings voids and nothing failed.
    private static int gate(Place place, RunRecord run) throws DifferenceException {
        Set<Warning> due = WindowGate.ofRun(run.loaded(), run.discard(), place.plan().gate());
        for (Warning warning : WindowGate.WARNINGS) {
            if (due.contains(warning) != run.warnings().contains(warning)) {
                throw place.wrong((due.contains(warning) ? " lacks" : " has") + " the warning " + warning
                        + ", and its figures say otherwise.");
            }
        }
        boolean voided = WindowGate.voids(run.warnings(), place.plan().gate());
        if (run.outcome() != Outcome.FAIL && voided != (run.outcome() == Outcome.INVALID)) {
            throw place.wrong(" has the outcome " + run.outcome() + " and the warnings " + run.warnings() + ".");
        }
        return due.size();
    }

    /// A window has the plan's load, and took the CPU time of its seconds, but for the moments before and after.
    private static int windows(Place place, RunRecord run) throws DifferenceException {
        for (Map.Entry<Stage, Loaded> entry : windows(run).entrySet()) {
            Loaded window = entry.getValue();
            Window due = place.plan().window(entry.getKey());
            String member = "." + member(entry.getKey());
            if (window.clients() != due.clients()
                    || Math.abs(window.due() - due.messagesPerSecond() * due.seconds()) > due.clients()) {
                throw place.wrong(member + " is not of the load that is planned.");
            }
            long cpu = window.perSecond().stream().mapToLong(RunRecord.Second::serverMicros).sum();
            if (cpu > window.cpuMicros() || cpu < MEASURED_IN_SECONDS * window.cpuMicros()) {
                throw place.wrong(member + ".cpuMicros is " + window.cpuMicros() + ", and the seconds have " + cpu
                        + ".");
            }
        }
        return windows(run).size();
    }

    /// What was sent in a window is what was sent in its seconds.
    private static int seconds(Place place, RunRecord run) throws DifferenceException {
        for (Map.Entry<Stage, Loaded> window : windows(run).entrySet()) {
            Loaded loaded = window.getValue();
            long sent = loaded.perSecond().stream().mapToLong(RunRecord.Second::sent).sum();
            if (sent != loaded.sent()) {
                throw place.wrong("." + member(window.getKey()) + ".sent is " + loaded.sent()
                        + ", and the seconds have " + sent + ".");
            }
        }
        return windows(run).size();
    }

    /// A window's quantiles are those of its histograms.
    private static int quantiles(Place place, RunRecord run) throws IOException, DifferenceException {
        int figures = 0;
        for (Map.Entry<Stage, Loaded> window : windows(run).entrySet()) {
            String file = place.required(HistogramLog.name(run.name(), window.getKey()));
            Map<String, Histogram> histograms;
            try {
                histograms = HistogramLog.read(place.dir().resolve(file));
            } catch (IOException e) {
                throw new DifferenceException(file + " is no log of histograms.");
            }
            Loaded loaded = window.getValue();
            String member = "." + member(window.getKey()) + ".";
            figures += same(place, member + HistogramLog.LATENCY, loaded.latency(),
                    quantiles(histograms, HistogramLog.LATENCY), file);
            figures += same(place, member + HistogramLog.SERVICE, loaded.service(),
                    quantiles(histograms, HistogramLog.SERVICE), file);
            figures += same(place, member + HistogramLog.LAG, loaded.lag(), quantiles(histograms, HistogramLog.LAG),
                    file);
        }
        return figures;
    }

    /// Nothing was acknowledged where a histogram is empty: the evidence has no figures then.
    private static @Nullable Latency quantiles(Map<String, Histogram> histograms, String tag) {
        Histogram histogram = histograms.get(tag);
        return histogram == null || histogram.getTotalCount() == 0 ? null : HistogramLog.quantiles(histogram);
    }

    private static int same(Place place, String member, @Nullable Latency found, @Nullable Latency due, String file)
            throws DifferenceException {
        if (found == null && due == null) {
            return 0;
        }
        if (found == null || due == null) {
            throw place.wrong(member + " is " + (found == null ? "null" : "not null") + ", and " + file + " holds "
                    + (due == null ? "nothing" : due.count() + " values") + " for it.");
        }
        Map<String, Long> figures = figures(found);
        for (Map.Entry<String, Long> figure : figures(due).entrySet()) {
            Long value = figures.get(figure.getKey());
            if (!figure.getValue().equals(value)) {
                throw place.wrong(member + "." + figure.getKey() + " is " + value + ", and " + file + " gives "
                        + figure.getValue() + ".");
            }
        }
        return figures.size();
    }

    private static Map<String, Long> figures(Latency latency) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("count", latency.count());
        figures.put("p50", latency.p50());
        figures.put("p90", latency.p90());
        figures.put("p99", latency.p99());
        figures.put("p999", latency.p999());
        figures.put("max", latency.max());
        return figures;
    }

    /// A profile's slices are those of its stacks. Evidence of before stacks were kept has none.
    private static int slices(Place place, RunRecord run) throws IOException, DifferenceException {
        RunRecord.Sampled profile = run.profile();
        String file = FoldedStacks.name(run.name());
        if (profile == null || profile.stacks() == null) {
            if (Files.exists(place.dir().resolve(file))) {
                throw place.wrong(" has no stacks, and " + file + " has some.");
            }
            return 0;
        }
        place.required(file);
        FoldedStacks stacks;
        try {
            stacks = FoldedStacks.read(place.dir().resolve(file));
        } catch (IOException e) {
            throw new DifferenceException(file + " holds no folded stacks.");
        }
        Slices slices = profile.slices();
        Slices due = stacks.slices(slices.cpuTime(), slices.failed(), slices.lost());
        if (profile.stacks() != stacks.counts().size() || !slices.equals(due)) {
            throw place.wrong(".profile has " + profile.stacks() + " stacks in the slices " + slices.samples()
                    + ", " + slices.hottest() + ", and " + file + " gives " + stacks.counts().size() + " in "
                    + due.samples() + ", " + due.hottest() + ".");
        }
        return slices.samples().size() + slices.hottest().size() + 1;
    }

    /// The windows whose histograms are kept.
    private static Map<Stage, Loaded> windows(RunRecord run) {
        Map<Stage, Loaded> windows = new EnumMap<>(Stage.class);
        if (run.loaded() != null) {
            windows.put(Stage.LOADED, run.loaded());
        }
        if (run.discard() != null) {
            windows.put(Stage.DISCARD, run.discard());
        }
        if (run.profile() != null) {
            windows.put(Stage.PROFILE, run.profile().window());
        }
        return windows;
    }

    private static String member(Stage stage) {
        return switch (stage) {
            case DISCARD -> "discard";
            case PROFILE -> "profile.window";
            default -> "loaded";
        };
    }
}
