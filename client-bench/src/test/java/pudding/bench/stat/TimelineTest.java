package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.RunRecord.Second;
import pudding.bench.plan.Part;
import pudding.bench.plan.Profile;
import pudding.bench.plan.RampKind;

final class TimelineTest {

    private static final Latency LAG = new Latency(100, 1, 2, 3, 4, 5);

    @Test
    void everyRunIsThereVoidAndFailedOnesToo() {
        Evidence evidence = Samples.evidence(Profile.QUICK, false,
                at(10, "plain-platform", 0, Outcome.OK, 0), at(40, "netty-jdk", 0, Outcome.INVALID, 400_000),
                at(70, "netty-jdk", 1, Outcome.FAIL, 0));

        Timeline timeline = Timeline.of(evidence);

        assertThat(timeline.contenders()).containsExactly("plain-platform", "netty-jdk");
        assertThat(timeline.entries()).extracting(Timeline.Entry::kind)
                .containsExactly(Timeline.Kind.OK, Timeline.Kind.INVALID, Timeline.Kind.FAIL);
        assertThat(timeline.entries().get(1).steal()).isEqualTo(0.2);
        assertThat(timeline.entries().get(1).words()).isEqualTo("half-block 1; invalid");
        assertThat(timeline.entries().get(2).words()).isEqualTo("half-block 2; fail; The server ended by itself.");
    }

    @Test
    void aDividerStandsBetweenHalfBlocks() {
        Evidence evidence = Samples.evidence(Profile.QUICK, false,
                at(10, "plain-platform", 0, Outcome.OK, 0), at(40, "netty-jdk", 0, Outcome.OK, 0),
                at(70, "netty-jdk", 1, Outcome.OK, 0));

        // The run before it lasted from 40 to 60.
        assertThat(Timeline.of(evidence).dividers()).containsExactly(65.0);
    }

    @Test
    void searchesOfCeilingsAreAmongThem() {
        Evidence evidence = RampSamples.with(
                Samples.evidence(Profile.QUICK, false, at(10, "plain-platform", 0, Outcome.OK, 0)),
                RampSamples.ceiling("netty-jdk", RampKind.IDLE, RampSamples.held(RampKind.IDLE, 5_000, false)));

        assertThat(Timeline.of(evidence).entries()).extracting(Timeline.Entry::words)
                .containsExactly("idle ceiling", "half-block 1; ok");
    }

    @Test
    void theMedianRunIsOneOfTheRunsAndStolenSecondsAreMarked() {
        Evidence evidence = Samples.evidence(Profile.QUICK, false, at(10, "plain-platform", 0, Outcome.OK, 0),
                at(40, "plain-platform", 1, Outcome.INVALID, 0), at(70, "plain-platform", 2, Outcome.OK, 0));

        List<LatencySeconds> seconds = LatencySeconds.of(evidence);

        assertThat(seconds).singleElement().satisfies(of -> {
            assertThat(of.runs()).extracting(LatencySeconds.Run::median).containsExactly(true, false);
            assertThat(of.runs().getFirst().p99()).isEqualTo(3);
            assertThat(of.runs().getFirst().seconds()).containsExactly(new LatencySeconds.Second(2.5, false),
                    new LatencySeconds.Second(null, true));
        });
    }

    /// A run of the contender's step in a half-block, of 20 s.
    private static RunRecord at(double began, String contender, int halfBlock, Outcome outcome, long stealMicros) {
        int index = Samples.plan(Profile.QUICK).steps().stream()
                .filter(step -> step.part() == Part.BLOCK && step.halfBlock() == halfBlock && step.slot() == 0
                        && step.contender().equals(contender))
                .findFirst().orElseThrow().index();
        RunRecord of = Samples.loadedRun(contender, outcome, 100_000);
        return new RunRecord(index, 1, contender, of.stages(), began, 20, outcome, of.problems(), of.warnings(), 500,
                of.tls(), "0", of.command(), of.warmUps(), null,
                Samples.loaded(100_000, LAG, new RunRecord.CpuSet(2_000_000, 160_000, stealMicros),
                        List.of(new Second(600, 60, 2_500, 1, 0, 1, 49_000), new Second(400, 0, 0, 1, 0, 1, 50_000))),
                null, null, null, of.ledger(), 0);
    }
}
