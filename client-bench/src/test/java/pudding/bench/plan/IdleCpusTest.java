package pudding.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.contract.UsageException;

final class IdleCpusTest {

    @ParameterizedTest
    @EnumSource
    void eachIsFoundByItsLabel(IdleCpus idle) throws UsageException {
        assertThat(IdleCpus.named(idle.label())).isEqualTo(idle);
    }

    @Test
    void thoseThereAreAreNamed() {
        assertThatThrownBy(() -> IdleCpus.named("busy")).isInstanceOf(UsageException.class)
                .hasMessage("Idle CPUs cannot be busy; there are sleep, awake.");
    }

    @Test
    void whatIdleCpusDoIsSaidWhereTheyDoNotSleep() {
        assertThat(placement(null).words()).isEqualTo("loopback");
        assertThat(placement(IdleCpus.SLEEP).words()).isEqualTo("loopback");
        assertThat(placement(IdleCpus.AWAKE).words()).isEqualTo("loopback, idle CPUs kept awake");
    }

    private static Placement placement(@Nullable IdleCpus idle) {
        return new Placement("0", "1", idle, List.of(), Network.LOOPBACK);
    }
}
