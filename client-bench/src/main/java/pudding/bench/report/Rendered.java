package pudding.bench.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.plan.Plan;
import pudding.bench.stat.Comparison;

/// The files of a folder that are derived from its evidence, and from nothing else.
final class Rendered {

    /// The short table.
    static final String BRIEF = "brief.md";

    /// The contenders and rows of `brief.md`.
    private static final List<String> BRIEF_CONTENDERS = List.of("plain-platform", "plain-virtual", "netty-jdk");
    private static final List<String> BRIEF_ROWS = List.of("shipped_bytes", "memory_bytes",
            "cpu_less_jit_micros", "cpu_discard_less_jit_micros", "p99_millis", "sent", "unaccounted");

    /// Every derived file and its renderer, in the order in which they are written and verified.
    private static final SequencedMap<String, BiFunction<Evidence, Comparison, String>> FILES = new LinkedHashMap<>();

    static {
        FILES.put("table.md", (evidence, comparison) -> MarkdownTable.render(comparison, where(evidence)));
        FILES.put("verdicts.json", (_, comparison) -> Json.rounded(comparison.verdicts()));
        FILES.put("table.csv", (evidence, comparison) -> CsvTable.render(comparison));
        FILES.put(BRIEF,
                (evidence, comparison) -> MarkdownTable.brief(comparison, BRIEF_CONTENDERS, BRIEF_ROWS));
    }

    private Rendered() {
    }

    /// Their names.
    static Set<String> names() {
        return FILES.keySet();
    }

    /// Their contents by name.
    static SequencedMap<String, byte[]> of(Evidence evidence, Comparison comparison) {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        FILES.forEach((name, renderer) -> files.put(name,
                renderer.apply(evidence, comparison).getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    /// The machine and the plan in one line.
    static String where(Evidence evidence) {
        Environment e = evidence.environment();
        Plan plan = evidence.plan();
        return String.format(Locale.ROOT,
                "%s, CPUs %s, %s, JDK %s; %s, seed %d, %d runs in %.0f s, commit %s.", e.cpuModel(),
                e.cpus().getOrDefault("allowed", "?"), e.os().getOrDefault("kernel", "?"),
                e.jdk().getOrDefault("java_runtime_version", "?"), plan.placement().network().words(), plan.seed(),
                evidence.runs().size(), evidence.seconds(),
                Format.commit(e));
    }
}
