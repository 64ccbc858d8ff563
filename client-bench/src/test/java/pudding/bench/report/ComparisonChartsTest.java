package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.Slices;
import pudding.bench.plan.Profile;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Effect;
import pudding.bench.stat.Estimate;
import pudding.bench.stat.Interval;
import pudding.bench.stat.Judgement;
import pudding.bench.stat.LatencyCurve;
import pudding.bench.stat.LatencySeconds;
import pudding.bench.stat.Samples;

import pudding.bench.stat.Summary;
import pudding.bench.stat.TimeSplit;
import pudding.bench.stat.TimeSplits;
import pudding.bench.stat.Timeline;
import pudding.bench.stat.Verdict;
import pudding.bench.stat.Verdicts;

final class ComparisonChartsTest {

    private static final String NAME = "netty-jdk";
    private static final Interval MARGIN = new Interval(1 / 1.15, 1.15);

    @TempDir private Path dir;

    @ParameterizedTest
    @EnumSource
    void theForestTellsEachRatioAndItsVerdict(Theme theme) throws Exception {
        Verdicts verdicts = verdicts(NAME, Map.of("<b>", Map.of("p99_millis", 1.5)),
                effect(NAME, 1.02, Verdict.SAME), effect("plain-virtual", 1.4, Verdict.DIFFERS),
                effect("mine", 1.1, Verdict.INCONCLUSIVE));

        Drawing drawing = ForestChart.drawing(verdicts);

        assertThat(words(Charts.svg(drawing, theme)))
                .contains("CPU per message", "latency p99", NAME, "plain-virtual", "mine", "<b>",
                        "ratio to plain-platform")
                .contains("× 1.02  same", "× 1.40  differs", "× 1.10  inconclusive", "× 1.50  not judged")
                .contains("A/A: the baseline against itself", "× 1.01  same")
                .contains("same", "differs", "inconclusive", "no verdict");
        assertThat(drawing.description()).contains("netty-jdk 1.02 (90 %: 0.97 to 1.07) same");
    }

    @Test
    void whatIsVoidHasNoVerdictInTheForest() throws Exception {
        Verdicts verdicts = new Verdicts("plain-platform", List.of(),
                new Judgement(List.of(effect(NAME, 1.4, Verdict.DIFFERS)), List.of(), List.of("cpu_less_jit_micros")),
                Map.of(), Map.of(NAME, "1 of its 4 runs failed."));

        assertThat(words(Charts.svg(ForestChart.drawing(verdicts), Theme.LIGHT)))
                .contains("× 1.40  none: see notes").doesNotContain("differs");
    }

    @Test
    void anEffectWithoutAnEstimateOrAnIntervalIsStillARow() throws Exception {
        Effect nothing = new Effect("memory_bytes", NAME, true, null, null, null, null, false, "why", null);
        Effect few = new Effect("p99_millis", NAME, true, MARGIN, new Estimate(1.3, null, null, null, 0, 1), null, null,
                false, "why", null);

        String svg = Charts.svg(ForestChart.drawing(verdicts(NAME, Map.of(), nothing, few)), Theme.LIGHT);

        assertThat(words(svg)).contains("n/a  too few runs", "× 1.30  too few runs");
        assertThat(svg).doesNotContain("NaN", "null", "undefined");
    }

    @Test
    void aHugeIntervalDoesNotSqueezeTheRest() throws Exception {
        Effect huge = new Effect("p99_millis", NAME, true, MARGIN, new Estimate(1.1, new Interval(0.001, 1_210),
                new Interval(0.0001, 12_100), 9.0, 3, 4), null, Verdict.INCONCLUSIVE, false, "why", null);

        List<String> words = words(Charts.svg(ForestChart.drawing(verdicts(NAME, Map.of(), huge)), Theme.LIGHT));

        assertThat(words).as("the axis ends near the margin").contains("1.15").doesNotContain("10", "100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>&\"{b}", "constructor"})
    void aNameIsTextWhateverItHolds(String name) throws Exception {
        Timeline timeline = new Timeline(List.of(name),
                List.of(new Timeline.Entry(name, Timeline.Kind.OK, 1, 20, "values", null)), List.of());
        LatencySeconds seconds = new LatencySeconds(name, List.of(new LatencySeconds.Run("000", 1, true,
                List.of(new LatencySeconds.Second(1.0, true), new LatencySeconds.Second(null, false)))));

        for (Drawing drawing : List.of(ForestChart.drawing(verdicts(name, Map.of(), effect(name, 1, Verdict.SAME))),
                SplitChart.drawing(List.of(split(name, false))), TimelineChart.drawing(timeline),
                SecondsChart.drawing(List.of(seconds)))) {
            assertThat(words(Charts.svg(drawing, Theme.DARK))).as(drawing.script()).contains(name);
        }
    }

    @Test
    void theSplitNamesItsPartsAndTotals() throws Exception {
        Drawing drawing = SplitChart.drawing(List.of(split("plain-platform", true), split(NAME, false)));

        assertThat(words(Charts.svg(drawing, Theme.LIGHT)))
                .contains("JSON", "TLS", "kernel", "JIT", "GC", "framing and model", "plain-platform", NAME)
                .contains("60", "15", "112.0 µs", "100.5");
        assertThat(drawing.description()).contains("plain-platform 112.0 (JSON 60.0, TLS 15.0, kernel 20.0, JIT 3.0,"
                + " GC 0.5, framing and model 13.5)");
    }

    @Test
    void thePercentilesGoTo9999AlsoWhereNoRunHasEnoughMessages() throws Exception {
        LatencyCurve curve = new LatencyCurve(NAME, List.of(new LatencyCurve.Point(2, new Summary(1, 0.9, 1.2, 3)),
                new LatencyCurve.Point(100, new Summary(4, 3, 5, 3)),
                new LatencyCurve.Point(250, new Summary(6, 6, 6, 1))));

        Drawing drawing = PercentileChart.drawing(List.of(curve));

        assertThat(words(Charts.svg(drawing, Theme.LIGHT)))
                .contains(NAME, "50 %", "90 %", "99 %", "99.9 %", "99.99 %", "Latency, ms (log scale)");
        assertThat(drawing.description()).contains("netty-jdk 4.00 (3.00 to 5.00)")
                .endsWith("by that, lines end: netty-jdk at 99.6 %.");
        assertThat(PercentileChart.grid(List.of(curve)).rows())
                .containsExactly(List.of(NAME, "1.00 (0.90 to 1.20)", "", "4.00 (3.00 to 5.00)", "", ""));
    }

    @Test
    void thePercentilesStandWhereTheirLabelsAre() {
        LatencyCurve curve = new LatencyCurve(NAME, List.of(new LatencyCurve.Point(2, new Summary(1, 1, 1, 1))));

        List<Double> at = Pattern.compile("translate\\(([\\d.]+) [\\d.]+\\)\"[^>]*>[\\d.]+ %<")
                .matcher(Charts.svg(PercentileChart.drawing(List.of(curve)), Theme.LIGHT)).results()
                .map(found -> Double.valueOf(found.group(1))).toList();

        // The first step is from a half to a tenth, every other to a tenth of what was left.
        assertThat(at).hasSize(5);
        double decade = at.get(4) - at.get(3);
        assertThat(at.get(2) - at.get(1)).isCloseTo(decade, within(0.01));
        assertThat(at.get(1) - at.get(0)).isCloseTo(decade * Math.log10(5), within(0.01));
    }

    @Test
    void theTimelineTellsVoidAndFailedRuns() throws Exception {
        Timeline timeline = new Timeline(Samples.NAMES, List.of(
                new Timeline.Entry("plain-platform", Timeline.Kind.OK, 0, 30, "half-block 1; ok", 0.125),
                new Timeline.Entry(NAME, Timeline.Kind.INVALID, 30, 30, "half-block 1; invalid", 0.0),
                new Timeline.Entry(NAME, Timeline.Kind.FAIL, 60, 30, "half-block 2; fail", null),
                new Timeline.Entry(NAME, Timeline.Kind.SEARCH, 90, 30, "idle ceiling", null)), List.of(60.0));

        Drawing drawing = TimelineChart.drawing(timeline);

        assertThat(words(Charts.svg(drawing, Theme.LIGHT))).containsAll(Samples.NAMES)
                .contains("valid", "void (hollow, hatched)", "failed (crossed)", "search of a ceiling (low)",
                        "CPU taken, ≤ 13 %", "Minutes");
        assertThat(drawing.description())
                .contains("over 2 minutes: 3 runs, of which 1 are valid, 1 void and 1 failed; searches of ceilings: 1")
                .contains("12.5 %");
    }

    @Test
    void aComparisonWithVerdictsHasItsPicturesAndTheirFiguresAsTables() throws Exception {
        Evidence evidence = Samples.evidence(Profile.QUICK, false,
                Samples.blocks(Samples.plan(Profile.QUICK), 100, 1.4));
        LatencyCurve curve = new LatencyCurve(NAME, List.of(new LatencyCurve.Point(2, new Summary(1, 1, 1, 1))));

        List<Chart> charts = ComparisonCharts.of(evidence, Compare.of(evidence), List.of(curve));

        assertThat(charts).extracting(Chart::stem).containsExactly("forest", "percentiles", "timeline");
        assertThat(charts).allSatisfy(chart -> {
            assertThat(chart.data().rows()).isNotEmpty().allSatisfy(row -> assertThat(row)
                    .hasSameSizeAs(chart.data().head()));
            assertThat(texts(chart.svg(Theme.LIGHT), "title")).containsExactly(chart.drawing().title());
            assertThat(texts(chart.svg(Theme.LIGHT), "desc")).containsExactly(chart.drawing().description());
            assertThat(chart.svg(Theme.DARK)).isEqualTo(chart.svg(Theme.DARK))
                    .doesNotContain("<style", "style=", "class=", "href", "url(", " id=", "NaN", "undefined");
        });
        assertThat(charts.getFirst().drawing().description()).contains("differs");
    }

    @Test
    void aSmokeComparisonHasNoForest() throws Exception {
        Evidence evidence = SampleFolder.write(dir, false);
        Comparison comparison = Compare.of(evidence);

        List<Chart> charts = ComparisonCharts.of(evidence, comparison, LatencyLogs.curves(dir, evidence));

        assertThat(charts).extracting(Chart::stem).containsExactly("split", "percentiles", "seconds", "timeline");
        assertThat(ChartFiles.of(charts).keySet()).hasSize(8).startsWith("split-light.svg", "split-dark.svg");
    }

    @Test
    void manyContendersAreAllDrawn() throws Exception {
        List<String> names = IntStream.range(0, 8).mapToObj(i -> "contender-with-quite-a-long-name-" + i).toList();
        List<Effect> effects = new ArrayList<>();
        names.forEach(name -> effects.add(effect(name, 1, Verdict.SAME)));

        List<String> words = words(Charts.svg(ForestChart.drawing(
                verdicts("mine", Map.of(), effects.toArray(Effect[]::new))), Theme.LIGHT));

        assertThat(words).filteredOn(word -> word.startsWith("contende")).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void nothingMeasuredIsAnEmptyPicture() throws Exception {
        for (Drawing drawing : List.of(ForestChart.drawing(verdicts("mine", Map.of())), SplitChart.drawing(List.of()),
                TimelineChart.drawing(new Timeline(List.of(), List.of(), List.of())),
                SecondsChart.drawing(List.of()), PercentileChart.drawing(List.of()))) {
            assertThat(Charts.svg(drawing, Theme.LIGHT)).as(drawing.script()).doesNotContain("NaN", "Infinity");
            assertThat(words(Charts.svg(drawing, Theme.LIGHT))).as(drawing.script()).contains(drawing.title());
        }
    }

    private static Effect effect(String contender, double ratio, Verdict verdict) {
        return new Effect("cpu_less_jit_micros", contender, true, MARGIN, new Estimate(ratio,
                new Interval(ratio * 0.95, ratio * 1.05), new Interval(ratio * 0.93, ratio * 1.07), 0.02, 9, 6), null,
                verdict, false, "why", null);
    }

    private static Verdicts verdicts(String name, Map<String, Map<String, Double>> bare, Effect... effects) {
        return new Verdicts("plain-platform", List.of(), new Judgement(List.of(effects),
                effects.length == 0 ? List.of() : List.of(effect(name, 1.01, Verdict.SAME)),
                List.of("cpu_less_jit_micros")), bare, Map.of());
    }

    private static TimeSplits.Entry split(String contender, boolean both) {
        TimeSplit.Micros profile = new TimeSplit.Micros(60, 15, 20, 3, 0.5, 13.5);
        TimeSplit.Micros subtraction = new TimeSplit.Micros(60, 15, 20, 3, 4.5, -2);
        return new TimeSplits.Entry(contender, profile,
                both ? new TimeSplit(profile, subtraction, List.of()) : null,
                new Slices(true, Map.of(), 0, 0, List.of()), null);
    }

    private static List<String> words(String svg) throws Exception {
        return texts(svg, "text");
    }

    private static List<String> texts(String svg, String element) throws Exception {
        NodeList nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg))).getElementsByTagName(element);
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1).map(i -> nodes.item(i).getTextContent())
                .toList();
    }
}
