package pudding.bench.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.plan.Plan;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Comparison;

/// The folder of one comparison: its plan, its evidence, and the tables rendered from it.
///
/// Every file is written whole or not at all.
public final class ResultFolder {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /// The contenders and rows of `brief.md`.
    private static final List<String> BRIEF_CONTENDERS = List.of("plain-platform", "plain-virtual", "netty-jdk");
    private static final List<String> BRIEF_ROWS = List.of("shipped_bytes", "memory_bytes", "max_clients", "cpu_micros",
            "cpu_less_jit_micros", "cpu_discard_less_jit_micros", "p99_millis", "sent", "unaccounted");

    private final Path dir;

    /// @throws IOException when the folder cannot be made
    public ResultFolder(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
    }

    public Path dir() {
        return dir;
    }

    public void write(Plan plan) throws IOException {
        write("plan.json", JSON.writeValueAsString(plan) + "\n");
    }

    /// Writes the evidence and everything that is derived from it.
    public Comparison write(Evidence evidence) throws IOException {
        Comparison comparison = Compare.of(evidence);
        write("evidence.json", JSON.writeValueAsString(evidence) + "\n");
        write("table.md", MarkdownTable.render(comparison, where(evidence)));
        write("table.csv", CsvTable.render(comparison));
        write("brief.md", MarkdownTable.brief(comparison, BRIEF_CONTENDERS, BRIEF_ROWS));
        return comparison;
    }

    /// The machine and the plan in one line.
    static String where(Evidence evidence) {
        Environment e = evidence.environment();
        Plan plan = evidence.plan();
        return String.format(Locale.ROOT,
                "%s, CPUs %s, %s, JDK %s; loopback, seed %d, %d runs in %.0f s, commit %s%s.", e.cpuModel(),
                e.cpus().getOrDefault("allowed", "?"), e.os().getOrDefault("kernel", "?"),
                e.jdk().getOrDefault("java_runtime_version", "?"), plan.seed(), evidence.runs().size(),
                evidence.seconds(), e.commit() == null ? "unknown" : e.commit().substring(0, 12),
                Boolean.TRUE.equals(e.dirty()) ? " with changes" : "");
    }

    private void write(String name, String text) throws IOException {
        Path whole = dir.resolve(name + ".part");
        try {
            Files.writeString(whole, text, StandardCharsets.UTF_8);
            Files.move(whole, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
