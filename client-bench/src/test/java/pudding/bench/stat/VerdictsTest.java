package pudding.bench.stat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static pudding.bench.stat.Samples.blocks;
import static pudding.bench.stat.Samples.evidence;
import static pudding.bench.stat.Samples.plan;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Warning;
import pudding.bench.plan.Part;
import pudding.bench.plan.Profile;

final class VerdictsTest {

    @Test
    void equalServersAreTheSame() {
        Verdicts verdicts = of(blocks(plan(Profile.QUICK), 90, 1));
        assertThat(verdicts.overall("netty-jdk")).isEqualTo(Overall.SAME);
        assertThat(verdicts.headlines()).singleElement().satisfies(headline -> {
            assertThat(headline.title()).isEqualTo("Equal TLS");
            assertThat(headline.sentence()).isEqualTo(
                    "netty-jdk and plain-platform: no practical difference on this workload and this machine.");
        });
    }

    @Test
    void aServerThatCostsHalfAgainDiffersAndTheRatioIsNamed() {
        Verdicts verdicts = of(blocks(plan(Profile.QUICK), 90, 1.5));
        assertThat(verdicts.overall("netty-jdk")).isEqualTo(Overall.DIFFERENT);
        assertThat(verdicts.headlines().getFirst().sentence()).contains("differ in practice")
                .containsPattern("CPU per message × 1\\.(4[789]|5[0-3])");
    }

    @Test
    void theJitIsNoPartOfTheRatio() {
        double ratio = requireNonNull(of(blocks(plan(Profile.QUICK), 90, 1.5)).judgement()
                .effect("cpu_less_jit_micros", "netty-jdk").orElseThrow().estimate()).ratio();
        assertThat(ratio).isBetween(1.47, 1.53);
    }

    @Test
    void tooFewHalfBlocksGiveNoVerdict() {
        RunRecord[] few = Arrays.stream(blocks(plan(Profile.QUICK), 90, 1.5))
                .filter(run -> plan(Profile.QUICK).steps().get(run.index()).halfBlock() < 2)
                .toArray(RunRecord[]::new);
        Verdicts verdicts = of(few);
        assertThat(verdicts.overall("netty-jdk")).isEqualTo(Overall.OPEN);
        assertThat(verdicts.headlines().getFirst().sentence()).contains("no verdict. In CPU per message: Half-blocks");
    }

    @Test
    void aFailedRunTakesTheVerdictAway() {
        RunRecord[] runs = blocks(plan(Profile.QUICK), 90, 1);
        for (int i = 0; i < runs.length; i++) {
            if (runs[i].contender().equals("netty-jdk")) {
                runs[i] = with(runs[i], Outcome.FAIL);
                break;
            }
        }
        Verdicts verdicts = of(runs);
        assertThat(verdicts.overall("netty-jdk")).isEqualTo(Overall.OPEN);
        assertThat(verdicts.headlines().getFirst().sentence()).contains("no verdict. Of netty-jdk: 1 of its");
    }

    @Test
    void lopsidedVoidsTakeTheVerdictAway() {
        RunRecord[] runs = Arrays.stream(blocks(plan(Profile.QUICK), 90, 1))
                .map(run -> run.contender().equals("netty-jdk") && run.index() % 2 == 0 ? with(run, Outcome.INVALID)
                        : run)
                .toArray(RunRecord[]::new);
        assertThat(of(runs).spoilt()).containsOnlyKeys("netty-jdk");
        assertThat(of(runs).overall("netty-jdk")).isEqualTo(Overall.OPEN);
    }

    @Test
    void aBaselineThatDiffersFromItselfVoidsEverything() {
        RunRecord[] runs = Arrays.stream(blocks(plan(Profile.QUICK), 90, 1))
                .map(run -> plan(Profile.QUICK).steps().get(run.index()).slot() == 1 ? slower(run) : run)
                .toArray(RunRecord[]::new);
        Verdicts verdicts = of(runs);
        assertThat(verdicts.judgement().isVoid()).isTrue();
        assertThat(verdicts.overall("netty-jdk")).isEqualTo(Overall.OPEN);
        assertThat(verdicts.headlines().getFirst().sentence()).contains("void");
    }

    @Test
    void thePilotSaysWhatCanBeResolved() {
        RunRecord[] block = blocks(plan(Profile.QUICK), 90, 1);
        RunRecord[] pilot = new RunRecord[3];
        for (int i = 0; i < pilot.length; i++) {
            assertThat(plan(Profile.QUICK).steps().get(i).part()).isEqualTo(Part.PILOT);
            pilot[i] = at(i, block[i]);
        }
        Pilot said = requireNonNull(Pilot.of(plan(Profile.QUICK), Arrays.asList(pilot)));
        assertThat(said.sd()).isBetween(0.001, 0.2);
        assertThat(said.upperSd()).isGreaterThan(said.sd());
        assertThat(said.smallestRatio()).isGreaterThan(1).isLessThan(said.upperRatio());
        assertThat(Pilot.of(plan(Profile.QUICK), Arrays.asList(block))).isNull();
    }

    private static Verdicts of(RunRecord... runs) {
        return Verdicts.of(evidence(Profile.QUICK, false, runs));
    }

    private static RunRecord with(RunRecord run, Outcome outcome) {
        return new RunRecord(run.index(), 1, run.contender(), run.stages(), 0, 1, outcome, java.util.List.of(),
                java.util.List.<Warning>of(), 1, run.tls(), "0", run.command(), run.warmUps(), run.article(),
                run.loaded(), null, null, null, run.ledger(), 0);
    }

    private static RunRecord at(int index, RunRecord run) {
        return new RunRecord(index, 1, "plain-platform", run.stages(), 0, 1, Outcome.OK, java.util.List.of(),
                java.util.List.<Warning>of(), 1, run.tls(), "0", run.command(), run.warmUps(), null,
                run.loaded(), null, null, null, run.ledger(), 0);
    }

    private static RunRecord slower(RunRecord run) {
        return new RunRecord(run.index(), 1, run.contender(), run.stages(), 0, 1, Outcome.OK, java.util.List.of(),
                java.util.List.<Warning>of(), 1, run.tls(), "0", run.command(), run.warmUps(), run.article(),
                Samples.loaded(2 * requireNonNull(run.loaded()).cpuMicros()), null, null, null, run.ledger(), 0);
    }
}
