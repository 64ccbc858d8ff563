package pudding.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.measure.Checkout;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.Rig;
import pudding.bench.plan.Gate;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Part;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;
import pudding.bench.plan.WarmUp;
import pudding.bench.plan.Window;
import pudding.bench.report.ResultFolder;
import pudding.bench.report.Verify;
import pudding.bench.server.Child;
import pudding.bench.server.CpuSets;
import pudding.bench.server.Link;
import pudding.bench.server.TestHome;
import pudding.bench.stat.BuildCheck.Result;
import pudding.bench.stat.BuildChecks;

/// A comparison of two builds from end to end, one half-block long.
@EnabledOnOs(OS.LINUX)
final class CiJobIT {

    private static final String NAME = "plain-platform";
    private static final String DESCRIPTORS = "client-bench/src/main/resources/contenders";

    @TempDir private Path dir;

    private final List<Path> homes = new ArrayList<>();

    @AfterEach
    void removeLinks() throws IOException {
        for (Path home : homes) {
            TestHome.removeLinks(home);
        }
    }

    @Test
    void eachBuildRunsAsItsOwnCheckoutDescribesItAndTheFolderVerifies() throws Exception {
        Builds builds = Builds.of(checkout("base", "--model=platform"), checkout("head", "--model=virtual"),
                List.of(NAME));
        CpuSets cpus = CpuSets.UNPINNED;
        Setup setup = new Setup(new Home(home("home"), Child.javaHome()), cpus, TestHome.certificates(),
                Rig.jvmFlags(cpus), Link.loopback());
        Path out = dir.resolve("out");

        BuildChecks checks;
        try (Interrupt interrupt = Interrupt.expected()) {
            checks = Objects.requireNonNull(new CiJob(setup, new Console(), interrupt, builds,
                    pair -> plan(setup, pair), out).run());
        }

        assertThat(checks.checks()).singleElement().extracting(check -> check.result()).as(checks.verdict())
                .isEqualTo(Result.NOT_WORSE);
        assertThat(Files.readString(out.resolve("summary.md"))).contains("| plain-platform | CPU per message | ");
        assertThat(Verify.folder(out.resolve(NAME)).runs()).isEqualTo(3);
        Evidence evidence = ResultFolder.read(out.resolve(NAME));
        assertThat(evidence.runs()).allSatisfy(run -> assertThat(run.command())
                .contains(run.contender().equals(NAME + "@head") ? "--model=virtual" : "--model=platform"));
        assertThat(evidence.descriptions().get(NAME + "@head")).endsWith("; head, unknown commit");
    }

    private static Plan plan(Setup setup, List<String> pair) {
        Plan ci = Plan.of(Profile.CI, pair, 1, setup.placement(IdleCpus.SLEEP, Network.LOOPBACK));
        List<Step> steps = List.of(step(0, pair.getFirst(), 0), step(1, pair.getLast(), 0),
                step(2, pair.getFirst(), 1));
        Gate gate = ci.gate();
        return new Plan(ci.schema(), ci.profile(), 1, pair, pair, 1,
                ci.metrics().stream().filter(metric -> metric.id().equals("cpu_less_jit_micros")).toList(),
                Map.of(Stage.LOADED, new Window(20, 20, 1)), new WarmUp(2_000, 500, 500, 1, 1, 1, 3),
                new Gate(gate.generatorShare(), gate.lagP99Micros(), gate.sentShare(), gate.stealShare(),
                        gate.otherShare(), gate.drift(), false),
                0, ci.messageBytes(), ci.heapMegabytes(), ci.placement(), 0, 600, null, steps);
    }

    private static Step step(int index, String contender, int slot) {
        return new Step(index, Part.BLOCK, 0, 0, contender, slot, List.of(Stage.LOADED));
    }

    private Checkout checkout(String name, String model) throws IOException {
        Path home = home(name);
        Path descriptors = Files.createDirectories(home.resolve(DESCRIPTORS));
        Path file = Path.of(NAME + ".yml");
        String here = Files.readString(TestHome.root().resolve(DESCRIPTORS).resolve(file));
        Files.writeString(descriptors.resolve(file), here.replace("--model=platform", model));
        return new Checkout(home, null, false);
    }

    private Path home(String name) throws IOException {
        Path home = TestHome.in(Files.createDirectory(dir.resolve(name)));
        homes.add(home);
        return home;
    }
}
