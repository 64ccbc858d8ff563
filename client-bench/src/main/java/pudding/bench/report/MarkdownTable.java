package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Row;

/// The table as GitHub-flavoured Markdown.
public final class MarkdownTable {

    private MarkdownTable() {
    }

    /// The whole table, the article's columns last, with all that must be read with it.
    ///
    /// @param where    the machine and the plan, in one line
    /// @param sections tables of the ramps that followed
    /// @param charts   whose files lie beside it
    /// @param graphs   flame graphs that lie beside it: files, by what they are of
    static String render(Comparison comparison, String where, List<Section> sections, List<Chart> charts,
            Map<String, String> graphs) {
        List<Integer> all = IntStream.range(0, comparison.contenders().size()).boxed().toList();
        StringBuilder out = new StringBuilder("# Plain threads against Netty\n\n")
                .append(headlines(comparison)).append(comparison.headline()).append("\n\n").append(where)
                .append("\n\n");
        charts.forEach(chart -> out.append(ChartFiles.markdown(chart,
                chart.drawing().title() + "; the figures are in the tables below")));
        grid(out, "Verdicts", Grid.verdicts(comparison), Grid.VERDICTS);
        table(out, comparison, all, comparison.rows(), true);
        out.append('\n').append(Format.SPREAD).append("\n\n").append(Format.ARTICLE).append('\n');
        out.append('\n');
        grid(out, "Where the time goes", Grid.splits(comparison), Grid.SPLITS);
        if (!graphs.isEmpty()) {
            out.append(graphs.entrySet().stream().map(graph -> "[" + graph.getKey() + "](" + graph.getValue() + ")")
                    .collect(Collectors.joining(", ", "Flame graphs of the profiles: ", ".\n\n")));
        }
        sections.forEach(section -> grid(out, section.title(), section.grid(), section.legend()));
        if (!comparison.notes().isEmpty()) {
            out.append("## What must be read with it\n\n");
            comparison.notes().forEach(note -> out.append("- ").append(note).append('\n'));
        }
        return out.toString();
    }

    private static String headlines(Comparison comparison) {
        return comparison.verdicts().headlines().stream()
                .map(line -> "**" + line.title() + ":** " + line.sentence() + "\n\n").collect(Collectors.joining());
    }

    /// A smaller table under its title; nothing where it is empty.
    static void grid(StringBuilder out, String title, Grid grid, String legend) {
        if (!grid.isEmpty()) {
            out.append("## ").append(title).append("\n\n");
            line(out, grid.head());
            rule(out, grid.head().size());
            grid.rows().forEach(row -> line(out, row));
            out.append('\n').append(legend).append("\n\n");
        }
    }

    private static void rule(StringBuilder out, int columns) {
        line(out, IntStream.range(0, columns).mapToObj(i -> i == 0 ? "---" : "---:").toList());
    }

    /// A table of at most four columns, for a first screen.
    ///
    /// @param contenders up to three names
    /// @param rowIds     the rows to show, in the table's order
    public static String brief(Comparison comparison, List<String> contenders, List<String> rowIds) {
        List<Integer> columns = contenders.stream().map(comparison.contenders()::indexOf).filter(i -> i >= 0)
                .toList();
        List<Row> rows = comparison.rows().stream().filter(row -> rowIds.contains(row.id())).toList();
        StringBuilder out = new StringBuilder();
        table(out, comparison, columns, rows, false);
        return out.toString();
    }

    private static void table(StringBuilder out, Comparison comparison, List<Integer> columns, List<Row> rows,
            boolean article) {
        List<String> head = new ArrayList<>(List.of(""));
        columns.forEach(i -> head.add(comparison.heads().get(i)));
        if (article) {
            head.addAll(List.of("article: no async", "article: async"));
        }
        line(out, head);
        rule(out, head.size());
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(Format.label(row)));
            columns.forEach(i -> cells.add(Format.cell(row.cells().get(i), row.unit())));
            if (article) {
                cells.addAll(List.of(Format.article(row.articleNoAsync()), Format.article(row.articleAsync())));
            }
            line(out, cells);
        }
    }

    /// One row.
    static void line(StringBuilder out, List<String> cells) {
        out.append(cells.stream().map(c -> c.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }
}
