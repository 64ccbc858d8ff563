package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.floor.Floor;
import pudding.bench.plan.Profile;

class OverFloorTest {

    private static final String NAME = Samples.NAMES.getFirst();
    private static final Floor.Figure TLS = figure(2);

    @Test
    void codecAndTlsOfTheContendersOwnAreTakenOff() {
        Evidence evidence = evidence(figure(20), "--tls=jdk");
        double cpu = cpu(evidence);

        assertThat(OverFloor.micros(evidence, NAME)).containsOnly(cpu - 32);
    }

    @Test
    void aTunedOneIsHeldToTheTunedCodec() {
        Evidence evidence = evidence(figure(20), "--tls=jdk", "--json=tuned");
        double cpu = cpu(evidence);

        assertThat(OverFloor.micros(evidence, NAME)).containsOnly(cpu - 22);
    }

    @Test
    void withoutItsFloorAContenderHasNoFigure() {
        assertThat(OverFloor.micros(evidence(null, "--tls=jdk", "--json=tuned"), NAME)).isEmpty();
        assertThat(OverFloor.micros(evidence(figure(20), "--tls=boringssl"), NAME)).isEmpty();
        assertThat(OverFloor.micros(evidence(figure(20)), NAME)).isEmpty();
    }

    @Test
    void whereOneCodecAloneWasMeasuredTheTableHasNoSuchRow() {
        assertThat(Compare.of(evidence(null, "--tls=jdk")).rows()).extracting(Row::id)
                .doesNotContain("cpu_over_floor_micros");
        assertThat(Compare.of(evidence(figure(20), "--tls=jdk")).rows()).extracting(Row::id)
                .contains("cpu_over_floor_micros");
    }

    @Test
    void aFloorThatDidNotSettleIsSaidSo() {
        Floor.Figure drifting = new Floor.Figure(55, 30.7, 58.4, 0, false);

        assertThat(Compare.of(evidence(drifting, "--tls=jdk")).notes())
                .contains("Warning: the floor did not settle: JSON alone took 30.0 to 30.0 µs in its last rounds, tuned"
                        + " 30.7 to 58.4. What is less the floor is as uncertain.");
        assertThat(Compare.of(evidence(figure(20), "--tls=jdk")).notes())
                .noneMatch(note -> note.contains("did not settle"));
    }

    private static double cpu(Evidence evidence) {
        return Verdicts.values(evidence, NAME, "cpu_less_jit_micros").getFirst();
    }

    private static Floor.Figure figure(double micros) {
        return new Floor.Figure(micros, micros, micros, 0, true);
    }

    private static Evidence evidence(Floor.@Nullable Figure tuned, String... command) {
        Evidence e = Samples.evidence(Profile.QUICK, false, Samples.loadedRun(NAME, Outcome.OK, 80_000));
        return new Evidence(e.schema(), e.plan(), e.environment(), e.descriptions(), e.artefacts(), e.fitness(),
                new Floor(figure(30), tuned, figure(1), Map.of(Floor.JDK, TLS)),
                e.runs().stream().map(run -> started(run, command)).toList(), e.ceilings(), e.ending(),
                e.seconds());
    }

    /// The same by this command line.
    private static RunRecord started(RunRecord run, String... command) {
        return new RunRecord(run.index(), 1, NAME, run.stages(), run.began(), run.seconds(), Outcome.OK,
                List.of(), List.of(), 1, run.tls(), "0", List.of(command), run.warmUps(), run.article(), run.loaded(),
                null, null, null, run.ledger(), 0);
    }
}
