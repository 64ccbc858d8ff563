package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import pudding.bench.measure.Evidence;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Row;

/// The table as aligned text; contenders that do not fit beside each other go into a table below.
public final class TerminalTable {

    private static final String GAP = "  ";

    private TerminalTable() {
    }

    /// Renders the table.
    ///
    /// @param evidence   of the comparison, for the ramps that followed it
    /// @param comparison what it gives
    /// @param screen     what it is printed on
    public static String render(Evidence evidence, Comparison comparison, Screen screen) {
        StringBuilder out = new StringBuilder(screen.wrapped(comparison.headline())).append("\n\n");
        table(out, columns(comparison), screen);
        legend(out, Format.SPREAD + '\n' + Format.ARTICLE, screen);
        Section.of(evidence).reversed()
                .forEach(section -> grid(out, section.grid(), section.legend(), screen));
        grid(out, Grid.splits(comparison), Grid.SPLITS, screen);
        comparison.notes().forEach(note -> out.append(screen.wrapped(note)).append('\n'));
        out.append('\n');
        // Last, because that is where a reader of a terminal looks first.
        grid(out, Grid.verdicts(comparison), Grid.VERDICTS, screen);
        comparison.verdicts().headlines().forEach(
                line -> out.append(screen.bold(screen.wrapped(line.title() + ": " + line.sentence()))).append('\n'));
        return out.toString();
    }

    /// A smaller table; nothing where it is empty.
    static void grid(StringBuilder out, Grid grid, String legend, Screen screen) {
        if (!grid.isEmpty()) {
            List<Column> columns = IntStream.range(0, grid.head().size())
                    .mapToObj(i -> new Column(grid.head().get(i), grid.rows().stream().map(row -> row.get(i)).toList(),
                            i == 0))
                    .toList();
            table(out, columns, screen);
            legend(out, legend, screen);
        }
    }

    private static void legend(StringBuilder out, String legend, Screen screen) {
        out.append(screen.faint(screen.wrapped(legend))).append("\n\n");
    }

    /// Columns that do not fit beside each other go below.
    private static void table(StringBuilder out, List<Column> all, Screen screen) {
        int from = 1;
        while (from < all.size()) {
            int to = from + 1;
            int used = all.getFirst().width() + all.get(from).width() + GAP.length();
            while (to < all.size() && used + GAP.length() + all.get(to).width() <= screen.columns()) {
                used += GAP.length() + all.get(to).width();
                to++;
            }
            List<Column> shown = new ArrayList<>(List.of(all.getFirst()));
            shown.addAll(all.subList(from, to));
            lines(out, shown, screen);
            out.append('\n');
            from = to;
        }
    }

    private record Column(String head, List<String> cells, boolean left) {

        int width() {
            return Math.max(head.length(), cells.stream().mapToInt(String::length).max().orElse(0));
        }

        String pad(String text) {
            String blank = " ".repeat(width() - text.length());
            return left ? text + blank : blank + text;
        }
    }

    private static List<Column> columns(Comparison comparison) {
        List<Column> columns = new ArrayList<>();
        columns.add(column(comparison, "", Format::label, true));
        IntStream.range(0, comparison.contenders().size()).forEach(i -> columns.add(column(comparison,
                comparison.heads().get(i), row -> Format.cell(row.cells().get(i), row.unit()), false)));
        columns.add(column(comparison, "article: no async", row -> Format.article(row.articleNoAsync()), false));
        columns.add(column(comparison, "article: async", row -> Format.article(row.articleAsync()), false));
        return columns;
    }

    private static Column column(Comparison comparison, String head, Function<Row, String> cell, boolean left) {
        return new Column(head, comparison.rows().stream().map(cell).toList(), left);
    }

    private static void lines(StringBuilder out, List<Column> columns, Screen screen) {
        line(out, columns, Column::head, screen::bold);
        out.append("-".repeat(columns.stream().mapToInt(c -> c.width() + GAP.length()).sum() - GAP.length()))
                .append('\n');
        for (int i = 0; i < columns.getFirst().cells().size(); i++) {
            int row = i;
            if (columns.stream().skip(1).anyMatch(column -> !column.cells().get(row).isEmpty())) {
                line(out, columns, column -> column.cells().get(row), screen::verdict);
            }
        }
    }

    /// @param paint adds what takes no room
    private static void line(StringBuilder out, List<Column> columns, Function<Column, String> text,
            UnaryOperator<String> paint) {
        StringBuilder line = new StringBuilder();
        for (Column column : columns) {
            line.append(line.isEmpty() ? "" : GAP).append(paint.apply(column.pad(text.apply(column))));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
