package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.contract.UsageException;

final class ResultFolderTest {

    @TempDir private Path dir;

    @Test
    void evidenceOfBeforeAMemberCameIsReadAndWrittenAsItWas() throws Exception {
        SampleFolder.write(dir, false);
        String text = Files.readString(dir.resolve("evidence.json"));
        String before = text.replaceAll("\n *\"(pssBytes|stacks)\" : \\d+,", "");
        assertThat(before).isNotEqualTo(text);
        Files.writeString(dir.resolve("evidence.json"), before);

        assertThat(Json.text(Json.evidence(dir))).isEqualTo(before);
    }

    @Test
    void aFolderHoldsPlanEvidenceTablesAndChecksumsAndNoPart() throws IOException {
        SampleFolder.write(dir, false);
        assertThat(Checksums.files(dir)).containsExactly("badge.svg", "benchmark-bigger.json",
                "benchmark-smaller.json", "brief.md", "evidence.json",
                "histograms/000-" + first() + "-discard.hlog", "histograms/000-" + first() + "-loaded.hlog",
                "histograms/000-" + first() + "-profile.hlog", "logs/000-" + first() + ".log",
                "logs/001-" + second() + ".log", "percentiles-dark.svg", "percentiles-light.svg", "plan.json",
                "profiles/000-" + first() + ".folded.gz", "profiles/000-" + first() + ".html", "report.html",
                "seconds-dark.svg", "seconds-light.svg", "split-dark.svg", "split-light.svg",
                "table.csv", "table.md", "timeline-dark.svg", "timeline-light.svg", "verdicts.json");
    }

    @Test
    void evidenceAndPlanAreReadAsTheyWereWritten() throws Exception {
        for (boolean partial : List.of(true, false)) {
            Evidence written = SampleFolder.write(dir, partial);
            assertThat(ResultFolder.read(dir)).isEqualTo(written);
            assertThat(Json.plan(dir)).isEqualTo(written.plan());
            assertThat(Json.bytes(ResultFolder.read(dir))).isEqualTo(Files.readAllBytes(dir.resolve("evidence.json")));
        }
    }

    @Test
    void sha256sumFindsEveryFileUnchanged() throws Exception {
        assumeThat(Path.of("/usr/bin/sha256sum")).exists();
        SampleFolder.write(dir, false);
        Process check = new ProcessBuilder("/usr/bin/sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS")
                .directory(dir.toFile()).redirectErrorStream(true).start();
        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "schema" : SCHEMA  | "schema" : 99    | evidence.json was written by a newer version (schema 99; this one reads up to SCHEMA).
            "schema" : SCHEMA  | "schema" : 0     | evidence.json was written by an older version (schema 0; this one reads SCHEMA).
            "schema" : SCHEMA  | "schema" : "1"   | evidence.json does not name its schema.
            "cpuMicros" : 100000 | "cpuMicros" : "100000" | evidence.json does not hold what its schema has for runs[0].loaded.cpuMicros in line L.
            "cpuMicros" : 100000 | "cpuMicros" : 1.5  | evidence.json does not hold what its schema has for runs[0].loaded.cpuMicros in line L.
            "tls" : [ "TLSv1.3 TLS_AES_128_GCM_SHA256" ] | "tls" : null | evidence.json does not hold what its schema has for runs[0].tls in line L.
            "startMillis" : 500.25, | ``                | evidence.json does not hold what its schema has for runs[0].startMillis in line L.
            "startMillis" : 500.25 | "startMillis" : 500.25, "colour" : 1 | evidence.json holds runs[0].colour in line L, which its schema does not have.
            "SHARED_CPUS"        | "SHARED_CPU" | evidence.json does not hold what its schema has for runs[0].warnings[0] in line L.
            "SHARED_CPUS"        | null | evidence.json does not hold what its schema has for runs[0].warnings[0] in line L.
            "schema" : SCHEMA,   | "schema" :    | evidence.json is no JSON in line L.
            """)
    void whatThisVersionDidNotWriteIsRefusedInOneSentence(String from, String to, String sentence) throws Exception {
        SampleFolder.write(dir, false);
        String schema = Integer.toString(Evidence.SCHEMA);
        edit("evidence.json", from.replace("SCHEMA", schema), to == null ? "" : to);
        assertThatThrownBy(() -> ResultFolder.read(dir)).isInstanceOf(UsageException.class)
                .extracting(e -> String.valueOf(e.getMessage()).replaceAll("line \\d+", "line L"))
                .isEqualTo(sentence.replace("SCHEMA", schema));
    }

    @Test
    void aFolderWithoutEvidenceIsNoFolderOfAComparison() {
        assertThatThrownBy(() -> ResultFolder.read(dir)).isInstanceOf(UsageException.class)
                .hasMessageEndingWith(
                        " holds no evidence.json; name the folder of a comparison that has begun to measure.");
        assertThatThrownBy(() -> ResultFolder.read(dir.resolve("none"))).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("There is no folder ");
    }

    @Test
    void renderingAgainMendsRenderedFilesAndTheirChecksums() throws Exception {
        SampleFolder.write(dir, false);
        byte[] table = Files.readAllBytes(dir.resolve("table.md"));
        Files.writeString(dir.resolve("table.md"), "mine");
        Files.delete(dir.resolve("brief.md"));
        ResultFolder.render(dir);
        assertThat(dir.resolve("table.md")).hasBinaryContent(table);
        assertThat(Verify.folder(dir).files()).isEqualTo(25);
    }

    @Test
    void aComparisonThatGoesOnHasTablesAlone() throws Exception {
        Evidence whole = SampleFolder.write(dir, true);
        new ResultFolder(dir).write(new Evidence(whole.schema(), whole.plan(), whole.environment(),
                whole.descriptions(), whole.artefacts(), whole.fitness(), whole.floor(), whole.runs(),
                whole.ceilings(), Ending.OPEN, whole.seconds()));
        assertThat(Checksums.files(dir)).contains("table.md").doesNotContain("report.html", "badge.svg",
                "timeline-dark.svg");
        assertThat(Verify.folder(dir).partial()).isTrue();
    }

    @Test
    void changedEvidenceIsNotRenderedAgain() throws Exception {
        SampleFolder.write(dir, false);
        edit("evidence.json", "\"cpuMicros\" : 100000", "\"cpuMicros\" : 90000");
        assertThatThrownBy(() -> ResultFolder.render(dir)).isInstanceOf(DifferenceException.class)
                .hasMessageStartingWith("evidence.json was changed");
    }

    @Test
    void renderingElsewhereLeavesTheFolderAsItIs(@TempDir Path other) throws Exception {
        SampleFolder.write(dir, false);
        ResultFolder.render(dir, other);
        assertThat(other.toFile().list()).contains("table.md", "table.csv", "brief.md", "verdicts.json",
                "report.html", "badge.svg", "timeline-dark.svg").doesNotContain("evidence.json", "plan.json");
        assertThat(Verify.folder(dir).files()).isEqualTo(25);
        assertThatThrownBy(() -> ResultFolder.render(dir, dir)).isInstanceOf(UsageException.class)
                .hasMessageEndingWith(" holds a comparison itself; name another directory with --out.");
    }

    private void edit(String name, String from, String to) throws IOException {
        String text = Files.readString(dir.resolve(name));
        assertThat(text).contains(from);
        Files.writeString(dir.resolve(name), text.replaceFirst(Pattern.quote(from), to));
    }

    private static String first() {
        return SampleFolder.evidence(false).plan().steps().getFirst().contender();
    }

    private static String second() {
        return SampleFolder.evidence(false).plan().steps().getLast().contender();
    }
}
