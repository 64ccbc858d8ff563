package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.load.Generator;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.server.Contenders;
import pudding.bench.server.CpuSets;

/// A few slow clients beside a few honest ones, against the packaged servers.
@EnabledOnOs(OS.LINUX)
class SlowTrialIT extends PackagedServers {

    @ParameterizedTest
    @ValueSource(strings = {"plain-platform", "netty-jdk"})
    void slowClientsGetIntoEachLayerAndHonestOnesLoseNothing(String contender) throws Exception {
        SlowTrial.Result result =
                run(contender, List.of(),
                        new SlowTrial.Spec(5, 20, 25, Duration.ofMillis(500), 1, Duration.ofSeconds(1),
                                Duration.ofMillis(500), Duration.ofMillis(100)));

        // Another block where this one is void.
        assertThat(result.windows().subList(0, 4)).extracting(SlowTrial.Window::slow)
                .containsExactly(false, true, true, false);
        assertThat(result.windows().subList(0, 4)).extracting(SlowTrial.Window::halfBlock).containsExactly(0, 0, 1, 1);
        assertThat(result.windows()).allMatch(SlowTrial.Window::clean)
                .allMatch(window -> window.p99Micros() > 0 && window.rssBytes() > 0 && window.serverCores() > 0)
                .allMatch(window -> window.holding() == (window.slow() ? 25 : 0));
        assertThat(result.shared()).isNull();
        // A byte a second of each, and a window of a second.
        assertThat(result.windows()).allMatch(window -> window.slow()
                ? window.slowBytes() >= 20 && window.slowBytes() <= 30
                : window.slowBytes() == 0);
        assertThat(result.holding()).isEqualTo(25);
        assertThat(result.connections()).isEqualTo(25L * result.windows().size() / 4);
        assertThat(result.cut()).isZero();
    }

    @Test
    void slowClientsThatAreCutComeBack() throws Exception {
        // Those in the TLS handshake and in the request head.
        SlowTrial.Result result =
                run("netty-jdk", List.of("--handshake-timeout=1"),
                        new SlowTrial.Spec(2, 10, 10, Duration.ZERO, 1, Duration.ofSeconds(2),
                                Duration.ofMillis(500), Duration.ofMillis(100)));

        assertThat(result.cut()).isGreaterThanOrEqualTo(4);
        assertThat(result.connections()).isGreaterThanOrEqualTo(14);
        assertThat(result.windows()).allMatch(SlowTrial.Window::clean);
    }

    private SlowTrial.Result run(String contender, List<String> arguments, SlowTrial.Spec spec) throws Exception {
        CpuSets cpus = CpuSets.UNPINNED;
        Rig rig = rig(cpus);
        GeneratorSpec one = GeneratorSpec.of(1, 1);
        try (Generator honest = Generator.start(one); Generator slow = Generator.start(one)) {
            return new SlowTrial(rig, spec, honest, slow, (_, _) -> {
            }).run(Contenders.find(contender).withArguments(arguments));
        }
    }
}
