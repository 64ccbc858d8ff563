package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.stat.BuildChange.Trend;
import pudding.bench.stat.BuildCheck.Result;

final class BuildCheckTest {

    private static final Plan PLAN = Samples.plan(Profile.CI);

    @Test
    void aBuildThatTakesMoreIsWorseAndTheSentenceNamesMetricRatioAndInterval() {
        BuildCheck check = check(1.4);
        assertThat(check.result()).isEqualTo(Result.WORSE);
        assertThat(check.sentence())
                .matches("mine: worse in practice in CPU per message × 1\\.[34]\\d "
                        + "\\(95 % interval 1\\.3\\d to 1\\.4\\d\\)\\.");
        assertThat(check.changes()).filteredOn(change -> change.trend() == Trend.WORSE).singleElement()
                .extracting(BuildChange::metric).isEqualTo("cpu_less_jit_micros");
    }

    @Test
    void aBuildThatTakesLessIsNotWorse() {
        BuildCheck check = check(0.6);
        assertThat(check.result()).isEqualTo(Result.NOT_WORSE);
        assertThat(check.sentence()).startsWith("mine: better in practice in CPU per message × 0.")
                .endsWith("; no practical difference in memory, latency p99.");
    }

    @Test
    void theSameBuildShowsNoPracticalDifference() {
        BuildCheck check = check(1);
        assertThat(check.result()).isEqualTo(Result.NOT_WORSE);
        assertThat(check.sentence()).isEqualTo(
                "mine: no practical difference in CPU per message, memory, latency p99.");
    }

    @Test
    void aMeasurableDifferenceThatIsNotPracticalIsNotWorse() {
        BuildCheck check = check(1.07);
        assertThat(check.changes().getFirst().verdict()).isEqualTo(Verdict.MEASURABLE);
        assertThat(check.result()).isEqualTo(Result.NOT_WORSE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.15, 1 / 1.15})
    void onTheMarginItIsInconclusiveAndNotWorse(double ratio) {
        BuildCheck check = check(ratio);
        assertThat(check.result()).isEqualTo(Result.NOT_WORSE);
        assertThat(check.sentence()).startsWith("mine: inconclusive in CPU per message × ").contains("(95 % interval ");
    }

    @Test
    void aRunThatFailedDecidesWhateverTheRatio() {
        RunRecord[] runs = Samples.blocks(PLAN, 100, 0.6);
        RunRecord failed = Samples.loadedRun(Samples.NAMES.getFirst(), Outcome.FAIL, 100);
        BuildCheck check = check(Arrays.asList(failed, runs[1], runs[2]));
        assertThat(check.result()).isEqualTo(Result.FAILED);
        assertThat(check.sentence()).startsWith("mine: a run failed: run ").endsWith("The server ended by itself.");
        assertThat(check.changes()).isEmpty();
    }

    @Test
    void voidRunsAloneAreNothing() {
        BuildCheck check = check(List.of(Samples.loadedRun(Samples.NAMES.getFirst(), Outcome.INVALID, 100),
                Samples.loadedRun(Samples.NAMES.getLast(), Outcome.INVALID, 100)));
        assertThat(check.result()).isEqualTo(Result.NOTHING);
        assertThat(check.sentence())
                .isEqualTo("mine: no verdict holds. No half-block has a valid run of both builds.");
    }

    @Test
    void aBaselineThatDiffersFromItselfVoidsEvenALargeRatio() {
        RunRecord[] same = Samples.blocks(PLAN, 100, 1.4);
        RunRecord[] slow = Samples.blocks(PLAN, 200, 0.7);
        List<RunRecord> runs = Arrays.stream(same).map(run -> PLAN.steps().get(run.index()).slot() == 0 ? run
                : Arrays.stream(slow).filter(other -> other.index() == run.index()).findFirst().orElseThrow()).toList();
        BuildCheck check = check(runs);
        assertThat(check.result()).isEqualTo(Result.NOTHING);
        assertThat(check.sentence()).contains("The comparison is void: the baseline differs from itself in CPU per "
                + "message.");
    }

    @Test
    void tooFewHalfBlocksAreNeverWorse() {
        List<RunRecord> runs = Arrays.stream(Samples.blocks(PLAN, 100, 3)).limit(6).toList();
        BuildCheck check = check(runs);
        assertThat(check.result()).isEqualTo(Result.NOT_WORSE);
        assertThat(check.sentence()).startsWith("mine: inconclusive in CPU per message × ");
    }

    @Test
    void theNotesTellOfTheBaselineAgainstItselfAndOfTheRuns() {
        assertThat(check(1).notes()).containsExactly("A/A: The baseline is the same as itself in all primary metrics.",
                "plain-platform: 12 runs valid, 0 void, 0 failed; netty-jdk: 6 runs valid, 0 void, 0 failed.");
    }

    @Test
    void whatIsGravestDecidesAndNothingIsNothingOnlyWhereAllAre() {
        assertThat(together(Result.NOT_WORSE, Result.WORSE)).isEqualTo(Result.WORSE);
        assertThat(together(Result.FAILED, Result.WORSE)).isEqualTo(Result.FAILED);
        assertThat(together(Result.NOTHING, Result.NOT_WORSE)).isEqualTo(Result.NOT_WORSE);
        assertThat(together(Result.NOTHING, Result.NOTHING)).isEqualTo(Result.NOTHING);
        assertThat(together()).isEqualTo(Result.NOTHING);
    }

    private static Result together(Result... results) {
        return BuildChecks.of("a", "b", "machine", 1, Arrays.stream(results)
                .map(result -> new BuildCheck("mine", result, "mine: so.", List.of(), List.of())).toList(), List.of())
                .result();
    }

    private static BuildCheck check(double ratio) {
        return check(List.of(Samples.blocks(PLAN, 100, ratio)));
    }

    private static BuildCheck check(List<RunRecord> runs) {
        Evidence evidence = Samples.evidence(Profile.CI, false, runs.toArray(RunRecord[]::new));
        return BuildCheck.of("mine", evidence);
    }
}
