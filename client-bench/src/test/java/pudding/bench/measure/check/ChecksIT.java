package pudding.bench.measure.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.measure.PackagedServers;
import pudding.bench.measure.Rig;
import pudding.bench.measure.check.Checks.Outcome;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.bench.server.CpuSets;
import pudding.bench.server.Faulty;
import pudding.bench.server.ServerProcess;
import pudding.bench.server.StatsClient;

/// The cases against the packaged servers.
@EnabledOnOs(OS.LINUX)
class ChecksIT extends PackagedServers {

    @ParameterizedTest
    @ValueSource(strings = {"plain-platform", "netty-jdk"})
    void aBuiltInServerPassesEveryCase(String name) throws Exception {
        assertThat(check(Contenders.find(name), "/ack", "/stats")).hasSizeGreaterThan(18)
                .allMatch(result -> result.outcome() == Outcome.PASS);
    }

    @Test
    void whatAServerDoesNotOfferIsNoFailure() throws Exception {
        assertThat(check(Contenders.find("plain-platform"), null, null))
                .noneMatch(result -> result.outcome() == Outcome.FAIL)
                .filteredOn(result -> result.outcome() == Outcome.NOT_OFFERED).hasSize(3);
    }

    @Test
    void aServerThatDoesNotParseFailsAtTheDigests() throws Exception {
        assertThat(check(Faulty.contender("skip-parsing"), "/ack", "/stats"))
                .filteredOn(result -> result.outcome() == Outcome.FAIL).extracting(Checks.Result::name)
                .contains("receipts: the digests of docs/CONTRACT.md", "text that is not JSON is refused with 1007");
    }

    @Test
    void aServerThatTakesAnythingIsNoFairContender() throws Exception {
        Contender contender = Contenders.find("plain-platform");
        List<Checks.Result> results = run(contender, contender.discard(), null, null);

        assertThat(results).filteredOn(result -> result.outcome() == Outcome.FAIL)
                .extracting(Checks.Result::name, Checks.Result::detail)
                .containsExactly(
                        tuple("text that is not JSON is refused with 1007",
                                "it was taken"),
                        tuple("JSON that is no batch is refused with 1007",
                                "it was taken"));
    }

    private List<Checks.Result> check(Contender contender, @Nullable String ack, @Nullable String stats)
            throws Exception {
        return run(contender, contender.path(), ack, stats);
    }

    private List<Checks.Result> run(Contender contender, @Nullable String path, @Nullable String ack,
            @Nullable String stats) throws Exception {
        CpuSets cpus = CpuSets.UNPINNED;
        Rig rig = rig(cpus);
        try (ServerProcess server = ServerProcess.start(contender, rig.launch(contender.name()))) {
            return Checks.run(new Checks.Subject(rig.target(server), StatsClient.of(contender, rig.certificates()),
                    String.valueOf(path), ack, contender.discard(), stats, 20_000), _ -> {
                    });
        }
    }
}
