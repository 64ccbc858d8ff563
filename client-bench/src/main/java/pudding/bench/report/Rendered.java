package pudding.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.plan.Plan;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Direction;

/// The files of a folder that are derived from its evidence, and from nothing else.
final class Rendered {

    /// The short table.
    static final String BRIEF = "brief.md";

    /// The contenders and rows of `brief.md`.
    private static final List<String> BRIEF_CONTENDERS = List.of("plain-platform", "plain-virtual", "netty-jdk");
    private static final List<String> BRIEF_ROWS = List.of("shipped_bytes", "memory_bytes",
            "cpu_less_jit_micros", "cpu_discard_less_jit_micros", "p99_millis", "sent", "unaccounted");

    private static final Set<String> TABLES = Set.of("table.md", "verdicts.json", "table.csv", BRIEF);
    private static final Pattern FINAL = Pattern.compile("[a-z-]+\\.svg|benchmark-[a-z]+\\.json|profiles/[^/]+\\.html|"
            + Pattern.quote(ReportPage.NAME));

    private Rendered() {
    }

    /// Whether a file is derived.
    static boolean is(String name) {
        return TABLES.contains(name) || isFinal(name);
    }

    /// Whether a file is one of those that only a comparison has that has ended.
    static boolean isFinal(String name) {
        return FINAL.matcher(name).matches();
    }

    /// Every file by name, in the order in which they are written and verified. Of a comparison that goes on, the
    /// tables alone: to draw takes seconds of the CPUs that are measured.
    ///
    /// @param dir the folder, for its histograms and stacks
    static SequencedMap<String, byte[]> of(Path dir, Evidence evidence, Comparison comparison) throws IOException {
        boolean ended = evidence.ending() != Ending.OPEN;
        List<Chart> charts = ended
                ? ComparisonCharts.of(evidence, comparison, LatencyLogs.curves(dir, evidence))
                : List.of();
        SequencedMap<String, String> graphs = ended ? FlameGraphs.links(comparison) : new LinkedHashMap<>();
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        put(files, "table.md", MarkdownTable.render(comparison, where(evidence), Section.of(evidence), charts, graphs));
        put(files, "verdicts.json", Json.rounded(comparison.verdicts()));
        put(files, "table.csv", CsvTable.render(comparison));
        put(files, BRIEF, MarkdownTable.brief(comparison, BRIEF_CONTENDERS, BRIEF_ROWS));
        if (ended) {
            files.putAll(ChartFiles.of(charts));
            files.putAll(FlameGraphs.of(dir, evidence));
            put(files, "badge.svg", Badge.render(comparison));
            put(files, "benchmark-smaller.json", BenchmarkFile.render(evidence, comparison, Direction.SMALLER));
            put(files, "benchmark-bigger.json", BenchmarkFile.render(evidence, comparison, Direction.BIGGER));
            put(files, ReportPage.NAME, ReportPage.of(evidence, comparison, where(evidence), charts));
        }
        return files;
    }

    private static void put(SequencedMap<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The machine and the plan in one line.
    static String where(Evidence evidence) {
        Environment e = evidence.environment();
        Plan plan = evidence.plan();
        return String.format(Locale.ROOT,
                "%s, CPUs %s, %s, JDK %s; %s, seed %d, %d runs in %.0f s, commit %s.", e.cpuModel(),
                e.cpus().getOrDefault("allowed", "?"), e.os().getOrDefault("kernel", "?"),
                e.jdk().getOrDefault("java_runtime_version", "?"), plan.placement().words(), plan.seed(),
                evidence.runs().size(), evidence.seconds(),
                Format.commit(e));
    }
}
