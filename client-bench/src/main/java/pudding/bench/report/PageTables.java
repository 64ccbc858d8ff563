package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import pudding.bench.stat.Cell;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Row;
import pudding.bench.stat.Summary;

/// Tables of a page. A script makes them sortable; without it they are tables all the same.
final class PageTables {

    /// What the rows from this one on have in common.
    private static final Map<String, String> GROUPS = Map.of("compile_seconds", "What the article asked",
            "cpu_less_jit_micros", "CPU", "p50_millis", "Latency", "sent", "Messages and runs", "threads",
            "Resources and code");

    /// A row with this before its label belongs to the one above.
    private static final String BELOW = "… ";

    private static final Pattern FIGURE = Pattern.compile("[-−≥~±]?\\s?\\d.*|n/a|");

    private PageTables() {
    }

    /// A small table; nothing where it is empty.
    ///
    /// @param name what a reader who hears the page is told that it is
    static Html grid(String name, Grid grid) {
        Html html = new Html();
        if (grid.isEmpty()) {
            return html;
        }
        List<String> kinds = IntStream.range(0, grid.head().size()).mapToObj(i -> kind(grid, i)).toList();
        begin(html, name, "rows");
        html.open("thead").open("tr");
        for (int i = 0; i < kinds.size(); i++) {
            html.element("th", grid.head().get(i), "scope", "col", "class", kinds.get(i));
        }
        html.close("tr").close("thead").open("tbody");
        for (List<String> row : grid.rows()) {
            html.open("tr").element("th", row.getFirst(), "scope", "row");
            for (int i = 1; i < kinds.size(); i++) {
                html.element("td", row.get(i), "class", kinds.get(i));
            }
            html.close("tr");
        }
        html.close("tbody");
        end(html);
        return html;
    }

    /// The rows of a comparison that the article has too, its own figures first.
    static Html article(Comparison comparison) {
        Html html = new Html();
        begin(html, "The article's table and this comparison's", "columns");
        html.open("thead").open("tr").element("td", "", "rowspan", "2")
                .element("th", "The article, Raspberry Pi 4", "scope", "colgroup", "colspan", "2")
                .element("th", "Here", "scope", "colgroup", "colspan", Integer.toString(comparison.contenders().size()))
                .close("tr").open("tr").element("th", "no async", "scope", "col")
                .element("th", "async", "scope", "col");
        comparison.heads().forEach(name -> html.element("th", name, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        Footnotes footnotes = new Footnotes("article");
        for (Row row : comparison.rows()) {
            if (row.articleNoAsync() != null || row.articleAsync() != null) {
                html.open("tr").element("th", Format.label(row), "scope", "row")
                        .element("td", Format.article(row.articleNoAsync()), "class", "num theirs")
                        .element("td", Format.article(row.articleAsync()), "class", "num theirs");
                row.cells().forEach(cell -> html.part(cell(cell, row, footnotes)));
                html.close("tr");
            }
        }
        html.close("tbody");
        end(html);
        return html.part(footnotes.html());
    }

    /// All rows of a comparison, in groups.
    static Html comparison(Comparison comparison) {
        Html html = new Html();
        begin(html, "Every figure of the comparison", "columns");
        html.open("thead").open("tr").element("td", "");
        comparison.heads().forEach(name -> html.element("th", name, "scope", "col"));
        html.close("tr").close("thead");
        Footnotes footnotes = new Footnotes("table");
        boolean open = false;
        for (Row row : comparison.rows()) {
            String group = GROUPS.get(row.id());
            if (group != null) {
                if (open) {
                    html.close("tbody");
                }
                html.open("tbody").open("tr", "class", "group")
                        .element("th", group, "scope", "rowgroup", "colspan",
                                Integer.toString(comparison.contenders().size() + 1))
                        .close("tr");
                open = true;
            }
            html.open("tr").element("th", Format.label(row), "scope", "row", "class",
                    row.label().startsWith(BELOW) ? "below" : "above");
            row.cells().forEach(cell -> html.part(cell(cell, row, footnotes)));
            html.close("tr");
        }
        html.close("tbody");
        end(html);
        return html.part(footnotes.html());
    }

    private static Html cell(Cell cell, Row row, Footnotes footnotes) {
        Html html = new Html();
        switch (cell) {
            case Cell.Figure(Summary s) -> {
                String words = Format.cell(cell, row.unit());
                int spread = words.indexOf(" ±");
                html.open("td", "class", "num", "title", s.runs() == 1 ? "one run" : "median of " + s.runs()
                        + " runs, from " + Format.number(s.min(), row.unit()) + " to "
                        + Format.number(s.max(), row.unit()));
                html.text(spread < 0 ? words : words.substring(0, spread));
                if (spread >= 0) {
                    html.text(" ").open("small").text(words.substring(spread + 1)).close("small");
                }
                html.close("td");
            }
            case Cell.Text(String text) -> html.element("td", text, "class", "num");
            case Cell.NotAvailable(String why) -> {
                String mark = footnotes.mark(why);
                html.open("td", "class", "num none", "title", why).text("n/a").open("sup")
                        .element("a", mark, "href", "#" + footnotes.id(mark)).close("sup").close("td");
            }
        }
        return html;
    }

    /// Wide tables scroll in a box of their own, which the keyboard reaches.
    ///
    /// @param sorts what a click on a head puts in order
    private static void begin(Html html, String name, String sorts) {
        html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", name)
                .open("table", "data-sorts", sorts);
    }

    private static void end(Html html) {
        html.close("table").close("div");
    }

    /// Figures stand to the right, words to the left.
    private static String kind(Grid grid, int column) {
        Predicate<List<String>> figure = row -> FIGURE.matcher(row.get(column)).matches();
        return column > 0 && grid.rows().stream().allMatch(figure) ? "num" : "words";
    }

    /// Reasons, each told once under its table.
    private static final class Footnotes {

        private final String table;
        private final List<String> reasons = new ArrayList<>();

        Footnotes(String table) {
            this.table = table;
        }

        /// The letter of a reason.
        String mark(String reason) {
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
            return letter(reasons.indexOf(reason));
        }

        String id(String mark) {
            return table + "-" + mark;
        }

        Html html() {
            Html html = new Html();
            if (!reasons.isEmpty()) {
                html.open("p", "class", "quiet");
                for (int i = 0; i < reasons.size(); i++) {
                    html.open("span", "id", id(letter(i))).open("sup").text(letter(i)).close("sup")
                            .text(" n/a: " + reasons.get(i) + ". ").close("span");
                }
                html.close("p");
            }
            return html;
        }

        private static String letter(int index) {
            return Character.toString('a' + index);
        }
    }
}
