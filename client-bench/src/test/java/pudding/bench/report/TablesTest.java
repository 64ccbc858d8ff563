package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static pudding.bench.stat.Samples.evidence;
import static pudding.bench.stat.Samples.loadedRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.Profile;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Comparison;

final class TablesTest {

    private static final Evidence EVIDENCE = evidence(Profile.QUICK, false,
            loadedRun("plain-platform", Outcome.OK, 100_000), loadedRun("plain-platform", Outcome.OK, 110_000),
            loadedRun("netty-jdk", Outcome.OK, 80_000));
    private static final Comparison COMPARISON = Compare.of(EVIDENCE);

    @Test
    void theTerminalTableFitsTheTerminalAndSplitsBelow() {
        String narrow = TerminalTable.render(COMPARISON, 62);
        assertThat(narrow.lines().filter(line -> line.startsWith("CPU per message, µs"))).hasSizeGreaterThan(1)
                .allMatch(line -> line.length() <= 62);
        assertThat(TerminalTable.render(COMPARISON, 200).lines().filter(line -> line.startsWith("CPU per message, µs")))
                .singleElement().asString().contains("105.0 ±5.0").contains("80.0");
    }

    @Test
    void everyTerminalRowIsAligned() {
        List<String> rows = TerminalTable.render(COMPARISON, 200).lines()
                .filter(line -> line.contains("±5.0") || line.startsWith("Latency p99, ms")).toList();
        assertThat(rows).hasSizeGreaterThan(1);
        assertThat(rows.stream().map(String::length).distinct()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void everyMarkdownRowHasAsManyCellsAsTheHead() {
        List<String> table = MarkdownTable.render(COMPARISON, "here").lines().filter(l -> l.startsWith("|")).toList();
        assertThat(table.stream().map(line -> line.chars().filter(c -> c == '|').count()).distinct()).hasSize(1);
        assertThat(table.getFirst())
                .isEqualTo("|  | plain-platform | netty-jdk | article: no async | article: async |");
    }

    @Test
    void everyCsvLineHasNineFields() {
        assertThat(CsvTable.render(COMPARISON).lines()
                .map(line -> line.replaceAll("\"[^\"]*\"", "x").split(",", -1).length)
                .distinct()).containsExactly(9);
    }

    @Test
    void aFolderHoldsPlanEvidenceAndTablesAndNoPart(@TempDir Path dir) throws IOException {
        ResultFolder folder = new ResultFolder(dir.resolve("a/b"));
        folder.write(EVIDENCE.plan());
        folder.write(EVIDENCE);
        try (Stream<Path> files = Files.list(folder.dir())) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("plan.json",
                    "evidence.json", "table.md", "table.csv", "brief.md");
        }
    }

    @Test
    void theBriefTableHasAtMostFourColumns() {
        assertThat(MarkdownTable.brief(COMPARISON, COMPARISON.contenders(), List.of("cpu_micros")).lines().toList())
                .containsExactly("|  | plain-platform | netty-jdk |", "| --- | ---: | ---: |",
                        "| CPU per message, µs | 105.0 ±5.0 | 80.0 |");
    }
}
