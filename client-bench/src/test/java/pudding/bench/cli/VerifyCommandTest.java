package pudding.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import pudding.bench.report.SampleFolder;

@Isolated("it takes the standard streams")
final class VerifyCommandTest {

    @TempDir private Path dir;

    @RegisterExtension private final StandardStreams streams = new StandardStreams();

    @BeforeEach
    void writeAFolder() throws IOException {
        SampleFolder.write(dir, false);
    }

    @Test
    void verifyPrintsOneLineWhenNothingDiffers() {
        assertThat(Pudding.run("verify", dir.toString())).isEqualTo(Pudding.DONE);
        assertThat(streams.out()).hasLineCount(1).startsWith("Verified: 25 files, 2 runs, ");
        assertThat(streams.err()).isEmpty();
    }

    @Test
    void verifyFailsWithOneSentenceWhenSomethingDiffers() throws IOException {
        Files.writeString(dir.resolve("table.md"), "mine");
        assertThat(Pudding.run("verify", dir.toString())).isEqualTo(Pudding.FAIL);
        assertThat(streams.err()).hasLineCount(1)
                .startsWith("table.md was changed: SHA256SUMS lists another checksum for it.");
        assertThat(streams.out()).isEmpty();
    }

    @Test
    void anotherDirectoryIsWrongUsage(@TempDir Path other) {
        assertThat(Pudding.run("verify", other.toString())).isEqualTo(Pudding.USAGE);
        assertThat(Pudding.run("report", other.toString())).isEqualTo(Pudding.USAGE);
        assertThat(streams.err()).hasLineCount(2).contains(" holds no evidence.json");
    }

    @Test
    void reportPrintsTheTableAndMendsTheFolder() throws IOException {
        Files.writeString(dir.resolve("table.md"), "mine");
        assertThat(Pudding.run("report", dir.toString())).isEqualTo(Pudding.DONE);
        assertThat(streams.out()).contains("CPU per message, µs");
        assertThat(Pudding.run("verify", dir.toString())).isEqualTo(Pudding.DONE);
    }

    @Test
    void reportRefusesChangedEvidence() throws IOException {
        Files.writeString(dir.resolve("plan.json"), "{}");
        assertThat(Pudding.run("report", dir.toString())).isEqualTo(Pudding.FAIL);
        assertThat(streams.err()).startsWith("plan.json was changed");
    }
}
