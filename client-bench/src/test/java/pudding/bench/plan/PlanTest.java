package pudding.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.UsageException;

final class PlanTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(plan(Profile.QUICK, NAMES, 7)).isEqualTo(plan(Profile.QUICK, NAMES, 7));
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        assertThat(LongStream.range(0, 8)
                .mapToObj(seed -> plan(Profile.QUICK, NAMES, seed).steps().stream().map(Step::contender).toList())
                .distinct().toList()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUICK", "ARTICLE", "FULL", "SELFTEST", "CI"})
    void aHalfBlockHoldsEachJudgedContenderOnceAndTheBaselineTwice(Profile profile) {
        Plan plan = plan(profile, NAMES, 1);
        assertThat(plan.halfBlocks()).isGreaterThanOrEqualTo(4).matches(n -> n % 2 == 0);
        for (int halfBlock = 0; halfBlock < plan.halfBlocks(); halfBlock++) {
            List<Step> steps = halfBlock(plan, halfBlock);
            assertThat(steps).filteredOn(step -> step.slot() == 1).singleElement().extracting(Step::contender)
                    .isEqualTo(plan.baseline());
            assertThat(steps).filteredOn(step -> step.slot() == 0).extracting(Step::contender)
                    .containsExactlyInAnyOrderElementsOf(plan.judged());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"QUICK", "ARTICLE", "FULL", "SELFTEST", "CI"})
    void everySecondHalfBlockMirrorsTheOneBeforeInTheSameUnit(Profile profile) {
        Plan plan = plan(profile, NAMES, 3);
        for (int halfBlock = 0; halfBlock < plan.halfBlocks(); halfBlock += 2) {
            List<Step> first = halfBlock(plan, halfBlock);
            List<Step> second = halfBlock(plan, halfBlock + 1);
            assertThat(second.stream().map(step -> step.contender() + step.slot()).toList())
                    .isEqualTo(first.reversed().stream().map(step -> step.contender() + step.slot()).toList());
            assertThat(Stream.concat(first.stream(), second.stream()).map(Step::unit).distinct()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SMOKE", "QUICK", "ARTICLE", "FULL"})
    void everyContenderGoesThroughEveryStageOfTheTable(Profile profile) {
        Plan plan = plan(profile, NAMES, 1);
        for (Stage stage : List.of(Stage.ARTICLE, Stage.LOADED, Stage.DISCARD)) {
            assertThat(plan.steps()).filteredOn(step -> step.part() != Part.PILOT && step.stages().contains(stage))
                    .extracting(Step::contender).as(stage.label()).containsAll(NAMES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPlannedStageHasAWindow(Profile profile) {
        Plan plan = plan(profile, NAMES, 1);
        assertThat(plan.steps()).flatExtracting(Step::stages).isNotEmpty()
                .allSatisfy(stage -> assertThat(plan.window(stage).clients()).isPositive());
    }

    @ParameterizedTest
    @EnumSource
    void aPlanIsExpectedToEndBeforeItsDeadline(Profile profile) {
        Plan plan = plan(profile, List.of("plain-platform", "plain-virtual", "plain-eventloop", "netty-jdk",
                "netty-boringssl"), 1);
        assertThat(plan.steps().stream().mapToDouble(plan::expectedSeconds).sum())
                .isLessThanOrEqualTo(plan.deadlineSeconds());
    }

    @Test
    void quickJudgesThreeAndGivesFiguresForTheOthers() {
        List<String> five = List.of("plain-platform", "plain-virtual", "plain-eventloop", "netty-jdk",
                "netty-boringssl");
        assertThat(plan(Profile.QUICK, five, 1).judged()).containsExactly("plain-platform", "plain-virtual",
                "netty-jdk");
        assertThat(plan(Profile.QUICK, List.of("plain-platform", "netty-boringssl"), 1).judged())
                .containsExactly("plain-platform", "netty-boringssl");
        assertThat(plan(Profile.FULL, five, 1).judged()).isEqualTo(five);
    }

    @Test
    void fewerContendersGetMoreHalfBlocks() {
        assertThat(plan(Profile.QUICK, List.of("a"), 1).halfBlocks())
                .isGreaterThan(plan(Profile.QUICK, List.of("a", "b", "c"), 1).halfBlocks());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 20})
    void aPlanWithMoreHalfBlocksHasMoreTime(int halfBlocks) {
        Plan plan = Plan.of(Profile.CI, List.of("a", "b"), halfBlocks, 1,
                new Placement("0", "1", IdleCpus.SLEEP, List.of(), Network.LOOPBACK));
        assertThat(plan.steps()).filteredOn(step -> step.part() == Part.BLOCK).hasSize(3 * halfBlocks);
        assertThat(plan.halfBlocks()).isEqualTo(halfBlocks);
        assertThat(plan.steps().stream().mapToDouble(plan::expectedSeconds).sum())
                .isLessThanOrEqualTo(plan.deadlineSeconds());
    }

    @Test
    void stepsAreNumberedInOrder() {
        List<Step> steps = plan(Profile.QUICK, NAMES, 3).steps();
        for (int i = 0; i < steps.size(); i++) {
            assertThat(steps.get(i).index()).isEqualTo(i);
        }
    }

    @Test
    void unitsAreNumberedWithoutGapsAndNeverInterleaved() {
        List<Integer> units = plan(Profile.FULL, NAMES, 3).steps().stream().map(Step::unit).toList();
        assertThat(units).isSorted();
        assertThat(units.stream().distinct()).hasSize(units.getLast() + 1);
    }

    @Test
    void anUnknownProfileIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> Profile.named("slow")).isInstanceOf(UsageException.class)
                .hasMessage("There is no profile slow; there are smoke, quick, article, full.");
    }

    private static Plan plan(Profile profile, List<String> contenders, long seed) {
        return Plan.of(profile, contenders, seed, new Placement("0", "1", IdleCpus.SLEEP, List.of(), Network.LOOPBACK));
    }

    private static List<Step> halfBlock(Plan plan, int halfBlock) {
        return plan.steps().stream().filter(step -> step.halfBlock() == halfBlock).toList();
    }
}
