package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.ramp.Attempt;
import pudding.bench.measure.ramp.Attempt.Death;
import pudding.bench.measure.ramp.Attempt.Outcome;
import pudding.bench.measure.ramp.Attempt.Readings;
import pudding.bench.measure.ramp.Attempt.Shares;
import pudding.bench.plan.RampKind;
import pudding.bench.stat.Binding.Resource;

class CeilingTest {

    private static final Shares BUSY_SERVER = new Shares(0.97, 0.05, 0.6, 0);

    @Test
    void itIsTheLargestNumberThatWasHeldAndHeldAgain() {
        Ceiling ceiling = ceiling(held(2_000), held(4_000), overloaded(8_000), held(6_000), again(6_000));

        assertThat(ceiling.held()).isEqualTo(6_000);
        assertThat(ceiling.confirmed()).isTrue();
        assertThat(ceiling.refused()).isEqualTo(8_000);
        assertThat(ceiling.words()).isEqualTo("6,000: the server's CPU");
    }

    @Test
    void aNumberThatWasNotHeldTheSecondTimeIsNoCeiling() {
        Ceiling ceiling = ceiling(held(2_000), held(4_000), overloaded(8_000), overloaded(4_000));

        assertThat(ceiling.held()).isEqualTo(2_000);
        assertThat(ceiling.words()).isEqualTo("2,000: the server's CPU, search not finished, not confirmed");
    }

    @Test
    void anAttemptThatTheHypervisorSpoiltDoesNotStopIt() {
        Attempt spoilt = overloaded(3_000);
        Attempt voided = new Attempt(3_000, true, false, Outcome.VOID, "p99", spoilt.connecting(), spoilt.hold(),
                spoilt.readings(), null, null);

        assertThat(ceiling(held(2_000), voided, held(4_000), overloaded(8_000)).held()).isEqualTo(4_000);
    }

    @Test
    void nothingHeldIsZero() {
        assertThat(ceiling(overloaded(2_000), overloaded(1_000)).words())
                .isEqualTo("0: the server's CPU, search not finished");
    }

    @Test
    void theSearchsOwnBoundIsNoCeiling() {
        assertThat(ceiling(held(100_000), again(100_000)).words()).isEqualTo("≥ 100,000: the search's own bound");
    }

    @Test
    void anInterruptedSearchSaysSo() {
        assertThat(ceiling(held(2_000)).words()).isEqualTo("2,000, search not finished, not confirmed");
    }

    @Test
    void descriptorsAreTheMachines() {
        Binding binding = failing(Map.of("ended", 200), readings(300, 19_990, 900, 500, 0));

        assertThat(binding.words()).isEqualTo("the descriptor limit (the server has 19,990 of 20,000)");
        assertThat(binding.resource().machine()).isTrue();
    }

    @Test
    void memoryMapsAndThreadsAreTheMachines() {
        assertThat(failing(Map.of("ended", 200), readings(32_000, 9_000, 65_000, 32_100, 0)).resource())
                .isEqualTo(Resource.MAPS);
        assertThat(failing(Map.of("ended", 200), readings(32_000, 9_000, 50_000, 32_400, 0)).words())
                .isEqualTo("the limit on threads (kernel.pid_max: 32,400 of 32,768)");
    }

    @Test
    void portsAndTheGeneratorsDescriptorsAreNotTheServers() {
        assertThat(failing(Map.of("ports", 200), RampSamples.ROOM).resource()).isEqualTo(Resource.PORTS);
        assertThat(failing(Map.of("descriptors", 200), RampSamples.ROOM).resource())
                .isEqualTo(Resource.GENERATOR_DESCRIPTORS);
    }

    @Test
    void aServerThatIsFullSaysSoItself() {
        assertThat(failing(Map.of("upgrade 503", 200), RampSamples.ROOM).words())
                .isEqualTo("the server's own limit on connections (200 × upgrade 503)");
    }

    @Test
    void connectionsNotAcceptedInTimeAreTheBacklogsUnlessTheServerIsBusy() {
        Readings overflown = readings(300, 9_000, 900, 500, 77);

        assertThat(failing(Map.of("timeout", 200), overflown).words())
                .isEqualTo("the accept backlog (77 connections not accepted in time)");
        assertThat(bindingOf(RampSamples.refused(9_000, RampSamples.connecting(9_000, 5_000,
                Map.of("timeout", 200), BUSY_SERVER), null, overflown, null)).resource())
                .isEqualTo(Resource.SERVER_CPU);
    }

    @Test
    void aBusyGeneratorIsNamedBeforeABusyServer() {
        assertThat(bindingOf(RampSamples.refused(9_000, RampSamples.held(RampKind.IDLE, 9_000, false).connecting(),
                RampSamples.hold(RampKind.SUSTAINED, 9_000, new Shares(0.95, 0, 0.99, 0), true), RampSamples.ROOM,
                null)).words()).isEqualTo("the generator's CPU (99 %)");
    }

    @Test
    void aCollectorThatNeverRestsMeansTheHeap() {
        assertThat(bindingOf(RampSamples.refused(9_000, RampSamples.held(RampKind.IDLE, 9_000, false).connecting(),
                RampSamples.hold(RampKind.SUSTAINED, 9_000, new Shares(0.99, 0.6, 0.3, 0), true), RampSamples.ROOM,
                null)).resource()).isEqualTo(Resource.HEAP);
    }

    @Test
    void aDeadServerIsNamedWithWhatItSaid() {
        assertThat(died("java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory"))
                .isEqualTo("the limit on threads (the server could not create another thread and ended)");
        assertThat(died("java.lang.OutOfMemoryError: Java heap space"))
                .isEqualTo("the heap bound (the server ran out of it and ended)");
        assertThat(died("bye")).isEqualTo("the server ended (status 137: bye)");
    }

    @Test
    void aServerThatStandsStillOrRefusesIsTold() {
        Attempt stalled = RampSamples.refused(9_000, RampSamples.connecting(9_000, 5_000, Map.of("timeout", 100),
                new Shares(0, 0, 0.01, 0)), null, RampSamples.ROOM, null);

        assertThat(bindingOf(stalled).words()).isEqualTo("the server stood still (its CPU 0 %)");
        assertThat(failing(Map.of("reset", 101), RampSamples.ROOM).words())
                .isEqualTo("the server refused (101 × reset)");
    }

    @Test
    void twoThatTheMachineStoppedAreNeverCalledEqual() {
        Attempt full = RampSamples.refused(20_000, RampSamples.connecting(20_000, 19_980, Map.of("ended", 200),
                RampSamples.CALM), null, readings(300, 19_990, 900, 500, 0), null);
        RampFigures figures = RampFigures.of(RampSamples.evidence(Ending.COMPLETE,
                RampSamples.ceiling("plain-platform", RampKind.IDLE, held(10_000), full),
                RampSamples.ceiling("netty-jdk", RampKind.IDLE, held(10_000), full)));

        assertThat(figures.notes()).contains("Stopped by a limit of this machine or of the search, not by the model: "
                + "plain-platform, netty-jdk. That they hold a like number does not make them equal.");
    }

    @Test
    void recoveryIsTheSecondFromWhichLatencyIsAsBefore() {
        RampFigures figures = RampFigures.of(RampSamples.evidence(Ending.COMPLETE, RampSamples.curve("netty-jdk")));

        assertThat(figures.curves().getFirst().recoveredAfterSeconds()).isEqualTo(4.0);
    }

    @Test
    void memoryPerConnectionIsTheSlope() {
        RampFigures.OfMemory idle = RampFigures.of(RampSamples.evidence(Ending.COMPLETE,
                RampSamples.slopes("netty-jdk"))).memory().getFirst();

        assertThat(Objects.requireNonNull(idle.rss()).slope()).isEqualTo(20_000);
        assertThat(Objects.requireNonNull(idle.liveHeap()).slope()).isEqualTo(8_000);
    }

    private static Ceiling ceiling(Attempt... attempts) {
        return Ceiling.of(RampSamples.ceiling("plain-platform", RampKind.SUSTAINED, attempts), RampSamples.plan(),
                RampSamples.bounds());
    }

    private static Binding bindingOf(Attempt attempt) {
        return Binding.of(attempt, RampSamples.plan(), RampSamples.bounds());
    }

    private static Binding failing(Map<String, Integer> failures, Readings readings) {
        return bindingOf(RampSamples.refused(9_000, RampSamples.connecting(9_000, 5_000, failures, RampSamples.CALM),
                null, readings, null));
    }

    private static String died(String said) {
        return bindingOf(RampSamples.refused(9_000, RampSamples.connecting(9_000, 5_000, Map.of("reset", 9),
                RampSamples.CALM), null, null, new Death(137, List.of("READY", said)))).words();
    }

    private static Readings readings(int threads, int descriptors, int maps, int hostTasks, long overflows) {
        return new Readings(threads, descriptors, maps, 900_000_000, 60_000_000L, hostTasks, 8L << 30, overflows);
    }

    private static Attempt held(int clients) {
        return RampSamples.held(RampKind.SUSTAINED, clients, false);
    }

    private static Attempt again(int clients) {
        return RampSamples.held(RampKind.SUSTAINED, clients, true);
    }

    private static Attempt overloaded(int clients) {
        return RampSamples.refused(clients, RampSamples.held(RampKind.IDLE, clients, false).connecting(),
                RampSamples.hold(RampKind.SUSTAINED, clients, BUSY_SERVER, true), RampSamples.ROOM, null);
    }
}
