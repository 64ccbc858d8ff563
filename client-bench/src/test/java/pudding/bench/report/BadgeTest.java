package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import pudding.bench.plan.Profile;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Overall;
import pudding.bench.stat.Samples;
import pudding.bench.stat.Verdicts;

final class BadgeTest {

    @ParameterizedTest
    @CsvSource({"1.0,no practical difference", "2.0,differs", "1.15,inconclusive"})
    void theVerdictOfEqualTlsIsSaid(double ratio, String words) throws Exception {
        Element svg = parsed(Badge.render(judged(ratio)));
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("plain threads vs Netty, equal TLS: " + words);
        assertThat(svg.getElementsByTagName("text").item(1).getTextContent()).isEqualTo(words);
        assertThat(svg.getAttribute("role")).isEqualTo("img");
    }

    @Test
    void aSpoiltComparisonIsVoid() throws Exception {
        Comparison of = judged(1);
        Verdicts v = of.verdicts();
        assertThat(words(with(of, new Verdicts(v.baseline(), v.headlines(), v.judgement(), Map.of(),
                Map.of("netty-jdk", "Too many of its runs are void."))))).isEqualTo("void");
    }

    @Test
    void whatWasNotJudgedIsNotCalledInconclusive() throws Exception {
        Comparison of = judged(1);
        Verdicts v = of.verdicts();
        assertThat(words(with(of, new Verdicts(v.baseline(), List.of(
                new Verdicts.Headline("Equal TLS", "netty-jdk", Overall.OPEN, "not judged")), v.judgement(),
                Map.of("netty-jdk", Map.of()), Map.of())))).isEqualTo("not judged");
        assertThat(words(Compare.of(Samples.evidence(Profile.SMOKE, false)))).isEqualTo("not judged");
    }

    private static Comparison judged(double ratio) {
        return Compare.of(Samples.evidence(Profile.QUICK, false,
                Samples.blocks(Samples.plan(Profile.QUICK), 100, ratio)));
    }

    private static Comparison with(Comparison of, Verdicts verdicts) {
        return new Comparison(of.contenders(), of.rows(), of.splits(), of.notes(), of.headline(), verdicts,
                of.unproven());
    }

    private static String words(Comparison comparison) throws Exception {
        return parsed(Badge.render(comparison)).getElementsByTagName("text").item(1).getTextContent();
    }

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))).getDocumentElement();
    }
}
