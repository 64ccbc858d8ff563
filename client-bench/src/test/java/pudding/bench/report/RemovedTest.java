package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Git;
import pudding.bench.stat.Caveat;

/// What becomes of older evidence, in a repository of its own.
final class RemovedTest {

    private static final String OLDER = "2026-03-01-sample-2-cpus-quick";
    private static final String NEWER = "2026-04-01-sample-2-cpus-quick";

    @TempDir private Path home;
    @TempDir private Path dir;

    private Path results = Path.of("");

    @BeforeEach
    void aRepository() throws Exception {
        assumeThat(Git.ask(home, "--version")).as("git").isNotNull();
        git("init", "-q");
        results = Files.createDirectory(home.resolve("results"));
        publish(Publishable.write(dir.resolve("older"), "2026-03-01T10:00:00Z"));
    }

    @Test
    void olderEvidenceGivesWayToItsTableAndItsChecksums() throws Exception {
        String sums = Files.readString(results.resolve(OLDER).resolve(Checksums.NAME));
        String commit = commit();

        assertThat(publish(Publishable.write(dir.resolve("newer"), "2026-04-01T10:00:00Z"))).last().asString()
                .isEqualTo(OLDER + " gave up its evidence, which commit " + commit.substring(0, 12) + " holds.");

        assertThat(Checksums.files(results.resolve(OLDER))).filteredOn(name -> !name.endsWith(".svg"))
                .containsExactly("brief.md", "plan.json", "profiles/000-plain-platform.html",
                        "profiles/001-netty-jdk.html", "published.json", "removed.json", "table.md", "verdicts.json");
        assertThat(Checksums.files(results.resolve(OLDER))).contains("badge.svg", "split-light.svg");
        assertThat(results.resolve(OLDER).resolve("logs")).doesNotExist();
        assertThat(results.resolve(OLDER).resolve(Checksums.NAME)).hasContent(sums);
        assertThat(Folders.verify(results.resolve(OLDER))).isEqualTo("Verified by checksums alone: 16 files; the "
                + "evidence was removed, and is in commit " + commit.substring(0, 12) + ".");
        assertThat(Folders.verify(results.resolve(NEWER))).startsWith("Verified: 31 files");
        assertThat(Files.readString(results.resolve("README.md")))
                .contains("[checksums](" + OLDER + "/SHA256SUMS); evidence in commit " + commit.substring(0, 12))
                .contains("[evidence](" + NEWER + "/evidence.json)")
                .contains("cp results/" + OLDER + "/plan.json results/local/plan.json && git checkout "
                        + Publishable.COMMIT.substring(0, 12) + " && ./pudding compare --plan results/local/plan.json");
    }

    @Test
    void evidenceThatNoCommitHoldsStaysUntilOneDoes() throws Exception {
        assertThat(publish(Publishable.write(dir.resolve("newer"), "2026-04-01T10:00:00Z"))).last().asString()
                .startsWith(OLDER + " keeps its evidence, because no commit holds it");
        assertThat(Folders.verify(results.resolve(OLDER))).startsWith("Verified: 31 files");

        commit();
        assertThat(new Publisher(results).tidy()).singleElement().asString().startsWith(OLDER + " gave up");
        assertThat(new Publisher(results).tidy()).isEmpty();
    }

    @Test
    void evidenceThatAnotherVersionWroteGivesWayToo() throws Exception {
        Path evidence = results.resolve(OLDER).resolve("evidence.json");
        Files.writeString(evidence, Files.readString(evidence).replaceFirst("\"schema\" : \\d+", "\"schema\" : 1"));
        PublisherTest.sumAgain(results.resolve(OLDER));
        commit();

        assertThat(new Publisher(results).tidy()).singleElement().asString().startsWith(OLDER + " gave up");
        assertThat(Folders.verify(results.resolve(OLDER))).startsWith("Verified by checksums alone");
    }

    @Test
    void aPartialOneDoesNotReplaceAWholeOne() throws Exception {
        commit();
        Path partial = Publishable.write(dir.resolve("newer"), "2026-04-01T10:00:00Z", "quick", Ending.DEADLINE, true,
                Publishable.COMMIT, false);
        new Publisher(results).publish(new Publisher.Request(partial, null, "", EnumSet.of(Caveat.Kind.PARTIAL)));
        assertThat(Removed.is(results.resolve(OLDER))).isFalse();
    }

    @Test
    void whatIsLeftMustBeWhatWasPublished() throws Exception {
        commit();
        publish(Publishable.write(dir.resolve("newer"), "2026-04-01T10:00:00Z"));
        Path older = results.resolve(OLDER);
        Files.writeString(older.resolve("extra.txt"), "x");
        differs(older, "extra.txt is not listed in SHA256SUMS.");
        Files.delete(older.resolve("extra.txt"));
        Files.writeString(older.resolve("verdicts.json"), "{}");
        differs(older, "verdicts.json was changed: SHA256SUMS lists another checksum for it.");
        Files.delete(older.resolve("verdicts.json"));
        Files.delete(older.resolve("table.md"));
        differs(older, "table.md is missing, and only the evidence was removed.");
    }

    private static void differs(Path folder, String sentence) {
        assertThatThrownBy(() -> Folders.verify(folder)).isInstanceOf(DifferenceException.class).hasMessage(sentence);
    }

    private List<String> publish(Path folder) throws Exception {
        return new Publisher(results).publish(new Publisher.Request(folder, null, "", Set.of()));
    }

    private String commit() throws IOException, InterruptedException {
        git("add", "--force", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "published");
        return Objects.requireNonNull(Git.ask(home, "rev-parse", "HEAD"));
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", home.toString(), "-c", "core.autocrlf=false",
                "-c", "commit.gpgsign=false"));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(output).isZero();
    }
}
