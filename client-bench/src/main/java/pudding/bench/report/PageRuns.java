package pudding.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.HistogramLog;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Loaded;
import pudding.bench.measure.Warning;
import pudding.bench.plan.Part;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;
import pudding.bench.stat.Unit;

/// The part of a page that shows every run, those that failed or are void among them, with links into the evidence.
final class PageRuns {

    private static final List<String> HEAD = List.of("run", "contender", "for", "began, s", "took, s", "outcome",
            "CPU less JIT, µs", "p99, ms", "warnings and problems", "files");
    private static final List<String> WORDS = List.of("run", "contender", "for", "outcome", "warnings and problems",
            "files");

    private PageRuns() {
    }

    static Html of(Evidence evidence) {
        Html html = new Html()
                .open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", "Every run")
                .open("table", "data-sorts", "rows", "class", "runs").open("thead").open("tr");
        HEAD.forEach(head -> html.element("th", head, "scope", "col", "class", kind(head)));
        html.close("tr").close("thead").open("tbody");
        evidence.runs().forEach(run -> html.part(row(run, evidence.plan())));
        return html.close("tbody").close("table").close("div");
    }

    private static Html row(RunRecord run, Plan plan) {
        Loaded loaded = run.loaded();
        Latency latency = loaded == null ? null : loaded.latency();
        Html html = new Html().open("tr", "class", run.outcome().name().toLowerCase(Locale.ROOT))
                .element("th", String.format(Locale.ROOT, "%03d%s", run.index(),
                        run.attempt() == 1 ? "" : ", attempt " + run.attempt()), "scope", "row")
                .element("td", run.contender(), "class", "words")
                .element("td", purpose(plan.steps().get(run.index())), "class", "words")
                .element("td", Format.number(run.began(), Unit.SECONDS), "class", "num")
                .element("td", Format.number(run.seconds(), Unit.SECONDS), "class", "num")
                .element("td", outcome(run.outcome()), "class", "words outcome")
                .element("td", loaded == null ? "n/a" : Format.number(loaded.microsLessJit(), Unit.MICROS), "class",
                        "num")
                .element("td", latency == null ? "n/a" : Format.number(latency.p99() / 1e3, Unit.MILLIS),
                        "class", "num")
                .element("td", remarks(run), "class", "words").open("td", "class", "words files");
        files(run).forEach((name, file) -> html.element("a", name, "href", file));
        return html.close("td").close("tr");
    }

    private static String kind(String head) {
        return WORDS.contains(head) ? "words" : "num";
    }

    private static String purpose(Step step) {
        return step.part() == Part.BLOCK
                ? "half-block " + (step.halfBlock() + 1) + (step.slot() == 1 ? ", A/A" : "")
                : step.part().name().toLowerCase(Locale.ROOT);
    }

    private static String outcome(RunRecord.Outcome outcome) {
        return switch (outcome) {
            case OK -> "✓ OK";
            case INVALID -> "○ INVALID";
            case FAIL -> "✕ FAIL";
        };
    }

    private static String remarks(RunRecord run) {
        return String.join("; ", Stream.concat(run.problems().stream(), run.warnings().stream().map(Warning::sentence))
                .toList());
    }

    /// What lies beside the page, by what it is called there.
    private static Map<String, String> files(RunRecord run) {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        // Not the file: a published folder has its logs compressed, under another name.
        files.put("logs", "logs/");
        histogram(files, "loaded", run.loaded(), run, Stage.LOADED);
        histogram(files, "discard", run.discard(), run, Stage.DISCARD);
        histogram(files, "profile", run.profile(), run, Stage.PROFILE);
        if (FlameGraphs.has(run)) {
            files.put("flame graph", FlameGraphs.name(run.name()));
        }
        return files;
    }

    private static void histogram(Map<String, String> files, String name, @Nullable Object window, RunRecord run,
            Stage stage) {
        if (window != null) {
            files.put(name, HistogramLog.name(run.name(), stage));
        }
    }
}
