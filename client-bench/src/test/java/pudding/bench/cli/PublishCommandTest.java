package pudding.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import pudding.bench.report.Publishable;
import pudding.bench.report.SampleFolder;

@Isolated("it takes the standard streams")
final class PublishCommandTest {

    private static final String FOLDER = "2026-03-01-sample-2-cpus-quick";

    @TempDir private Path dir;
    @TempDir private Path home;

    @RegisterExtension private final StandardStreams streams = new StandardStreams();

    @Test
    void whatIsPublishedVerifiesWithAllTheRest() throws IOException {
        Publishable.write(dir, "2026-03-01T10:00:00Z");
        assertThat(publish(dir)).isEqualTo(Pudding.DONE);
        assertThat(publish(dir, "--label", "other")).isEqualTo(Pudding.DONE);
        assertThat(streams.out()).startsWith("Published: ");
        streams.resetOut();
        assertThat(Pudding.run("verify", results())).isEqualTo(Pudding.DONE);
        assertThat(streams.out()).hasLineCount(2).contains(FOLDER + ": Verified: 31 files, 2 runs")
                .contains("2026-03-01-other-quick: Verified: 31 files, 2 runs");
    }

    @Test
    void verifyGoesOnAfterAFolderThatDiffers() throws IOException {
        Publishable.write(dir, "2026-03-01T10:00:00Z");
        publish(dir);
        publish(dir, "--label", "other");
        streams.resetOut();
        Files.writeString(Path.of(results(), "2026-03-01-other-quick", "table.md"), "mine");
        assertThat(Pudding.run("verify", results())).isEqualTo(Pudding.FAIL);
        assertThat(streams.err()).hasLineCount(1).contains("2026-03-01-other-quick: table.md was changed");
        assertThat(streams.out()).hasLineCount(1).contains(FOLDER + ": Verified");
    }

    @Test
    void aRefusalIsOneSentenceAndStatusTwo() throws IOException {
        SampleFolder.write(dir, false);
        assertThat(publish(dir, "--anyway")).isEqualTo(Pudding.USAGE);
        assertThat(streams.err()).hasLineCount(1)
                .startsWith("A smoke comparison says nothing that could be published.");
        assertThat(Path.of(results())).doesNotExist();
    }

    @Test
    void whatDoesNotVerifyIsStatusOne() throws IOException {
        Publishable.write(dir, "2026-03-01T10:00:00Z");
        Files.delete(dir.resolve("plan.json"));
        assertThat(publish(dir, "--anyway")).isEqualTo(Pudding.FAIL);
        assertThat(streams.err()).hasLineCount(1).startsWith("plan.json is missing");
    }

    @Test
    void anotherDirectoryIsWrongUsage() {
        assertThat(publish(home)).isEqualTo(Pudding.USAGE);
        assertThat(streams.err()).hasLineCount(1).contains(" holds no evidence.json");
    }

    @Test
    void optionsForAFolderNeedAFolder() {
        assertThat(Pudding.run("publish", "--results", results(), "--anyway")).isEqualTo(Pudding.USAGE);
    }

    private int publish(Path folder, String... options) {
        String[] all = new String[options.length + 4];
        all[0] = "publish";
        all[1] = folder.toString();
        all[2] = "--results";
        all[3] = results();
        System.arraycopy(options, 0, all, 4, options.length);
        return Pudding.run(all);
    }

    private String results() {
        return home.resolve("results").toString();
    }
}
