package pudding.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import pudding.bench.report.SampleFolder;

@Isolated("it takes the standard streams")
final class VerifyCommandTest {

    @TempDir private Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;

    @BeforeEach
    void takeTheStreams() throws IOException {
        SampleFolder.write(dir, false);
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveTheStreamsBack() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    @Test
    void verifyPrintsOneLineWhenNothingDiffers() {
        assertThat(Pudding.run("verify", dir.toString())).isEqualTo(Pudding.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(1).startsWith("Verified: 23 files, 2 runs, ");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void verifyFailsWithOneSentenceWhenSomethingDiffers() throws IOException {
        Files.writeString(dir.resolve("table.md"), "mine");
        assertThat(Pudding.run("verify", dir.toString())).isEqualTo(Pudding.FAIL);
        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1)
                .startsWith("table.md was changed: SHA256SUMS lists another checksum for it.");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anotherDirectoryIsWrongUsage(@TempDir Path other) {
        assertThat(Pudding.run("verify", other.toString())).isEqualTo(Pudding.USAGE);
        assertThat(Pudding.run("report", other.toString())).isEqualTo(Pudding.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(2).contains(" holds no evidence.json");
    }

    @Test
    void reportPrintsTheTableAndMendsTheFolder() throws IOException {
        Files.writeString(dir.resolve("table.md"), "mine");
        assertThat(Pudding.run("report", dir.toString())).isEqualTo(Pudding.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("CPU per message, µs");
        assertThat(Pudding.run("verify", dir.toString())).isEqualTo(Pudding.DONE);
    }

    @Test
    void reportRefusesChangedEvidence() throws IOException {
        Files.writeString(dir.resolve("plan.json"), "{}");
        assertThat(Pudding.run("report", dir.toString())).isEqualTo(Pudding.FAIL);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("plan.json was changed");
    }
}
