package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;

final class DirectionTest {

    @ParameterizedTest
    @EnumSource
    void lessOfEveryJudgedMetricIsBetter(Profile profile) {
        Plan plan = Plan.of(profile, List.of("plain-platform", "netty-jdk"), 1,
                new Placement("0", "1", IdleCpus.SLEEP, List.of(), Network.LOOPBACK));
        assertThat(plan.metrics()).allSatisfy(
                metric -> assertThat(Direction.of(metric.id())).isEqualTo(Direction.SMALLER));
    }

    @Test
    void aMetricOfUnknownDirectionIsRefused() {
        assertThatThrownBy(() -> Direction.of("smiles")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Which way is smiles better?");
    }

    @Test
    void worseIsMoreOfACostAndLessOfACapacity() {
        assertThat(Direction.SMALLER.isWorse(1.2)).isTrue();
        assertThat(Direction.SMALLER.isWorse(0.8)).isFalse();
        assertThat(Direction.BIGGER.isWorse(0.8)).isTrue();
        assertThat(Direction.BIGGER.isWorse(1.2)).isFalse();
        assertThat(Direction.NEITHER.isWorse(1.2)).isFalse();
    }
}
