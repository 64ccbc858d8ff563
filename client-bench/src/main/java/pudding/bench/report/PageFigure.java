package pudding.bench.report;

import java.util.Locale;

/// A chart in a page: the place where a script draws it, its description, and its figures as a table.
final class PageFigure {

    private PageFigure() {
    }

    /// @param open whether the table is seen before it is asked for
    static Html of(Chart chart, boolean open) {
        Drawing drawing = chart.drawing();
        Html html = new Html().open("figure", "class", "chart", "id", "chart-" + chart.stem())
                .element("div", "", "class", "plot", "role", "img", "aria-label",
                        drawing.title() + ". " + drawing.description(),
                        "style", String.format(Locale.ROOT, "aspect-ratio:%d/%d", drawing.width(), drawing.height()))
                .element("p", "“" + drawing.title() + "” was not drawn; its figures are in the table below.", "class",
                        "undrawn");
        if (!chart.data().isEmpty()) {
            html.open("figcaption").part(open ? new Html().open("details", "open", "") : new Html().open("details"))
                    .element("summary", "The figures")
                    .part(PageTables.grid(drawing.title(), chart.data())).close("details").close("figcaption");
        }
        return html.data(drawing).close("figure");
    }
}
