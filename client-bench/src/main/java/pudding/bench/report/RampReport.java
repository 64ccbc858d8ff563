package pudding.bench.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Environment;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.stat.RampFigures;

/// Renders a ramp: the files that are derived from its evidence, and the text for a terminal; a pure function.
public final class RampReport {

    static final String MARKDOWN = "ramp.md";
    static final String CSV = "ramp.csv";

    private final RampEvidence evidence;
    private final RampFigures figures;

    private RampReport(RampEvidence evidence) {
        this.evidence = evidence;
        this.figures = RampFigures.of(evidence);
    }

    /// Every derived file by name.
    static SequencedMap<String, byte[]> files(RampEvidence evidence) {
        RampReport report = new RampReport(evidence);
        // To draw takes seconds of the CPUs that are measured.
        List<Chart> charts = evidence.ending() == Ending.OPEN ? List.of() : RampCharts.of(report.figures);
        SequencedMap<String, byte[]> files = ChartFiles.of(charts);
        files.put(MARKDOWN, bytes(report.markdown(charts)));
        files.put(CSV, bytes(report.csv()));
        if (evidence.ending() != Ending.OPEN) {
            files.put(ReportPage.NAME, bytes(
                    ReportPage.of(evidence, where(evidence), report.figures.notes(), report.sections(), charts)));
        }
        return files;
    }

    /// The tables as aligned text, and what must be read with them.
    ///
    /// @param screen what they are printed on
    public static String terminal(RampEvidence evidence, Screen screen) {
        RampReport report = new RampReport(evidence);
        StringBuilder out = new StringBuilder();
        report.sections().reversed()
                .forEach(section -> TerminalTable.grid(out, section.grid(), section.legend(), screen));
        report.figures.notes().forEach(note -> out.append(screen.wrapped(note)).append('\n'));
        return out.toString();
    }

    private List<Section> sections() {
        return Section.of(evidence.runs(), figures);
    }

    private String markdown(List<Chart> charts) {
        StringBuilder out = new StringBuilder("# What the servers hold\n\n").append(where(evidence)).append("\n\n");
        for (Chart chart : charts) {
            out.append(ChartFiles.markdown(chart, alt(chart) + "; the figures are in the tables below"));
        }
        sections().forEach(section -> MarkdownTable.grid(out, section.title(), section.grid(),
                section.legend()));
        if (!figures.notes().isEmpty()) {
            out.append("## What must be read with it\n\n");
            figures.notes().forEach(note -> out.append("- ").append(note).append('\n'));
        }
        return out.toString();
    }

    /// What a picture shows.
    private static String alt(Chart chart) {
        return chart.stem().equals("curve")
                ? "Latency, messages done, CPU and memory against messages offered"
                : chart.drawing().title();
    }

    /// The machine and the plan in one line.
    static String where(RampEvidence evidence) {
        Environment e = evidence.environment();
        return String.format(Locale.ROOT, "%s, server on CPUs %s, generator on %s, %s, JDK %s; %s, seed %d, %.0f s, "
                + "commit %s.", e.cpuModel(), evidence.plan().placement().serverCpus(),
                evidence.plan().placement().generatorCpus(), e.os().getOrDefault("kernel", "?"),
                e.jdk().getOrDefault("java_runtime_version", "?"), evidence.plan().placement().words(),
                evidence.plan().seed(),
                evidence.seconds(), Format.commit(e));
    }

    /// Every table, one after the other, as RFC 4180 has it.
    private String csv() {
        StringBuilder out = new StringBuilder();
        for (Section section : sections()) {
            if (!section.grid().isEmpty()) {
                row(out, section.grid().head());
                section.grid().rows().forEach(cells -> row(out, cells));
                out.append("\r\n");
            }
        }
        return out.toString();
    }

    private static void row(StringBuilder out, List<String> cells) {
        out.append(String.join(",", cells.stream().map(CsvTable::quoted).toList()))
                .append("\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
