package pudding.bench.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.RampFigures;
import pudding.bench.stat.RampSamples;

/// Reports for tests, and a `main` that writes the report of a folder to be looked at.
final class PageSamples {

    private static final String WHERE = "Sample CPU, CPUs 0-1, 6.1, JDK 25+1; loopback, seed 42.";

    private PageSamples() {
    }

    /// Arguments: the folder of a comparison or a ramp, and the file to write.
    static void main(String[] args) throws Exception {
        Path dir = Path.of(args[0]);
        Files.writeString(Path.of(args[1]), RampFolder.is(dir) ? ramp(Json.ramp(dir)) : comparison(dir));
    }

    /// Of a comparison that was made, and whose evidence lies among the tests.
    static String realComparison() throws Exception {
        return comparison(Path.of(Objects.requireNonNull(PageSamples.class.getResource("/comparison")).toURI()));
    }

    private static String comparison(Path dir) throws Exception {
        Evidence evidence = ResultFolder.read(dir);
        Comparison comparison = Compare.of(evidence);
        return comparison(evidence, ComparisonCharts.of(evidence, comparison, LatencyLogs.curves(dir, evidence)));
    }

    /// Of evidence without a folder, and so without histograms.
    static String comparison(Evidence evidence) {
        return comparison(evidence, ComparisonCharts.of(evidence, Compare.of(evidence), List.of()));
    }

    static String comparison(Evidence evidence, List<Chart> charts) {
        return ReportPage.of(evidence, Compare.of(evidence), WHERE, charts);
    }

    static String ramp() {
        return ramp(RampSamples.evidence(Ending.COMPLETE, RampSamples.curve("plain-platform"),
                RampSamples.slopes("plain-platform")));
    }

    static String ramp(RampEvidence evidence) {
        RampFigures figures = RampFigures.of(evidence);
        return ReportPage.of(evidence, WHERE, figures.notes(),
                List.of(new Section("Most clients", RampGrids.ceilings(figures), RampGrids.CEILINGS)),
                RampCharts.of(figures));
    }
}
