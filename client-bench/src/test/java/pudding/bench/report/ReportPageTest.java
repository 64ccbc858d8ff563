package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.plan.Profile;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Compare;
import pudding.bench.stat.RampSamples;
import pudding.bench.stat.Samples;

final class ReportPageTest {

    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\"'&";
    private static final List<String> EMPTY_ELEMENTS = List.of("meta", "link");
    /// A policy of scripts and styles hides what stands in them; the rest is the page.
    private static final Pattern CODE = Pattern.compile("(<(script|style)[^>]*>)(.*?)(</\\2>)", Pattern.DOTALL);

    @Test
    void theSameFiguresGiveTheSamePage() {
        assertThat(PageSamples.comparison(judged(1.0))).isEqualTo(PageSamples.comparison(judged(1.0)));
        assertThat(PageSamples.ramp()).isEqualTo(PageSamples.ramp());
    }

    @Test
    void everyElementIsClosedInItsOrder() {
        for (String page : List.of(PageSamples.comparison(judged(1.0)), PageSamples.ramp(), hostile())) {
            Deque<String> open = new ArrayDeque<>();
            Matcher tag = Pattern.compile("<(/?)([a-z][a-z0-9]*)(?: [^<>]*)?>").matcher(withoutCode(page));
            while (tag.find()) {
                if (tag.group(1).isEmpty() && !EMPTY_ELEMENTS.contains(tag.group(2))) {
                    open.push(tag.group(2));
                } else if (!tag.group(1).isEmpty()) {
                    assertThat(open.pop()).isEqualTo(tag.group(2));
                }
            }
            assertThat(open).isEmpty();
        }
    }

    @Test
    void noNameAndNoNoteBecomesAnElement() {
        assertThat(withoutCode(hostile())).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;")
                .doesNotContain("<img");
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        String page = PageSamples.comparison(judged(1.0));
        assertThat(withoutCode(page)).doesNotContain("http://", "https://", " src=", "url(", "@import");
        assertThat(page).contains("default-src 'none'").doesNotContain("'unsafe-eval'");
        assertThat(page.substring(page.indexOf("script-src"), page.indexOf("style-src")))
                .doesNotContain("unsafe");
    }

    @Test
    void thePolicyNamesEveryScriptAndTheStyleByItsHash() throws Exception {
        String page = PageSamples.comparison(judged(1.0));
        Matcher code = CODE.matcher(page);
        int found = 0;
        while (code.find()) {
            if (!code.group(1).contains("application/json")) {
                byte[] digest =
                        MessageDigest.getInstance("SHA-256").digest(code.group(3).getBytes(StandardCharsets.UTF_8));
                assertThat(page).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
                found++;
            }
        }
        assertThat(found).isGreaterThan(4);
    }

    @Test
    void theHeadlinesComeBeforeEveryTable() {
        Evidence evidence = judged(1.0);
        String page = PageSamples.comparison(evidence);
        String sentence = Compare.of(evidence).verdicts().headlines().getFirst().sentence();
        assertThat(page.indexOf(sentence)).isPositive().isLessThan(page.indexOf("<table"));
    }

    @Test
    void everyFigureNoteAndRunIsInThePage() {
        Evidence evidence = SampleFolder.evidence(false);
        Comparison comparison = Compare.of(evidence);
        String page = PageSamples.comparison(evidence);
        comparison.rows().forEach(row -> assertThat(page).contains(">" + Html.escaped(Format.label(row)) + "<"));
        comparison.notes().forEach(note -> assertThat(page).contains("<li>" + Html.escaped(note) + "</li>"));
        assertThat(page).contains("href=\"logs/\"", "href=\"histograms/");
        assertThat(page).contains("✕ FAIL", "The server ended by itself.", "the server was not yet warm",
                "Netty, &quot;TLS&quot; by the JDK: µ");
    }

    @Test
    void aSmokeOneAndAPartialOneSaySoAtTheTop() {
        assertThat(PageSamples.comparison(SampleFolder.evidence(true))).contains("<b>SMOKE</b>", "<b>PARTIAL</b>");
        assertThat(PageSamples.comparison(judged(1.0))).doesNotContain("<b>SMOKE</b>", "<b>PARTIAL</b>");
        assertThat(PageSamples.ramp(RampSamples.evidence(Ending.INTERRUPTED))).contains("<b>PARTIAL</b>");
    }

    @Test
    void aContenderThatDiffersHasItsMarkBesideTheSentence() {
        assertThat(PageSamples.comparison(judged(1.6))).contains("aria-hidden=\"true\">≠</span>");
        assertThat(PageSamples.comparison(judged(1.0))).contains("aria-hidden=\"true\">=</span>");
    }

    private static Evidence judged(double ratio) {
        return Samples.evidence(Profile.FULL, false, Samples.blocks(Samples.plan(Profile.FULL), 100, ratio));
    }

    /// With names and sentences that would run a script where they were not escaped.
    private static String hostile() {
        Evidence e = SampleFolder.evidence(false);
        return PageSamples.comparison(new Evidence(e.schema(), e.plan(), e.environment(),
                Map.of("netty-jdk", HOSTILE), e.artefacts(), List.of(HOSTILE), e.floor(), e.runs(), e.ceilings(),
                e.ending(), e.seconds()),
                List.of(new Chart("hostile", new Drawing("curve", List.of(HOSTILE), HOSTILE,
                        HOSTILE, 9, 9), new Grid(List.of(HOSTILE, HOSTILE), List.of(List.of(HOSTILE, HOSTILE))))));
    }

    private static String withoutCode(String page) {
        return CODE.matcher(page).replaceAll("$1$4");
    }
}
