package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.plan.RampKind;
import pudding.bench.stat.RampSamples;

class RampFolderTest {

    @TempDir private Path dir;

    private final RampEvidence evidence = RampSamples.evidence(Ending.COMPLETE,
            RampSamples.ceiling("plain-platform", RampKind.SUSTAINED,
                    RampSamples.held(RampKind.SUSTAINED, 2_000, false),
                    RampSamples.held(RampKind.SUSTAINED, 2_000, true)),
            RampSamples.ceiling("netty-jdk", RampKind.IDLE, RampSamples.held(RampKind.IDLE, 5_000, false)),
            RampSamples.curve("netty-jdk"), RampSamples.slopes("netty-jdk"), RampSamples.starts("netty-jdk"));

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(dir.resolve("logs"));
        Files.writeString(dir.resolve("logs/idle-netty-jdk-00.log"), "READY wss://127.0.0.1:34531 pid=4106\n");
        RampFolder.write(dir, evidence);
    }

    @Test
    void aFolderThatWasWrittenVerifies() throws Exception {
        assertThat(RampFolder.verify(dir)).isEqualTo("Verified: 9 files, 5 ramps, 3 attempts.");
        assertThat(dir).isDirectoryContaining("glob:**curve-dark.svg").isDirectoryContaining("glob:**memory-light.svg");
    }

    @Test
    void theEvidenceIsReadBackAsItWas() throws Exception {
        assertThat(Json.ramp(dir)).isEqualTo(evidence);
    }

    @Test
    void aChangedFileIsNamed() throws IOException {
        edit("ramp.md", "2,000", "3,000", false);

        assertThatExceptionOfType(DifferenceException.class).isThrownBy(() -> RampFolder.verify(dir))
                .withMessageContaining("ramp.md");
    }

    @Test
    void aPictureThatTellsOtherFiguresIsNamedAlsoWithNewChecksums() throws IOException {
        edit("curve-light.svg", "netty-jdk", "netty-JDK", true);

        assertThatExceptionOfType(DifferenceException.class).isThrownBy(() -> RampFolder.verify(dir))
                .withMessageContaining("curve-light.svg is not what ramp.json gives");
    }

    @Test
    void aNumberThatCountsAsHeldMustHaveBeenHeld() throws IOException {
        // What is derived does not show it; the attempt's own figures do.
        edit(RampFolder.EVIDENCE, "\"unfinished\" : 0", "\"unfinished\" : 7", true);

        assertThatExceptionOfType(DifferenceException.class).isThrownBy(() -> RampFolder.verify(dir))
                .withMessage(
                        "ramp.json has 2,000 clients of plain-platform as held, and its own figures say otherwise.");
    }

    @Test
    void whatIsDerivedIsRenderedAgain() throws Exception {
        Files.delete(dir.resolve("ramp.md"));
        Files.delete(dir.resolve("memory-dark.svg"));

        RampFolder.render(dir, dir);

        assertThat(RampFolder.verify(dir)).startsWith("Verified");
    }

    @Test
    void theTableSaysWhatStoppedASearch() throws IOException {
        assertThat(Files.readString(dir.resolve("ramp.md")))
                .contains("| netty-jdk, idle ceiling | 5,000 | no |  | search not finished |")
                .contains("| netty-jdk, idle | 20.0 (20.0 to 20.0) | 8.0 (8.0 to 8.0) |")
                .contains("| netty-jdk, AOT cache | 160.0 | 150.0 | 170.0 | 4.0 | 30.0 |")
                .contains("<source media=\"(prefers-color-scheme: dark)\" srcset=\"curve-dark.svg\">");
    }

    @Test
    void aServerThatShowsNothingOfItsWorkIsMarkedInEveryTable() throws Exception {
        String table = written(RampSamples.unproven(RampSamples.slopes("stranger")),
                RampSamples.unproven(RampSamples.ceiling("stranger", RampKind.IDLE,
                        RampSamples.held(RampKind.IDLE, 5_000, false))));

        assertThat(table.lines().filter(line -> line.startsWith("| stranger"))).hasSize(6)
                .allMatch(line -> line.startsWith("| stranger (unproven)"));
        assertThat(table).contains("- Warning: unproven, because nothing shows that the server parsed what it got: "
                + "stranger.\n");
        assertThat(RampFolder.verify(dir)).startsWith("Verified");
    }

    @Test
    void evidenceThatDoesNotTellOfReceiptsIsReadAndMarksNobody() throws Exception {
        edit(RampFolder.EVIDENCE, "    \"acks\" : true,\n", "", true);

        assertThat(Json.ramp(dir).runs()).allMatch(run -> run.acks() == null).noneMatch(RampRun::unproven);
        assertThat(RampFolder.verify(dir)).startsWith("Verified");
    }

    private String written(RampRun... runs) throws IOException {
        RampFolder.write(dir, RampSamples.evidence(Ending.COMPLETE, runs));
        return Files.readString(dir.resolve("ramp.md"));
    }

    private void edit(String name, String from, String to, boolean sumAgain) throws IOException {
        Path file = dir.resolve(name);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        if (sumAgain) {
            Files.writeString(dir.resolve(Checksums.NAME), Checksums.of(dir, Map.of()).text(),
                    StandardCharsets.UTF_8);
        }
    }
}
