package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Part;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.plan.Step;

final class CampaignTest {

    private static final Plan PLAN = Plan.of(Profile.QUICK, List.of("plain-platform", "netty-jdk", "other"), 42,
            new Placement("0", "1", IdleCpus.SLEEP, List.of(), Network.LOOPBACK));

    private final List<RunRecord> told = new ArrayList<>();
    private double seconds;

    @Test
    void everyStepIsRunOnceInOrder() throws InterruptedException {
        Campaign campaign = campaign(List.of(), 10, (_, _) -> Outcome.OK);
        assertThat(campaign.proceed()).isEqualTo(Ending.COMPLETE);
        assertThat(indices(campaign)).isEqualTo(IntStream.range(0, PLAN.steps().size()).boxed().toList());
        assertThat(told).isEqualTo(campaign.runs());
    }

    @Test
    void aVoidRunIsRepeatedInItsPlace() throws InterruptedException {
        int spoilt = block(2).index();
        Campaign campaign = campaign(List.of(), 10,
                (step, attempt) -> step.index() == spoilt && attempt == 1 ? Outcome.INVALID : Outcome.OK);
        assertThat(campaign.proceed()).isEqualTo(Ending.COMPLETE);
        assertThat(indices(campaign)).containsSubsequence(spoilt - 1, spoilt, spoilt, spoilt + 1);
        assertThat(campaign.runs()).filteredOn(run -> run.index() == spoilt).extracting(RunRecord::attempt)
                .containsExactly(1, 2);
    }

    // It may be the only one of its contender.
    @Test
    void aVoidRunForValuesIsRepeatedAndOneOfThePilotIsNot() throws InterruptedException {
        Plan plan = Plan.of(Profile.QUICK, List.of("plain-platform", "netty-jdk", "third", "fourth"), 42,
                new Placement("0", "1", IdleCpus.SLEEP, List.of(), Network.LOOPBACK));
        Step last = plan.steps().getLast();
        Campaign campaign = new Campaign(plan, List.of(), (step, attempt) -> run(step, attempt,
                (step.equals(last) || step.part() == Part.PILOT) && attempt == 1 ? Outcome.INVALID : Outcome.OK, 1),
                () -> 0, told::add);
        assertThat(campaign.proceed()).isEqualTo(Ending.COMPLETE);
        assertThat(last.part()).isEqualTo(Part.VALUES);
        assertThat(campaign.runs()).hasSize(plan.steps().size() + 1)
                .filteredOn(run -> run.index() == last.index()).extracting(RunRecord::attempt).containsExactly(1, 2);
    }

    @Test
    void repeatsEndAtTheirBound() throws InterruptedException {
        Campaign campaign = campaign(List.of(), 1, (_, _) -> Outcome.INVALID);
        assertThat(campaign.proceed()).isEqualTo(Ending.COMPLETE);
        assertThat(campaign.runs()).hasSize(PLAN.steps().size() + PLAN.maxRepeats());
        assertThat(PLAN.maxRepeats()).isPositive();
    }

    @Test
    void aFailedRunIsNotRepeated() throws InterruptedException {
        Campaign campaign = campaign(List.of(), 10, (_, _) -> Outcome.FAIL);
        campaign.proceed();
        assertThat(campaign.runs()).hasSize(PLAN.steps().size());
    }

    @Test
    void theDeadlineEndsItAtTheBorderOfAUnit() throws InterruptedException {
        Campaign campaign = campaign(List.of(), 60, (_, _) -> Outcome.OK);
        assertThat(campaign.proceed()).isEqualTo(Ending.DEADLINE);
        assertThat(seconds).isLessThanOrEqualTo(PLAN.deadlineSeconds());
        Step last = PLAN.steps().get(campaign.runs().getLast().index());
        assertThat(PLAN.steps().get(last.index() + 1).unit()).isEqualTo(last.unit() + 1);
    }

    @Test
    void aRepeatThatWouldNotLeaveTimeForTheRestIsNotMade() throws InterruptedException {
        int runs = PLAN.steps().size();
        double each = PLAN.deadlineSeconds() / (double) runs * 0.999;
        Campaign campaign = campaign(List.of(), each,
                (step, _) -> step.index() == runs - 2 ? Outcome.INVALID : Outcome.OK);
        campaign.proceed();
        assertThat(seconds).isLessThanOrEqualTo(PLAN.deadlineSeconds());
    }

    @Test
    void anInterruptKeepsWhatWasMade() {
        int at = block(3).index();
        Campaign campaign = new Campaign(PLAN, List.of(), (step, attempt) -> {
            if (step.index() == at) {
                throw new InterruptedException();
            }
            return run(step, attempt, Outcome.OK, 1);
        }, () -> 0, told::add);
        assertThatThrownBy(campaign::proceed).isInstanceOf(InterruptedException.class);
        assertThat(indices(campaign)).isEqualTo(IntStream.range(0, at).boxed().toList());
    }

    @Test
    void resumingMakesAnUnfinishedHalfBlockAgainAndNothingElse() throws InterruptedException {
        Step cut = block(PLAN.judged().size() + 2);
        List<RunRecord> before = PLAN.steps().subList(0, cut.index() + 1).stream()
                .map(step -> run(step, 1, Outcome.OK, 1)).toList();
        Campaign campaign = campaign(before, 1, (_, _) -> Outcome.OK);
        assertThat(campaign.proceed()).isEqualTo(Ending.COMPLETE);
        List<RunRecord> voided = campaign.runs().stream()
                .filter(run -> run.warnings().contains(Warning.INTERRUPTED)).toList();
        assertThat(voided).allMatch(run -> run.outcome() == Outcome.INVALID)
                .extracting(RunRecord::index).containsExactlyElementsOf(PLAN.steps().stream()
                        .filter(step -> step.halfBlock() == cut.halfBlock() && step.index() <= cut.index())
                        .map(Step::index).toList());
        assertThat(told).extracting(RunRecord::index).containsExactlyElementsOf(
                IntStream.range(voided.getFirst().index(), PLAN.steps().size()).boxed().toList());
        assertThat(told.getFirst().attempt()).isEqualTo(2);
    }

    @Test
    void resumingACompleteOneMakesNothing() throws InterruptedException {
        List<RunRecord> before = PLAN.steps().stream().map(step -> run(step, 1, Outcome.OK, 1)).toList();
        assertThat(campaign(before, 1, (_, _) -> Outcome.OK).proceed()).isEqualTo(Ending.COMPLETE);
        assertThat(told).isEmpty();
    }

    private Campaign campaign(List<RunRecord> before, double secondsEach,
            BiFunction<Step, Integer, Outcome> outcome) {
        return new Campaign(PLAN, before, (step, attempt) -> {
            seconds += secondsEach;
            return run(step, attempt, outcome.apply(step, attempt), secondsEach);
        }, () -> seconds, told::add);
    }

    private static Step block(int number) {
        return PLAN.steps().stream().filter(step -> step.part() == Part.BLOCK).toList().get(number);
    }

    private static List<Integer> indices(Campaign campaign) {
        return campaign.runs().stream().map(RunRecord::index).toList();
    }

    private static RunRecord run(Step step, int attempt, Outcome outcome, double seconds) {
        return new RunRecord(step.index(), attempt, step.contender(), step.stages(), 0, seconds, outcome, List.of(),
                List.of(), 1, List.of(), "0", List.of(), List.of(), null, null, null, null, null, null, 0);
    }
}
