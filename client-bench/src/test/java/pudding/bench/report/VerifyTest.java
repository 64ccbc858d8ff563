package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.FoldedStacks;
import pudding.bench.measure.Gzip;
import pudding.bench.measure.HistogramLog;
import pudding.bench.measure.RunRecord;
import pudding.bench.plan.Stage;
import pudding.contract.UsageException;

final class VerifyTest {

    @TempDir private Path dir;

    @Test
    void anUntouchedFolderVerifies() throws Exception {
        SampleFolder.write(dir, false);
        Verified verified = Verify.folder(dir);
        assertThat(verified.files()).isEqualTo(25);
        assertThat(verified.runs()).isEqualTo(2);
        // Six quantiles of each of four histograms, and the table.
        assertThat(verified.figures()).isGreaterThan(24);
        assertThat(verified.sentence()).startsWith("Verified: 25 files, 2 runs, ").endsWith(" figures.");
    }

    @Test
    void anInterruptedComparisonVerifiesAndIsMarked() throws Exception {
        SampleFolder.write(dir, true);
        assertThat(Verify.folder(dir).sentence())
                .endsWith(" figures; partial: it ended before its plan, of 2 runs, was done.");
    }

    @Test
    void whatAKilledComparisonLeftOfItsLastRunIsNoDifference() throws Exception {
        SampleFolder.write(dir, true);
        Files.writeString(dir.resolve("logs/001-netty-jdk.log"), "READY");
        SampleFolder.STACKS.write(dir.resolve(FoldedStacks.name("001-netty-jdk")));
        Files.writeString(dir.resolve("evidence.json.part"), "{");
        assertThat(Verify.folder(dir).partial()).isTrue();
        Files.writeString(dir.resolve("logs/000-other.log"), "READY");
        assertDiffers("logs/000-other.log is not listed in SHA256SUMS.");
    }

    /// One bit of one byte, in the middle of each file.
    @TestFactory
    Stream<DynamicTest> aFileWithOneByteChangedIsNamed() throws IOException {
        SampleFolder.write(dir, false);
        List<String> names = new ArrayList<>(Checksums.files(dir));
        assertThat(names).hasSize(25);
        names.add(Checksums.NAME);
        return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            byte[] whole = Files.readAllBytes(dir.resolve(name));
            byte[] flipped = whole.clone();
            flipped[whole.length / 2] ^= 1;
            Files.write(dir.resolve(name), flipped);
            assertThatThrownBy(() -> Verify.folder(dir)).isInstanceOf(DifferenceException.class)
                    .hasMessageContaining(name);
            Files.write(dir.resolve(name), whole);
            assertThat(Verify.folder(dir).files()).isEqualTo(25);
        }));
    }

    @TestFactory
    Stream<DynamicTest> aFileThatIsMissingIsNamed() throws IOException {
        SampleFolder.write(dir, false);
        List<String> names = new ArrayList<>(Checksums.files(dir));
        names.add(Checksums.NAME);
        return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            byte[] whole = Files.readAllBytes(dir.resolve(name));
            Files.delete(dir.resolve(name));
            assertThatThrownBy(() -> Verify.folder(dir)).isInstanceOf(DifferenceException.class)
                    .hasMessageStartingWith(name + " is missing");
            Files.write(dir.resolve(name), whole);
        }));
    }

    /// Every edit with the checksums computed again, as someone would who wants it to pass.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            evidence.json | "cpuMicros" : 100000  | "cpuMicros" : 110000  | of table.md is not what evidence.json gives: "
            evidence.json | "cpuMicros" : 100000  | "cpuMicros" : 90000   | evidence.json: runs[0].loaded.cpuMicros is 90000, and the seconds have 100000.
            evidence.json | "due" : 1000          | "due" : 800           | evidence.json: runs[0].loaded is not of the load that is planned.
            evidence.json | "attempt" : 1         | "attempt" : 2         | evidence.json: attempt 2 of step 0 is out of place.
            evidence.json | "rssBytes" : 134217728 | "rssBytes" : 100000000 | of table.md is not what evidence.json gives: "
            evidence.json | "p99" : 3             | "p99" : 2             | runs[0].loaded.latency.p99 is
            evidence.json | "max" : 3             | "max" : 2             | runs[0].loaded.latency.max is
            evidence.json | "JSON" : 500          | "JSON" : 400          | evidence.json: runs[0].profile has 5 stacks in the slices {JSON=400, TLS=90,
            evidence.json | "stacks" : 5          | "stacks" : 4          | evidence.json: runs[0].profile has 4 stacks in the slices {JSON=500, TLS=90,
            evidence.json | "sent" : 600          | "sent" : 601          | evidence.json: runs[0].loaded.sent is 1000, and the seconds have 1001.
            evidence.json | "received" : 2000     | "received" : 1999     | evidence.json: runs[0] has the outcome OK and a ledger that does not balance.
            evidence.json | "outcome" : "FAIL"    | "outcome" : "OK"      | evidence.json: runs[1] has the outcome OK and 1 problems.
            evidence.json | "seconds" : 61.5      | "seconds" : 99.5      | of table.md is not what evidence.json gives: "
            evidence.json | "seed" : 42           | "seed" : 43           | plan.json is not the plan that evidence.json holds.
            evidence.json | "command" : [ "java"  | "command" : [ "/root/x" | of evidence.json tells of a machine or its user: "/root/x".
            plan.json     | "seed" : 42           | "seed" : 43           | plan.json is not the plan that evidence.json holds.
            table.md      | # Plain               | # Fancy               | Line 1 of table.md is not what evidence.json gives: "# Fancy threads against Netty" instead of "# Plain threads against Netty".
            table.csv     | median                | mean                  | Line 1 of table.csv is not what evidence.json gives: "
            profiles/000-plain-platform.html | SocketDispatcher | FileDispatcher | of profiles/000-plain-platform.html is not what evidence.json gives: "' sun.nio.ch.FileDispatcher.read0'
            brief.md      | plain-platform        | netty-platform        | Line 1 of brief.md is not what evidence.json gives: "
            """)
    void anEditIsNamedEvenWhenTheChecksumsFit(String file, String from, String to, String sentence) throws Exception {
        SampleFolder.write(dir, false);
        String text = Files.readString(dir.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(dir.resolve(file), text.replaceFirst(Pattern.quote(from), to));
        sum();
        assertThatThrownBy(() -> Verify.folder(dir)).isInstanceOf(DifferenceException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aRunThatIsLeftOutIsMissed() throws Exception {
        Evidence whole = SampleFolder.write(dir, false);
        new ResultFolder(dir).write(new Evidence(whole.schema(), whole.plan(), whole.environment(),
                whole.descriptions(), whole.artefacts(), whole.fitness(), whole.floor(), whole.runs().subList(0, 1),
                whole.ceilings(), Ending.COMPLETE, whole.seconds()));
        assertDiffers("evidence.json has no run of step 1 and is not marked partial.");
    }

    @Test
    void otherHistogramsAreNoticed() throws Exception {
        Evidence evidence = SampleFolder.write(dir, false);
        String name = evidence.runs().getFirst().contender();
        Path loaded = dir.resolve(HistogramLog.name(RunRecord.name(0, name, 1), Stage.LOADED));
        Files.copy(loaded, dir.resolve(HistogramLog.name(RunRecord.name(0, name, 1), Stage.DISCARD)),
                StandardCopyOption.REPLACE_EXISTING);
        sum();
        assertThatThrownBy(() -> Verify.folder(dir)).isInstanceOf(DifferenceException.class).hasMessage(
                "evidence.json: runs[0].discard.latency is null, and histograms/000-" + name
                        + "-discard.hlog holds 100 values for it.");
        Files.writeString(loaded, "no log\n");
        sum();
        assertThatThrownBy(() -> Verify.folder(dir)).isInstanceOf(DifferenceException.class)
                .hasMessageContaining("histograms/000-" + name + "-loaded.hlog");
    }

    @Test
    void otherStacksAreNoticed() throws Exception {
        Evidence evidence = SampleFolder.write(dir, false);
        String name = FoldedStacks.name(evidence.runs().getFirst().name());
        Path file = dir.resolve(name);
        new FoldedStacks(new TreeMap<>(Map.of("a.b", 890))).write(file);
        sum();
        assertThatThrownBy(() -> Verify.folder(dir)).isInstanceOf(DifferenceException.class)
                .hasMessageEndingWith(", and " + name + " gives 1 in {REST=890}, "
                        + "[HotFrame[method=a.b, samples=890]].");
        Files.write(file, Gzip.compressed(new byte[] {'a'}));
        sum();
        assertDiffers(name + " holds no folded stacks.");
        Files.delete(file);
        sum();
        assertDiffers(name + " is missing, and evidence.json has its figures.");
    }

    @Test
    void stacksThatTheEvidenceDoesNotKnowAreNamed() throws Exception {
        Evidence evidence = SampleFolder.write(dir, false);
        Path file = dir.resolve("evidence.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\n *\"stacks\" : 5,", ""));
        sum();

        assertThatThrownBy(() -> Verify.folder(dir)).isInstanceOf(DifferenceException.class)
                .hasMessageContaining(" has no stacks, and "
                        + FoldedStacks.name(evidence.runs().getFirst().name()) + " has some.");
    }

    @Test
    void aFolderOfBeforeStacksWereKeptVerifies() throws Exception {
        Evidence evidence = SampleFolder.write(dir, false);
        Path file = dir.resolve("evidence.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\n *\"stacks\" : 5,", ""));
        Files.delete(dir.resolve(FoldedStacks.name(evidence.runs().getFirst().name())));
        sum();
        ResultFolder.render(dir);
        assertThat(Verify.folder(dir).files()).isEqualTo(23);
    }

    @Test
    void aFileThatIsNotListedIsNamed() throws Exception {
        SampleFolder.write(dir, false);
        Files.writeString(dir.resolve("logs/more.txt"), "");
        assertDiffers("logs/more.txt is not listed in SHA256SUMS.");
    }

    @Test
    void aLogThatTellsOfTheMachineIsNamed() throws Exception {
        SampleFolder.write(dir, false);
        Files.writeString(dir.resolve("logs/000-x.log"), "READY\nno /home/ann/x\n");
        sum();
        assertDiffers("Line 2 of logs/000-x.log tells of a machine or its user: \"/home/ann/x\".");
    }

    @Test
    void aFolderOfANewerVersionIsRefusedAndNotCalledWrong() throws Exception {
        SampleFolder.write(dir, false);
        Path evidence = dir.resolve("evidence.json");
        Files.writeString(evidence, Files.readString(evidence).replaceFirst("\"schema\" : \\d+", "\"schema\" : 99"));
        sum();
        assertThatThrownBy(() -> Verify.folder(dir)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("evidence.json was written by a newer version (schema 99;");
    }

    private void assertDiffers(String sentence) {
        assertThatThrownBy(() -> Verify.folder(dir)).isInstanceOf(DifferenceException.class).hasMessage(sentence);
    }

    private void sum() throws IOException {
        Files.writeString(dir.resolve(Checksums.NAME), Checksums.of(dir, Map.of()).text());
    }
}
