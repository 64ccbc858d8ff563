package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mozilla.javascript.JavaScriptException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class ChartsTest {

    private static final CurveChart.Point POINT = new CurveChart.Point(1_000, 1_000, 1, 2, 0.5, 100);
    private static final double UNKNOWN = Double.NaN;

    @ParameterizedTest
    @EnumSource
    void theCurveNamesItsAxesAndContenders(Theme theme) throws Exception {
        assertThat(words(Charts.svg(CurveChart.drawing(ChartSamples.curves()), theme)))
                .containsAll(ChartSamples.CONTENDERS)
                .contains("Messages offered per second", "Latency, ms (log scale)", "Messages done per second",
                        "CPU, % of the server’s CPU set", "Memory (RSS), MB", "thick: p99, thin: p50", "all done",
                        "Hollow symbols: the same server again, after the overload")
                .contains("0.1", "1", "10", "100", "1,000", "10,000", "30,000");
    }

    @ParameterizedTest
    @EnumSource
    void theSlopeNamesItsAxesAndContendersAndTheirSlopes(Theme theme) throws Exception {
        assertThat(words(Charts.svg(SlopeChart.drawing(ChartSamples.slopes()), theme)))
                .containsAll(ChartSamples.CONTENDERS)
                .contains("Connections", "Memory (RSS), MB", "Before the first message", "After the first messages",
                        "38.0", "112.4", "8,000");
    }

    @Test
    void aPictureIsToldToThoseWhoCannotSeeIt() throws Exception {
        Document curve = parse(Charts.svg(CurveChart.drawing(ChartSamples.curves()), Theme.LIGHT));
        assertThat(curve.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(texts(curve, "title")).containsExactly("Capacity: what is done of the load offered");
        assertThat(texts(curve, "desc")).singleElement().asString().contains("plain-platform 20,685; ");
        assertThat(texts(parse(Charts.svg(SlopeChart.drawing(ChartSamples.slopes()), Theme.LIGHT)), "desc"))
                .singleElement().asString()
                .contains("plain-platform 38.0 and 112.4; ");
    }

    @Test
    void aPictureStandsAlone() {
        assertThat(Stream.of(Charts.svg(CurveChart.drawing(ChartSamples.curves()), Theme.DARK),
                Charts.svg(SlopeChart.drawing(ChartSamples.slopes()), Theme.DARK))).allSatisfy(
                        svg -> assertThat(svg)
                                .doesNotContain("<style", "style=", "class=", "<script", "href", "url(", " id=", "NaN",
                                        "undefined", "Infinity")
                                .startsWith("<svg role=\"img\" width=\"900\"").endsWith("</svg>\n"));
    }

    @Test
    void thePicturesBytesDependOnItsDataAlone() {
        String first = Charts.svg(CurveChart.drawing(ChartSamples.curves()), Theme.LIGHT);
        Charts.svg(SlopeChart.drawing(ChartSamples.slopes()), Theme.LIGHT);
        List<CompletableFuture<String>> again = Stream.of(1, 2)
                .map(_ -> CompletableFuture
                        .supplyAsync(() -> Charts.svg(CurveChart.drawing(ChartSamples.curves()), Theme.LIGHT)))
                .toList();
        assertThat(again).allSatisfy(picture -> assertThat(picture.join()).isEqualTo(first));
    }

    @Test
    void darkDiffersFromLightInItsColoursOnly() {
        Pattern colour = Pattern.compile("#[0-9a-f]{6}");
        String light = Charts.svg(SlopeChart.drawing(ChartSamples.slopes()), Theme.LIGHT);
        String dark = Charts.svg(SlopeChart.drawing(ChartSamples.slopes()), Theme.DARK);
        assertThat(dark).isNotEqualTo(light);
        assertThat(colour.matcher(dark).replaceAll("")).isEqualTo(colour.matcher(light).replaceAll(""));
    }

    @Test
    void aNameIsTextWhateverItHolds() throws Exception {
        String name = "<a&b> \"$1\" {b}";
        assertThat(words(Charts.svg(CurveChart.drawing(List.of(curve(name, POINT))), Theme.LIGHT))).contains(name);
    }

    @Test
    void aNameThatJavaScriptKnowsLeavesLaterPicturesAlone() throws Exception {
        String before = Charts.svg(CurveChart.drawing(List.of(curve("mine", POINT))), Theme.LIGHT);
        assertThat(words(Charts.svg(CurveChart.drawing(List.of(curve("constructor", POINT))), Theme.LIGHT)))
                .contains("constructor");
        assertThatThrownBy(() -> Charts.svg(CurveChart.drawing(List.of(curve("__proto__", POINT))), Theme.LIGHT))
                .isInstanceOf(JavaScriptException.class);
        assertThat(Charts.svg(CurveChart.drawing(List.of(curve("mine", POINT))), Theme.LIGHT)).isEqualTo(before);
    }

    @Test
    void nothingMeasuredIsAnEmptyPicture() throws Exception {
        assertThat(words(Charts.svg(CurveChart.drawing(List.of()), Theme.LIGHT)))
                .contains("Messages offered per second");
        assertThat(words(Charts.svg(CurveChart.drawing(List.of(curve("mine"))), Theme.LIGHT))).contains("mine");
        assertThat(words(Charts.svg(SlopeChart.drawing(List.of()), Theme.LIGHT))).contains("Connections");
        SlopeChart.Panel none = new SlopeChart.Panel(List.of(), null);
        assertThat(
                words(Charts.svg(SlopeChart.drawing(List.of(new SlopeChart.Series("mine", none, none))), Theme.LIGHT)))
                .contains("mine", "n/a");
    }

    @Test
    void onePointIsDrawnInEachPanel() {
        String none = Charts.svg(CurveChart.drawing(List.of(curve("plain-platform"))), Theme.LIGHT);
        String one = Charts.svg(CurveChart.drawing(List.of(curve("plain-platform", POINT))), Theme.LIGHT);
        assertThat(
                count(one, "fill=\"#1f2328\" stroke=\"#ffffff\"") - count(none, "fill=\"#1f2328\" stroke=\"#ffffff\""))
                .as("p99, p50, done, CPU, memory").isEqualTo(5);
    }

    @Test
    void anUnknownFigureIsAGap() {
        CurveChart.Point gap = new CurveChart.Point(2_000, UNKNOWN, 0, UNKNOWN, Double.POSITIVE_INFINITY, UNKNOWN);
        CurveChart.Point nowhere = new CurveChart.Point(UNKNOWN, 1, 1, 1, 1, 1);
        CurveChart.Point after = new CurveChart.Point(3_000, 3_000, 1, 2, 0.9, 100);
        assertThat(Charts.svg(CurveChart.drawing(List.of(curve("plain-platform", POINT, gap, nowhere, after))),
                Theme.LIGHT))
                .doesNotContain("NaN", "Infinity", "null")
                .satisfies(svg -> assertThat(count(svg, "fill=\"#1f2328\" stroke=\"#ffffff\"")).isEqualTo(10 + 1));
        SlopeChart.Panel unknown = new SlopeChart.Panel(List.of(new SlopeChart.Point(1, UNKNOWN)),
                new SlopeChart.Line(1, UNKNOWN));
        assertThat(
                Charts.svg(SlopeChart.drawing(List.of(new SlopeChart.Series("mine", unknown, unknown))), Theme.LIGHT))
                .doesNotContain("NaN").contains("n/a");
    }

    @Test
    void strangersHaveColoursOfTheirOwn() {
        List<CurveChart.Series> series = new ArrayList<>(ChartSamples.curves());
        series.add(curve("mine", POINT));
        series.add(curve("yours", POINT));
        assertThat(Charts.svg(CurveChart.drawing(series), Theme.LIGHT)).contains("#b87a00", "#2b8cc4").contains("mine",
                "yours");
    }

    @Test
    void echartsIsTheOneOfItsReadme() throws IOException, NoSuchAlgorithmException {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(resource("echarts.min.js"));
        assertThat(new String(resource("README.md"), StandardCharsets.UTF_8))
                .contains("`" + HexFormat.of().formatHex(sha256) + "`");
    }

    private static CurveChart.Series curve(String contender, CurveChart.Point... points) {
        return new CurveChart.Series(contender, List.of(points), null);
    }

    private static int count(String in, String what) {
        return in.split(Pattern.quote(what), -1).length - 1;
    }

    private static List<String> words(String svg) throws Exception {
        return texts(parse(svg), "text");
    }

    private static List<String> texts(Document document, String element) {
        NodeList nodes = document.getElementsByTagName(element);
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1).map(i -> nodes.item(i).getTextContent())
                .toList();
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(Charts.class.getResourceAsStream("/charts/echarts/" + file))) {
            return in.readAllBytes();
        }
    }
}
