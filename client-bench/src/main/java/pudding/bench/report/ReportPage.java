package pudding.bench.report;

import java.util.List;
import java.util.Map;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.Evidence.Artefact;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.plan.Placement;
import pudding.bench.stat.Comparison;

/// The report of a comparison or a ramp as one HTML file, which needs no network and no other file to be read; a pure
/// function, the same bytes for the same figures.
final class ReportPage {

    /// The file's name.
    static final String NAME = "report.html";

    /// Of the table whose columns stand beside ours.
    private static final String ITS_RATIOS = "The article’s own ratios, async to no async, are 1.14 in compile time, "
            + "1.08 in size and 1.30 in memory; it found no practical difference. ";

    private static final String FOREST = "forest";
    private static final String SPLIT = "split";
    private static final String TIMELINE = "timeline";

    private final Html html = new Html();
    private final List<Chart> charts;

    private ReportPage(List<Chart> charts) {
        this.charts = charts;
    }

    /// The report of a comparison.
    ///
    /// @param where  the machine and the plan, in one line
    /// @param charts those for which there are figures
    static String of(Evidence evidence, Comparison comparison, String where, List<Chart> charts) {
        ReportPage page = new ReportPage(charts);
        page.head("Plain threads against Netty");
        page.html.part(PageHead.of(evidence, comparison, where));
        page.contents("article", "The article", "verdicts", "Verdicts", "table", "All figures", "charts", "Charts",
                "notes", "Notes", "runs", "Runs", "machine", "Machine", "contenders", "Contenders", "plan", "Plan",
                "evidence", "Evidence");
        page.article(comparison);
        page.verdicts(comparison);
        page.table(comparison);
        page.pictures(comparison);
        page.ramps(Section.of(evidence));
        page.notes(comparison.notes());
        page.runs(evidence);
        page.machine(evidence.environment(), evidence.plan().placement(), evidence.fitness());
        page.contenders(comparison.contenders(), evidence.descriptions(), evidence.artefacts());
        page.plan(PagePlan.of(evidence.plan()));
        page.evidence("pudding compare --plan plan.json", ResultFolder.EVIDENCE, ResultFolder.PLAN, "verdicts.json",
                "table.md", "table.csv", Checksums.NAME);
        return page.whole("Plain threads against Netty");
    }

    /// The report of a ramp.
    ///
    /// @param where    the machine and the plan, in one line
    /// @param notes    what must be read with it
    /// @param sections its tables, the first one first
    /// @param charts   those for which there are figures
    static String of(RampEvidence evidence, String where, List<String> notes, List<Section> sections,
            List<Chart> charts) {
        ReportPage page = new ReportPage(charts);
        page.head("What the servers hold");
        page.html.part(PageHead.of(evidence, where));
        page.contents("charts", "Charts", "tables", "Tables", "notes", "Notes", "machine", "Machine", "contenders",
                "Contenders", "plan", "Plan", "evidence", "Evidence");
        page.section("charts", "Charts");
        charts.forEach(chart -> page.html.part(PageFigure.of(chart, false)));
        page.html.close("section");
        page.section("tables", "Tables");
        sections.forEach(page::titled);
        page.html.close("section");
        page.notes(notes);
        page.machine(evidence.environment(), evidence.plan().placement(), evidence.fitness());
        page.contenders(evidence.plan().contenders(), evidence.descriptions(), Map.of());
        page.plan(PagePlan.of(evidence.plan()));
        page.evidence("pudding ramp", RampFolder.EVIDENCE, RampReport.MARKDOWN, RampReport.CSV, Checksums.NAME);
        return page.whole("What the servers hold");
    }

    private String whole(String title) {
        html.close("main").open("footer").element("p", "Made by Pudding. Nothing here is loaded from anywhere; the "
                + "pictures are drawn by Apache ECharts (Apache License 2.0), which is in this file.").close("footer");
        return Page.of(title, html);
    }

    private void head(String title) {
        html.open("header").element("h1", title);
    }

    /// Ends the head, and begins what it is the head of.
    ///
    /// @param parts ids and titles in turn
    private void contents(String... parts) {
        html.open("nav", "aria-label", "Contents");
        for (int i = 0; i < parts.length; i += 2) {
            html.element("a", parts[i + 1], "href", "#" + parts[i]);
        }
        html.close("nav").close("header").open("main");
    }

    private Html section(String id, String title) {
        return html.open("section", "id", id, "aria-labelledby", id + "-title").element("h2", title, "id",
                id + "-title");
    }

    private void article(Comparison comparison) {
        section("article", "The article’s table, and this one").part(PageTables.article(comparison))
                .element("p", ITS_RATIOS + Format.ARTICLE + " " + Format.SPREAD, "class", "quiet").close("section");
    }

    private void verdicts(Comparison comparison) {
        Grid grid = Grid.verdicts(comparison);
        section("verdicts", "Verdicts");
        if (grid.isEmpty()) {
            html.element("p", "Nothing is judged in this profile.");
        }
        picture(FOREST, true);
        if (!told(FOREST, grid)) {
            html.part(PageTables.grid("Ratios and verdicts", grid));
        }
        if (!grid.isEmpty()) {
            html.element("p", Grid.VERDICTS, "class", "quiet").element("h3", "The A/A floor")
                    .element("p", comparison.verdicts().judgement().aaSentence());
        }
        html.close("section");
    }

    private void table(Comparison comparison) {
        section("table", "All figures").part(PageTables.comparison(comparison))
                .element("p", Format.SPREAD, "class", "quiet").close("section");
    }

    private void pictures(Comparison comparison) {
        section("charts", "Charts");
        charts.stream().map(Chart::stem).filter(stem -> !stem.equals(FOREST) && !stem.equals(TIMELINE))
                .forEach(stem -> picture(stem, false));
        Grid splits = Grid.splits(comparison);
        if (!splits.isEmpty()) {
            if (!told(SPLIT, splits)) {
                html.part(PageTables.grid("Where the time goes", splits));
            }
            html.element("p", "Where the time goes. " + Grid.SPLITS, "class", "quiet");
            flameGraphs(FlameGraphs.links(comparison));
        }
        html.close("section");
    }

    private void flameGraphs(Map<String, String> files) {
        if (!files.isEmpty()) {
            html.open("p", "class", "files");
            files.forEach((contender, file) -> html.element("a", "flame graph of " + contender, "href", file));
            html.close("p");
        }
    }

    /// Whether a table stands under a picture already.
    private boolean told(String stem, Grid grid) {
        return charts.stream().anyMatch(chart -> chart.stem().equals(stem) && chart.data().equals(grid));
    }

    private void picture(String stem, boolean open) {
        charts.stream().filter(chart -> chart.stem().equals(stem))
                .forEach(chart -> html.part(PageFigure.of(chart, open)));
    }

    private void notes(List<String> notes) {
        section("notes", "What must be read with it");
        if (notes.isEmpty()) {
            html.element("p", "Nothing: no warning, no failure, no void run.");
        } else {
            html.open("ul");
            notes.forEach(note -> html.element("li", note));
            html.close("ul");
        }
        html.close("section");
    }

    private void runs(Evidence evidence) {
        section("runs", "How each run went");
        picture(TIMELINE, false);
        html.part(PageRuns.of(evidence));
        html.close("section");
    }

    /// The tables that no picture has beneath it.
    private void ramps(List<Section> sections) {
        if (!sections.isEmpty()) {
            section("ramps", "What they hold");
            sections.stream().filter(s -> charts.stream().noneMatch(chart -> chart.data().equals(s.grid())))
                    .forEach(this::titled);
            html.close("section");
        }
    }

    /// A table under a title of its own; nothing where it is empty.
    private void titled(Section section) {
        if (!section.grid().isEmpty()) {
            html.element("h3", section.title()).part(PageTables.grid(section.title(), section.grid()))
                    .element("p", section.legend(), "class", "quiet");
        }
    }

    private void machine(Environment environment, Placement placement, List<String> fitness) {
        section("machine", "Machine and limits").part(PageEnvironment.machine(environment, placement, fitness))
                .close("section");
    }

    private void contenders(List<String> names, Map<String, String> descriptions, Map<String, Artefact> artefacts) {
        section("contenders", "Contenders").part(PageEnvironment.contenders(names, descriptions, artefacts))
                .close("section");
    }

    private void plan(Html plan) {
        section("plan", "Plan").element("p", "Written before the first run, and not changed since.").part(plan)
                .close("section");
    }

    /// How to check it and to make it again, and the files beside it.
    private void evidence(String again, String... files) {
        section("evidence", "Check it, and make it again")
                .open("p").element("code", "pudding verify .")
                .text(" in this folder computes every figure, verdict and "
                        + "page again from the evidence, and compares. ")
                .element("code", again).text(" makes it again, on your machine.").close("p")
                .open("p", "class", "files");
        for (String file : files) {
            html.element("a", file, "href", file);
        }
        html.close("p").close("section");
    }
}
