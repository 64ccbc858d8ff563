package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.plan.RampKind;
import pudding.bench.stat.Caveat;
import pudding.bench.stat.RampSamples;
import pudding.contract.UsageException;

final class PublisherTest {

    private static final String ENDED = "2026-03-01T10:00:00Z";
    private static final String FOLDER = "2026-03-01-sample-2-cpus-quick";
    private static final Set<Caveat.Kind> ALL = EnumSet.allOf(Caveat.Kind.class);

    @TempDir private Path home;
    @TempDir private Path dir;

    private Path results = Path.of("");

    @BeforeEach
    void aProjectWithAPage() throws IOException {
        results = Files.createDirectory(home.resolve("results"));
        Files.writeString(home.resolve("README.md"),
                "before\n<!-- published:begin -->\nold\n<!-- published:end -->\nafter\n");
    }

    @Test
    void aComparisonIsPublishedUnderItsDateMachineAndProfile() throws Exception {
        assertThat(publish(Publishable.write(dir, ENDED))).singleElement().asString()
                .isEqualTo("Published: " + results.resolve(FOLDER) + ", 1.4 MB.");
        assertThat(names()).containsExactly(FOLDER, "README.md");
        assertThat(Folders.verify(results.resolve(FOLDER))).startsWith("Verified: 31 files, 2 runs, ");
    }

    @Test
    void logsAreCompressedAndLoseNothing() throws Exception {
        publish(Publishable.write(dir, ENDED));
        try (Stream<Path> logs = Files.list(results.resolve(FOLDER).resolve("logs"))) {
            assertThat(logs.toList()).hasSize(2).allSatisfy(log -> {
                String name = log.getFileName().toString();
                assertThat(name).endsWith(".log.gz");
                try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(log))) {
                    assertThat(in.readAllBytes()).isEqualTo(
                            Files.readAllBytes(dir.resolve("logs").resolve(name.substring(0, name.length() - 3))));
                }
            });
        }
    }

    @Test
    void aCompressedLogThatTellsOfAUserDoesNotVerify() throws Exception {
        publish(Publishable.write(dir, ENDED));
        Path log = results.resolve(FOLDER).resolve("logs/x.log.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(log))) {
            out.write("at /home/someone/secret".getBytes(StandardCharsets.UTF_8));
        }
        sumAgain(results.resolve(FOLDER));
        assertThatThrownBy(() -> Folders.verify(results.resolve(FOLDER))).isInstanceOf(DifferenceException.class)
                .hasMessageContaining("Line 1 of logs/x.log.gz tells of a machine");
    }

    @Test
    void aLabelIsMadeFitForAName() throws Exception {
        Publishable.write(dir, ENDED);
        new Publisher(results).publish(new Publisher.Request(dir, "My Board / 4 GB", "", Set.of()));
        assertThat(names()).contains("2026-03-01-my-board-4-gb-quick");
        assertThatThrownBy(() -> new Publisher(results).publish(new Publisher.Request(dir, "..", "", Set.of())))
                .isInstanceOf(UsageException.class).hasMessageStartingWith("--label takes letters and digits");
    }

    @Test
    void whatWentWrongIsRefusedAndWithPermissionPublishedBesideItsTable() throws Exception {
        refuses("quick", Ending.INTERRUPTED, true, Publishable.COMMIT, Caveat.Kind.PARTIAL,
                "partial: it was interrupted, 2 runs for a plan of 2; --partial publishes it");
        refuses("quick", Ending.COMPLETE, false, Publishable.COMMIT, Caveat.Kind.FAILED,
                "a run failed; --anyway publishes it");
        refuses("quick", Ending.COMPLETE, true, null, Caveat.Kind.NO_COMMIT,
                "no commit holds the source that was measured; --anyway publishes it");
    }

    private void refuses(String profile, Ending ending, boolean ok, @Nullable String commit,
            Caveat.Kind kind, String sentence) throws Exception {
        Path folder = Publishable.write(dir.resolve(kind.name()), ENDED, profile, ending, ok, commit,
                commit == null ? null : false);
        assertThatThrownBy(() -> publish(folder)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("Not to be published without saying so: " + sentence);
        new Publisher(results).publish(new Publisher.Request(folder, kind.name(), "", EnumSet.of(kind)));
        assertThat(Files.readString(results.resolve("README.md"))).contains("**" + sentence.split(";", 2)[0] + "**");
    }

    @Test
    void changesThatNoCommitHoldsAreRefused() throws Exception {
        Publishable.write(dir, ENDED, "quick", Ending.COMPLETE, true, Publishable.COMMIT, true);
        assertThatThrownBy(() -> publish(dir)).isInstanceOf(UsageException.class)
                .hasMessageContaining("no commit holds the source");
        assertThat(names()).isEmpty();
    }

    @Test
    void smokeAndSelftestAreNeverPublished() throws Exception {
        for (String profile : List.of("smoke", "selftest")) {
            Path folder = Publishable.write(dir.resolve(profile), ENDED, profile, Ending.COMPLETE, true,
                    Publishable.COMMIT, false);
            assertThatThrownBy(() -> new Publisher(results).publish(new Publisher.Request(folder, null, "", ALL)))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("A " + profile + " comparison says nothing that could be published.");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void whatDoesNotVerifyIsNeverPublished() throws Exception {
        Publishable.write(dir, ENDED);
        Files.writeString(dir.resolve("table.md"), "mine");
        assertThatThrownBy(() -> new Publisher(results).publish(new Publisher.Request(dir, null, "", ALL)))
                .isInstanceOf(DifferenceException.class).hasMessageStartingWith("table.md was changed");
        assertThat(names()).isEmpty();
    }

    @Test
    void aFolderThatIsThereStays() throws Exception {
        publish(Publishable.write(dir, ENDED));
        assertThatThrownBy(() -> publish(dir)).isInstanceOf(UsageException.class)
                .hasMessageEndingWith(" is there already; remove it first, or give another --label.");
    }

    @Test
    void aFailureLeavesNothingBehind() throws Exception {
        Publishable.write(dir, ENDED);
        // What the copy tells of a user is found when the copy is verified.
        assertThatThrownBy(() -> new Publisher(results)
                .publish(new Publisher.Request(dir, null, "made in /home/someone/bench", ALL)))
                .isInstanceOf(DifferenceException.class).hasMessageContaining("published.json tells of a machine");
        assertThat(names()).isEmpty();
    }

    @Test
    void aPageWithoutItsBlockIsFoundOutBeforeAnythingIsWritten() throws Exception {
        Publishable.write(dir, ENDED);
        Files.writeString(home.resolve("README.md"), "no block\n");
        assertThatThrownBy(() -> publish(dir)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("README.md needs one line <!-- published:begin -->");
        assertThat(names()).isEmpty();
    }

    @Test
    void filesThatNoChecksumListsAreNotCopied() throws Exception {
        Publishable.write(dir, ENDED, "quick", Ending.INTERRUPTED, true, Publishable.COMMIT, false);
        Files.writeString(dir.resolve("evidence.json.part"), "half");
        new Publisher(results).publish(new Publisher.Request(dir, null, "", ALL));
        assertThat(results.resolve(FOLDER + "/evidence.json.part")).doesNotExist();
    }

    @Test
    void aRampIsPublishedUnderItsKinds() throws Exception {
        Files.createDirectories(dir.resolve("logs"));
        Files.writeString(dir.resolve("logs/idle-netty-jdk-00.gc.log"), "[1ns][gc] x\n");
        RampFolder.write(dir, RampSamples.evidence(Ending.COMPLETE,
                RampSamples.ceiling("plain-platform", RampKind.IDLE, RampSamples.held(RampKind.IDLE, 5_000, true))));
        new Publisher(results).publish(new Publisher.Request(dir, "board", "Only one.", ALL));
        String folder = names().getFirst();
        assertThat(folder).endsWith("-board-ramp-idle-sustained-curve-slopes-starts");
        assertThat(Folders.verify(results.resolve(folder))).startsWith("Verified: ");
        assertThat(Files.readString(results.resolve("README.md")))
                .contains("Idle ceiling: plain-platform 5,000").contains("Only one.")
                .contains("[table](" + folder + "/ramp.md)")
                .contains(
                        "./pudding ramp --kind idle,sustained,curve,slopes,starts --contenders plain-platform,netty-jdk "
                                + "--seed 42 --most 100000 --hold 30s --rate 1 --max-p99 1s");
        assertThat(Files.readString(home.resolve("README.md")))
                .isEqualTo("before\n<!-- published:begin -->\n\n<!-- published:end -->\nafter\n");
    }

    @Test
    void aFolderSaysOfItselfWhatItsEvidenceGives() throws Exception {
        publish(Publishable.write(dir, ENDED));
        Path published = results.resolve(FOLDER);
        Path says = published.resolve("published.json");
        Files.writeString(says, Files.readString(says).replace("\"caveats\" : [ ]",
                "\"caveats\" : [ {\"kind\" : \"VOID\", \"sentence\" : \"x\"} ]"));
        sumAgain(published);
        assertThatThrownBy(() -> Folders.verify(published)).isInstanceOf(DifferenceException.class)
                .hasMessage("published.json is not what the evidence gives.");
    }

    private List<String> publish(Path folder) throws Exception {
        return new Publisher(results).publish(new Publisher.Request(folder, null, "", Set.of()));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static void sumAgain(Path folder) throws IOException {
        Files.writeString(folder.resolve(Checksums.NAME), Checksums.of(folder, Map.of()).text());
    }
}
