package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static pudding.bench.stat.Samples.evidence;
import static pudding.bench.stat.Samples.loadedRun;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
        String narrow = TerminalTable.render(EVIDENCE, COMPARISON, Screen.plain(62));
        assertThat(narrow.lines().filter(line -> line.startsWith("CPU per message, less the JIT's, µs")))
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.length() <= 62);
        assertThat(TerminalTable.render(EVIDENCE, COMPARISON, Screen.plain(200)).lines()
                .filter(line -> line.startsWith("CPU per message, less the JIT's, µs")))
                .singleElement().asString().contains("95.0 ±5.0").contains("70.0");
    }

    @Test
    void everyTerminalRowIsAligned() {
        List<String> rows = TerminalTable.render(EVIDENCE, COMPARISON, Screen.plain(200)).lines()
                .filter(line -> line.contains("±5.0") || line.startsWith("Latency p99, ms")).toList();
        assertThat(rows).hasSizeGreaterThan(1);
        assertThat(rows.stream().map(String::length).distinct()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void everyMarkdownRowHasAsManyCellsAsTheHead() {
        List<String> table = MarkdownTable.render(COMPARISON, "here", List.of(), List.of(), Map.of()).lines()
                .dropWhile(line -> !line.startsWith("|  |")).takeWhile(line -> line.startsWith("|")).toList();
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
    void whatIsUnprovenIsMarkedInEveryTable() {
        Comparison unproven = new Comparison(COMPARISON.contenders(), COMPARISON.rows(), COMPARISON.splits(),
                COMPARISON.notes(), COMPARISON.headline(), COMPARISON.verdicts(), Set.of("netty-jdk"));

        assertThat(TerminalTable.render(EVIDENCE, unproven, Screen.plain(200))).contains(" netty-jdk (unproven) ")
                .contains("netty-jdk (unproven): CPU per message");
        assertThat(MarkdownTable.render(unproven, "here", List.of(), List.of(), Map.of()))
                .contains("| netty-jdk (unproven) |");
        assertThat(MarkdownTable.brief(unproven, List.of("netty-jdk"), List.of("cpu_less_jit_micros")))
                .startsWith("|  | netty-jdk (unproven) |");
        assertThat(CsvTable.render(unproven)).contains(",\"netty-jdk (unproven)\",")
                .doesNotContain("\"netty-jdk\"");
        assertThat(PageTables.comparison(unproven).toString()).contains(">netty-jdk (unproven)<");
        assertThat(PageTables.article(unproven).toString()).contains(">netty-jdk (unproven)<");
    }

    @Test
    void theBriefTableHasAtMostFourColumns() {
        assertThat(MarkdownTable.brief(COMPARISON, COMPARISON.contenders(), List.of("cpu_less_jit_micros")).lines()
                .toList())
                .containsExactly("|  | plain-platform | netty-jdk |", "| --- | ---: | ---: |",
                        "| CPU per message, less the JIT's, µs | 95.0 ±5.0 | 70.0 |");
    }
}
