package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.UsageException;

class FaultyTest {

    @ParameterizedTest
    @CsvSource({"none, faulty-none", "skip-parsing, faulty-skip-parsing", "lose:10000, faulty-lose-10000",
        "lose-count:10000, faulty-lose-count-10000", "burn:25, faulty-burn-25"})
    void everyFaultMakesAContender(String fault, String name) {
        Contender contender = Faulty.contender(fault);

        assertThat(contender.name()).isEqualTo(name);
        assertThat(contender.description()).isEqualTo("plain-platform with the fault " + fault);
        assertThat(contender.start()).containsOnlyOnce("--fault=" + fault);
    }

    /// So that what `selftest` finds is the fault and nothing else.
    @Test
    void itIsStartedAsTheBaselineIs() throws UsageException {
        Contender baseline = Contenders.find("plain-platform");
        Contender contender = Faulty.contender("none");

        assertThat(contender.start().stream().filter(word -> !word.equals("--fault=none"))
                .map(word -> word.replace("server-plain-tests.jar", "server-plain.jar")))
                .isEqualTo(baseline.start());
        assertThat(contender.isJvm()).isTrue();
        assertThat(contender.environment()).isEqualTo(baseline.environment());
        assertThat(List.of(contender.path(), String.valueOf(contender.ack()), String.valueOf(contender.discard()),
                String.valueOf(contender.stats()), contender.stop()))
                .isEqualTo(List.of(baseline.path(), String.valueOf(baseline.ack()),
                        String.valueOf(baseline.discard()), String.valueOf(baseline.stats()), baseline.stop()));
        assertThat(Objects.requireNonNull(contender.artefact()).module())
                .isEqualTo(Objects.requireNonNull(baseline.artefact()).module());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lose:", "lose:x", "x y", "burn:1'", "a\nstop: INT"})
    void whatCouldNotBeAFaultIsRefused(String fault) {
        assertThatThrownBy(() -> Faulty.contender(fault)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + fault + "\" is no fault.");
    }
}
