package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static pudding.bench.stat.Samples.evidence;
import static pudding.bench.stat.Samples.loadedRun;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Warning;
import pudding.bench.plan.Part;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.plan.RampKind;

final class CompareTest {

    @Test
    void aFigureIsTheMedianOfTheRunsWithTheirExtremes() {
        Comparison comparison = Compare.of(evidence(Profile.QUICK, false,
                loadedRun("plain-platform", Outcome.OK, 100_000), loadedRun("plain-platform", Outcome.OK, 90_000),
                loadedRun("plain-platform", Outcome.OK, 130_000)));
        assertThat(cell(comparison, "cpu_micros", 0)).isEqualTo(new Cell.Figure(new Summary(100, 90, 130, 3)));
    }

    @Test
    void aFailedRunGivesNoFigureAndIsTold() {
        Comparison comparison = Compare.of(evidence(Profile.QUICK, false,
                loadedRun("netty-jdk", Outcome.FAIL, 10), loadedRun("netty-jdk", Outcome.OK, 80_000)));
        assertThat(cell(comparison, "cpu_micros", 1)).isEqualTo(new Cell.Figure(new Summary(80, 80, 80, 1)));
        assertThat(cell(comparison, "runs", 1)).isEqualTo(new Cell.Text("1 / 0 / 1"));
        assertThat(comparison.notes())
                .anyMatch(note -> note.matches("FAIL: run \\d+, netty-jdk: The server ended by itself."));
    }

    @Test
    void whatWasNotMeasuredIsNotAvailable() {
        Comparison comparison = Compare.of(evidence(Profile.QUICK, false));
        assertThat(comparison.rows())
                .filteredOn(row -> row.id().equals("cpu_micros") || row.id().equals("memory_bytes"))
                .hasSize(2).allSatisfy(row -> assertThat(row.cells()).allMatch(Cell.NotAvailable.class::isInstance));
    }

    @Test
    void theMostClientsStandThereWithWhatStoppedThem() {
        Evidence searched = RampSamples.with(evidence(Profile.ARTICLE, false),
                RampSamples.ceiling("plain-platform", RampKind.SUSTAINED,
                        RampSamples.held(RampKind.SUSTAINED, 100_000, true)),
                RampSamples.ceiling("plain-platform", RampKind.IDLE, RampSamples.held(RampKind.IDLE, 5_000, false)));
        Comparison comparison = Compare.of(searched);

        assertThat(cell(comparison, "max_clients", 0))
                .isEqualTo(new Cell.Text("≥ 100,000: the search's own bound"));
        assertThat(cell(comparison, "max_idle", 0))
                .isEqualTo(new Cell.Text("5,000, search not finished, not confirmed"));
        assertThat(comparison.notes()).anyMatch(note -> note.endsWith("does not make them equal."));
    }

    @Test
    void aSearchThatFailedIsNotCalledUnsearched() {
        assertThat(cell(Compare.of(evidence(Profile.ARTICLE, false, loadedRun("netty-jdk", Outcome.FAIL, 1))),
                "max_clients", 1)).isEqualTo(new Cell.NotAvailable("the search was not come to, or failed"));
    }

    @Test
    void aVoidRunGivesNoFigureAndIsCounted() {
        Comparison comparison = Compare.of(evidence(Profile.QUICK, false,
                loadedRun("netty-jdk", Outcome.INVALID, 10, Warning.HOST_STEAL),
                loadedRun("netty-jdk", Outcome.OK, 80_000)));
        assertThat(cell(comparison, "cpu_micros", 1)).isEqualTo(new Cell.Figure(new Summary(80, 80, 80, 1)));
        assertThat(comparison.notes()).contains("Void runs, which give no figure: netty-jdk 1 of 2.");
    }

    @Test
    void thePilotGivesNoFigure() {
        RunRecord run = loadedRun("plain-platform", Outcome.OK, 80_000);
        Plan plan = Samples.plan(Profile.QUICK);
        assertThat(plan.steps().getFirst().part()).isEqualTo(Part.PILOT);
        RunRecord pilot = new RunRecord(0, 1, run.contender(), run.stages(), 0, 1, Outcome.OK, List.of(), List.of(), 1,
                List.of(), "0", List.of(), List.of(), null, run.loaded(), null, null, null, null, 0);
        assertThat(cell(Compare.of(evidence(Profile.QUICK, false, pilot)), "cpu_micros", 0))
                .isInstanceOf(Cell.NotAvailable.class);
    }

    @Test
    void theJitIsTakenOffInARowOfItsOwn() {
        assertThat(cell(Compare.of(evidence(Profile.QUICK, false, loadedRun("netty-jdk", Outcome.OK, 80_000))),
                "cpu_less_jit_micros", 1)).isEqualTo(new Cell.Figure(new Summary(70, 70, 70, 1)));
    }

    @Test
    void compileTimeIsTheMedianOfTheBuilds() {
        assertThat(cell(Compare.of(evidence(Profile.QUICK, false)), "compile_seconds", 0))
                .isEqualTo(new Cell.Figure(new Summary(5, 4, 9, 3)));
    }

    @Test
    void sizesAreSummedOverAllThatIsShipped() {
        assertThat(cell(Compare.of(evidence(Profile.QUICK, false)), "shipped_bytes", 0))
                .isEqualTo(new Cell.Figure(new Summary(2_100_000, 2_100_000, 2_100_000, 1)));
    }

    @Test
    void eachWarningNamesWhereItHolds() {
        Comparison comparison = Compare.of(evidence(Profile.QUICK, false,
                loadedRun("netty-jdk", Outcome.OK, 1, Warning.HOST_STEAL), loadedRun("netty-jdk", Outcome.OK, 1)));
        assertThat(comparison.notes()).contains("Warning: the host stole CPU time: netty-jdk in 1 of 2 runs.");
    }

    @Test
    void smokeAndInterruptionsAreSaidFirst() {
        assertThat(Compare.of(evidence(Profile.SMOKE, true)).headline()).startsWith("Smoke, no verdict")
                .contains("Interrupted");
    }

    @Test
    void theArticlesFiguresStandBesideOurs() {
        assertThat(Compare.of(evidence(Profile.QUICK, false)).rows()).filteredOn(row -> row.articleAsync() != null)
                .extracting(Row::id)
                .containsExactly("compile_seconds", "shipped_bytes", "memory_bytes", "max_clients");
    }

    @ParameterizedTest
    @EnumSource
    void everyProfileHasATable(Profile profile) {
        assertThat(Compare.of(evidence(profile, false)).rows()).isNotEmpty();
    }

    private static Cell cell(Comparison comparison, String id, int column) {
        return comparison.rows().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow()
                .cells().get(column);
    }
}
