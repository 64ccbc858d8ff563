package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.plan.RampKind;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Direction;
import pudding.bench.stat.RampSamples;
import pudding.bench.stat.Samples;

final class BenchmarkFileTest {

    private static final Evidence EVIDENCE = Samples.evidence(Profile.QUICK, false,
            Samples.loadedRun("plain-platform", Outcome.OK, 100_000),
            Samples.loadedRun("plain-platform", Outcome.OK, 110_000),
            Samples.loadedRun("netty-jdk", Outcome.OK, 80_000));

    @Test
    void aFigureHasNameUnitValueSpreadAndWhatItIs() throws Exception {
        JsonNode entry = entry(read(EVIDENCE, Direction.SMALLER), "plain-platform: CPU per message, less the JIT's");
        assertThat(entry.path("unit").asText()).isEqualTo("µs");
        assertThat(entry.path("value").asDouble()).isEqualTo(95.0);
        assertThat(entry.path("range").asText()).isEqualTo("± 5.0");
        assertThat(entry.path("extra").asText()).isEqualTo("median of 2 runs, from 90.0 to 100.0");
    }

    @Test
    void oneRunHasNoSpread() throws Exception {
        JsonNode entry = entry(read(EVIDENCE, Direction.SMALLER), "netty-jdk: CPU per message, less the JIT's");
        assertThat(entry.has("range")).isFalse();
        assertThat(entry.path("extra").asText()).isEqualTo("one run");
    }

    @Test
    void aJudgedFigureSaysItsVerdict() throws Exception {
        Evidence judged = Samples.evidence(Profile.QUICK, false,
                Samples.blocks(Samples.plan(Profile.QUICK), 100, 2));
        assertThat(entry(read(judged, Direction.SMALLER), "netty-jdk: CPU per message, less the JIT's").path("extra")
                .asText()).endsWith(" × plain-platform: differs in practice");
    }

    @Test
    void noNameComesTwiceAndNoneIsInBothFiles() throws Exception {
        List<String> smaller = names(read(searched(), Direction.SMALLER));
        List<String> bigger = names(read(searched(), Direction.BIGGER));
        assertThat(smaller).doesNotHaveDuplicates().doesNotContainAnyElementsOf(bigger)
                .noneMatch(name -> name.contains("Messages sent") || name.contains("threads"));
        assertThat(bigger).containsExactly("netty-jdk: Max clients at 1 message/s");
    }

    @Test
    void moreClientsAreBetterAndSayWhatStoppedThem() throws Exception {
        JsonNode entry = read(searched(), Direction.BIGGER).get(0);
        assertThat(entry.path("value").asInt()).isEqualTo(2_000);
        assertThat(entry.path("unit").asText()).isEqualTo("clients");
        assertThat(entry.path("extra").asText()).startsWith("2,000");
    }

    @Test
    void whereNothingWasSearchedTheFileIsEmpty() {
        assertThat(BenchmarkFile.render(EVIDENCE, Compare.of(EVIDENCE), Direction.BIGGER)).isEqualTo("[ ]\n");
    }

    @Test
    void everyRowOfTheTableHasADirection() {
        assertThat(Compare.of(searched()).rows()).allSatisfy(row -> assertThat(Direction.of(row.id())).isNotNull());
    }

    /// With a search of the most clients.
    private static Evidence searched() {
        Evidence e = EVIDENCE;
        Plan p = e.plan();
        Plan plan = new Plan(p.schema(), p.profile(), p.seed(), p.contenders(), p.judged(), p.halfBlocks(), p.metrics(),
                p.windows(), p.warmUp(), p.gate(), p.maxRepeats(), p.messageBytes(), p.heapMegabytes(), p.placement(),
                p.compileRuns(), p.deadlineSeconds(), RampSamples.plan(), p.steps());
        return new Evidence(e.schema(), plan, e.environment(), e.descriptions(), e.artefacts(), e.fitness(), e.floor(),
                e.runs(), List.of(RampSamples.ceiling("netty-jdk", RampKind.SUSTAINED,
                        RampSamples.held(RampKind.SUSTAINED, 2_000, true))),
                e.ending(), e.seconds());
    }

    private static JsonNode read(Evidence evidence, Direction direction) throws Exception {
        return JsonMapper.builder().build()
                .readTree(BenchmarkFile.render(evidence, Compare.of(evidence), direction));
    }

    private static List<String> names(JsonNode entries) {
        return entries.valueStream().map(entry -> entry.path("name").asText()).toList();
    }

    private static JsonNode entry(JsonNode entries, String name) {
        return entries.valueStream().filter(entry -> entry.path("name").asText().equals(name)).findFirst()
                .orElseThrow();
    }
}
