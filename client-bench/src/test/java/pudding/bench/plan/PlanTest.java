package pudding.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.contract.UsageException;

final class PlanTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(Plan.of(Profile.QUICK, NAMES, 7)).isEqualTo(Plan.of(Profile.QUICK, NAMES, 7));
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        List<List<String>> orders = java.util.stream.LongStream.range(0, 8)
                .mapToObj(seed -> Plan.of(Profile.QUICK, NAMES, seed).steps().stream().map(Step::contender).toList())
                .distinct().toList();
        assertThat(orders).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource
    void everyContenderGoesThroughEveryStageEquallyOften(Profile profile) {
        Plan plan = Plan.of(profile, NAMES, 1);
        for (Stage stage : plan.windows().keySet()) {
            assertThat(plan.steps().stream().filter(step -> step.stages().contains(stage))
                    .collect(Collectors.groupingBy(Step::contender, Collectors.counting())).values())
                    .as(stage.label()).hasSize(NAMES.size()).containsOnly(
                            profile.rounds().stream().filter(r -> r.stages().contains(stage))
                                    .mapToLong(Profile.Round::repeats).sum());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPlannedStageHasAWindow(Profile profile) {
        Plan plan = Plan.of(profile, NAMES, 1);
        assertThat(plan.steps()).flatExtracting(Step::stages).isNotEmpty()
                .allSatisfy(stage -> assertThat(plan.window(stage).clients()).isPositive());
    }

    @Test
    void theSecondHalfBlockMirrorsTheFirst() {
        Plan plan = Plan.of(Profile.FULL, NAMES, 3);
        List<String> article = plan.steps().stream().filter(s -> s.stages().contains(Stage.ARTICLE))
                .map(Step::contender).toList();
        assertThat(article.subList(5, 10)).isEqualTo(article.subList(0, 5).reversed());
    }

    @Test
    void stepsAreNumberedInOrder() {
        List<Step> steps = Plan.of(Profile.QUICK, NAMES, 3).steps();
        for (int i = 0; i < steps.size(); i++) {
            assertThat(steps.get(i).index()).isEqualTo(i);
        }
    }

    @Test
    void anUnknownProfileIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> Profile.named("slow")).isInstanceOf(UsageException.class)
                .hasMessage("There is no profile slow; there are smoke, quick, article, full.");
    }
}
