package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static pudding.bench.stat.Samples.evidence;
import static pudding.bench.stat.Samples.loadedRun;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.ArticleWindow;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Warning;
import pudding.bench.plan.Part;
import pudding.bench.plan.Profile;

/// What is said of servers that offer less than the built-in ones.
class StandingTest {

    private static final String STRANGER = "netty-jdk";

    @Test
    void aContenderThatProvesNothingIsMarkedOverItsColumn() {
        Comparison comparison = Compare.of(strange(Profile.QUICK, Warning.UNPROVEN, Warning.PING_ROUND_TRIP));

        assertThat(comparison.heads()).containsExactly("plain-platform", "netty-jdk (unproven)");
        assertThat(comparison.notes()).anyMatch(note -> note.startsWith("Warning: unproven, because"));
    }

    @Test
    void aContenderWithReceiptsIsNot() {
        assertThat(Compare.of(strange(Profile.QUICK)).heads()).containsExactly("plain-platform", "netty-jdk");
    }

    @Test
    void theRoundTripOfAPingIsNoLatency() {
        Comparison comparison = Compare.of(strange(Profile.QUICK, Warning.PING_ROUND_TRIP));

        assertThat(cell(comparison, "p99_millis")).isEqualTo(new Cell.NotAvailable(
                "it answers no message, so that only a ping behind the message can be timed"));
        assertThat(cell(comparison, "ping_p99_millis")).isEqualTo(new Cell.Figure(new Summary(3, 3, 3, 1)));
        assertThat(comparison.notes()).contains("n/a, netty-jdk: it answers no message, so that only a ping behind the "
                + "message can be timed (Latency p50; Latency p99; Latency p99.9; Latency max).");
    }

    @Test
    void everyRowOfAStrangeTableHasADirection() {
        assertThat(Compare.of(strange(Profile.QUICK, Warning.PING_ROUND_TRIP)).rows())
                .allSatisfy(row -> assertThat(Direction.of(row.id())).isNotNull());
    }

    @Test
    void withoutPingsThereAreNoRowsOfThem() {
        assertThat(Compare.of(strange(Profile.QUICK)).rows()).extracting(Row::id).doesNotContain("ping_p99_millis");
    }

    @Test
    void whatOnlyAJvmTellsIsNotKnownOfAnother() {
        Comparison comparison = Compare.of(strange(Profile.QUICK));

        assertThat(cell(comparison, "allocated_bytes"))
                .isEqualTo(new Cell.NotAvailable("only a JVM tells it, and there is none, or none that answers"));
        assertThat(cell(comparison, "memory_bytes")).isEqualTo(cell(comparison, "allocated_bytes"));
        assertThat(cell(comparison, "rss_bytes")).isEqualTo(new Cell.Figure(new Summary(90e6, 90e6, 90e6, 1)));
    }

    @Test
    void proportionalMemoryIsAFigureOrSaysWhyItIsNot() {
        RunRecord[] runs = Samples.blocks(Samples.plan(Profile.QUICK), 100, 1);
        Evidence evidence = evidence(Profile.QUICK, false, Stream.of(runs)
                .map(run -> run.contender().equals(STRANGER) ? as(run.index(), run, unreadable()) : run)
                .toArray(RunRecord[]::new));

        assertThat(cell(Compare.of(evidence), "pss_bytes"))
                .isEqualTo(new Cell.NotAvailable("the mappings of one of its processes could not be read"));
        assertThat(cell(Compare.of(evidence(Profile.QUICK, false, runs)), "pss_bytes"))
                .isInstanceOf(Cell.Figure.class);
    }

    @Test
    void aComparisonOfBeforeItWasReadHasNoRowOfProportionalMemory() {
        assertThat(Compare.of(strange(Profile.QUICK)).rows()).noneMatch(row -> row.id().equals("pss_bytes"));
    }

    private static ArticleWindow unreadable() {
        return new ArticleWindow(100, 3, 60_000_000, 90_000_000, null, null, null, 12, 130);
    }

    @Test
    void aContenderWithoutCountersSaysWhatIsKnownOfLoss() {
        assertThat(cell(Compare.of(strange(Profile.QUICK)), "unaccounted")).isEqualTo(new Cell.NotAvailable(
                "the server has no counters; every receipt that was due came, with the right digest"));
        assertThat(cell(Compare.of(strange(Profile.QUICK, Warning.PING_ROUND_TRIP)), "unaccounted"))
                .isEqualTo(new Cell.NotAvailable(
                        "the server has no counters; every ping behind a message was answered"));
    }

    @Test
    void oneThatIsNotKnownInAllIsNeverCalledTheSame() {
        RunRecord[] equal = Samples.blocks(Samples.plan(Profile.QUICK), 100, 1);
        RunRecord[] pinged = Stream.of(equal)
                .map(run -> run.contender().equals(STRANGER)
                        ? as(run.index(), run, run.article(), Warning.PING_ROUND_TRIP) : run)
                .toArray(RunRecord[]::new);

        assertThat(Verdicts.of(evidence(Profile.QUICK, false, equal)).overall(STRANGER)).isEqualTo(Overall.SAME);
        Verdicts verdicts = Verdicts.of(evidence(Profile.QUICK, false, pinged));
        assertThat(verdicts.overall(STRANGER)).isEqualTo(Overall.OPEN);
        assertThat(verdicts.headlines()).singleElement().extracting(Verdicts.Headline::sentence).asString()
                .contains("no verdict").doesNotContain("no practical difference");
    }

    private static Evidence strange(Profile profile, Warning... warnings) {
        RunRecord run = loadedRun(STRANGER, Outcome.OK, 80_000);
        int index = Samples.plan(profile).steps().stream()
                .filter(step -> step.contender().equals(STRANGER) && step.part() != Part.PILOT).findFirst()
                .orElseThrow()
                .index();
        return evidence(profile, false, loadedRun("plain-platform", Outcome.OK, 100_000),
                as(index, run, unreadable(), warnings));
    }

    /// The same run of a server without counters; it is no JVM.
    private static RunRecord as(int index, RunRecord run, @Nullable ArticleWindow article, Warning... warnings) {
        RunRecord.Loaded of = run.loaded();
        RunRecord.Loaded loaded = of == null ? null
                : new RunRecord.Loaded(of.path(), of.clients(), of.seconds(), of.due(), of.sent(), of.messages(),
                        of.elapsedMicros(), of.cpuMicros(), of.userMicros(), of.systemMicros(), of.jitMicros(),
                        of.gcMicros(), of.hostBusyMicros(), of.cpuSet(), of.generatorMicros(), of.generatorCpus(),
                        null, null, of.rssBytes(), of.peakRssBytes(), of.threads(), of.voluntarySwitches(),
                        of.forcedSwitches(), of.latency(), of.service(), of.lag(), of.perSecond());
        return new RunRecord(index, 1, run.contender(), run.stages(), run.began(), run.seconds(),
                run.outcome(), run.problems(), List.of(warnings), run.startMillis(), run.tls(), run.serverCpus(),
                run.command(), run.warmUps(), article, loaded, null, null, null, null, 0);
    }

    private static Cell cell(Comparison comparison, String id) {
        return comparison.rows().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow().cells().get(1);
    }
}
