package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
final class NamespacesTest {

    @Test
    void thatOfAProcessThatRunsIsNoLeftover() {
        assertThat(Namespaces.name("load")).matches("pudding-\\d+-\\d+-load").satisfies(
                name -> assertThat(Namespaces.isLeftover(name)).isFalse());
    }

    @Test
    void thatOfAProcessWhoseNumberAnotherHasNowIsALeftover() {
        String other = "pudding-" + ProcessHandle.current().pid() + "-1-load";

        assertThat(Namespaces.isLeftover(other)).isTrue();
    }

    @Test
    void thatOfAProcessThatHasGoneIsALeftover() {
        assertThat(Namespaces.isLeftover("pudding-999999999-1-server")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pudding", "pudding-1-server", "pudding-999999999-1-", "my-pudding-999999999-1-server",
        "pudding-x-1-server", "pudding-99999999999999999999-1-server"})
    void whatHasAnotherNameIsSomeoneElses(String name) {
        assertThat(Namespaces.isLeftover(name)).isFalse();
    }
}
