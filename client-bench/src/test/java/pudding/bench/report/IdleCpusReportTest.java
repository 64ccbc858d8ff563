package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Evidence;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.RampPlan;

/// What is said of idle CPUs, and that nothing is where they sleep: reports that were published before one could choose
/// must stay what they are.
final class IdleCpusReportTest {

    @Test
    void aReportNamesThemWhereTheyAreKeptAwake() {
        assertThat(machine(null)).doesNotContain("idle CPUs").isEqualTo(machine(IdleCpus.SLEEP));
        assertThat(machine(IdleCpus.AWAKE)).contains("idle CPUs", "kept awake");
    }

    @Test
    void theCommandThatMakesARampAgainKeepsThemAwakeToo() {
        assertThat(RampOptions.of(plan(null))).doesNotContain("--idle-cpus");
        assertThat(RampOptions.of(plan(IdleCpus.AWAKE))).endsWith(" --idle-cpus awake");
    }

    private static String machine(@Nullable IdleCpus idle) {
        Evidence evidence = SampleFolder.evidence(false);
        return PageEnvironment.machine(evidence.environment(), placement(idle), List.of()).toString();
    }

    private static RampPlan plan(@Nullable IdleCpus idle) {
        return RampPlan.of(42, List.of("plain-platform"), placement(idle), RampPlan.Idle.of(null, 1_000, 30), null,
                null,
                null, null);
    }

    private static Placement placement(@Nullable IdleCpus idle) {
        return new Placement("0", "1", idle, List.of(), Network.LOOPBACK);
    }
}
