package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.measure.Evidence;
import pudding.bench.stat.Compare;

final class FlameGraphsTest {

    private static final Pattern CODE = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL);

    @TempDir private Path dir;
    private Evidence evidence;
    private String file;

    @BeforeEach
    void write() throws Exception {
        evidence = SampleFolder.write(dir, false);
        file = FlameGraphs.name(evidence.runs().getFirst().name());
    }

    @Test
    void theSameStacksMakeTheSamePage() throws Exception {
        Map<String, byte[]> again = FlameGraphs.of(dir, evidence);

        assertThat(again).containsOnlyKeys(file);
        assertThat(dir.resolve(file)).hasBinaryContent(again.get(file));
    }

    @Test
    void theTitleTellsOfWhichRunItIsAndWhatItDoesNotShow() throws Exception {
        String title = evidence.runs().getFirst().contender()
                + ", run 000: 890 samples of CPU time; 3 more had no stack";
        assertThat(page()).contains("<title>" + title + "</title>", "<h1>" + title + "</h1>");
    }

    @Test
    void framesAreShownWithoutTheMarksOfHowTheyRan() throws Exception {
        String page = page();
        assertThat(page).contains("pudding.plain.Server.serve'", "java.lang.String.<init>'",
                "com.fasterxml.jackson.core.JsonParser.nextToken'").doesNotContain("_[");
    }

    @Test
    void nothingIsLoadedAndNoOtherScriptRuns() throws Exception {
        String page = page();
        assertThat(page).contains("default-src 'none'; script-src 'sha256-").doesNotContain(" src=", "url(", "@import",
                "'unsafe-eval'");
        Matcher code = CODE.matcher(page);
        int found = 0;
        while (code.find()) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(code.group(2).getBytes(StandardCharsets.UTF_8));
            assertThat(page).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
            found++;
        }
        assertThat(found).isEqualTo(3);
    }

    @Test
    void tableAndReportLinkTheGraphOfEachContender() throws Exception {
        String contender = evidence.runs().getFirst().contender();

        assertThat(FlameGraphs.links(Compare.of(evidence))).containsExactly(Map.entry(contender, file));
        assertThat(Files.readString(dir.resolve("table.md")))
                .contains("Flame graphs of the profiles: [" + contender + "](" + file + ").");
        assertThat(Files.readString(dir.resolve("report.html")))
                .contains("<a href=\"" + file + "\">flame graph of " + contender + "</a>");
    }

    private String page() throws Exception {
        return Files.readString(dir.resolve(file));
    }
}
