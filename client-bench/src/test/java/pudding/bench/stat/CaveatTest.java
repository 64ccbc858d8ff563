package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.Profile;
import pudding.bench.plan.RampKind;

final class CaveatTest {

    @Test
    void aPartialAFailedRunAndChangesAreTold() {
        Evidence evidence = Samples.evidence(Profile.QUICK, true,
                Samples.loadedRun("plain-platform", Outcome.FAIL, 100_000),
                Samples.loadedRun("plain-platform", Outcome.FAIL, 100_000));
        assertThat(Caveat.of(evidence, Verdicts.of(evidence))).extracting(Caveat::sentence)
                .contains("partial: it was interrupted, 2 runs for a plan of " + evidence.plan().steps().size(),
                        "2 runs failed", "no commit holds the source that was measured");
    }

    @Test
    void aSpoiltContenderVoids() {
        Evidence evidence = Samples.evidence(Profile.QUICK, false);
        Verdicts verdicts = new Verdicts("plain-platform", List.of(), Verdicts.of(evidence).judgement(), Map.of(),
                Map.of("netty-jdk", "3 of 4 of its runs are void."));
        assertThat(Caveat.of(evidence, verdicts)).contains(new Caveat(Caveat.Kind.VOID,
                "no verdict, because of netty-jdk: 3 of 4 of its runs are void"));
    }

    @Test
    void aBaselineThatDiffersFromItselfVoids() {
        Evidence evidence = Samples.evidence(Profile.QUICK, false);
        Effect itself = new Effect("cpu_less_jit_micros", "plain-platform", false, null, null, null, Verdict.DIFFERS,
                false, "", null);
        Verdicts verdicts = new Verdicts("plain-platform", List.of(),
                new Judgement(List.of(), List.of(itself), List.of("cpu_less_jit_micros")), Map.of(), Map.of());
        assertThat(Caveat.of(evidence, verdicts)).contains(new Caveat(Caveat.Kind.VOID,
                "The comparison is void: the baseline differs from itself in CPU per message"));
    }

    @Test
    void anInterruptedRampIsPartial() {
        assertThat(Caveat.of(RampSamples.evidence(Ending.INTERRUPTED,
                RampSamples.ceiling("netty-jdk", RampKind.IDLE, RampSamples.held(RampKind.IDLE, 5_000, false)))))
                .extracting(Caveat::kind).containsExactly(Caveat.Kind.PARTIAL, Caveat.Kind.NO_COMMIT);
    }
}
