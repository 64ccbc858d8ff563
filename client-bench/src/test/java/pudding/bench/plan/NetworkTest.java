package pudding.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.contract.UsageException;

final class NetworkTest {

    @ParameterizedTest
    @EnumSource
    void eachIsFoundByItsLabel(Network network) throws UsageException {
        assertThat(Network.named(network.label())).isEqualTo(network);
    }

    @Test
    void thoseThereAreAreNamed() {
        assertThatThrownBy(() -> Network.named("NETNS")).isInstanceOf(UsageException.class)
                .hasMessage("There is no network NETNS; there are loopback, netns.");
    }
}
