package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.load.Generator;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.plan.Step;
import pudding.bench.server.AwakeCpus;
import pudding.bench.server.Child;
import pudding.bench.server.Contender;
import pudding.bench.server.CpuSets;
import pudding.bench.server.Leftovers;
import pudding.bench.server.Link;
import pudding.bench.server.TestHome;

/// Whatever a contender does, its run has a record that says so, the next one is made, and nothing is left.
@EnabledOnOs(OS.LINUX)
class BadContenderRunTest {

    private static final List<String> NAMES = List.of("fails", "clings");

    /// The first does not start; the second says that it is ready and is no server, prints, forks and clings to life.
    private static final Map<String, String> SCRIPTS = Map.of("fails", "echo no licence; exit 7", "clings",
            "trap '' TERM; sleep 1000 & yes ' ' | head -c 6000000; echo READY; while true; do sleep 1; done");

    @TempDir private Path directory;

    private final String mark = "bad-run-" + UUID.randomUUID();

    @AfterEach
    void nothingIsLeft() {
        assertThat(Leftovers.find(mark)).isEmpty();
    }

    @Test
    void eachRunSaysWhatHappenedAndTheOthersAreMade() throws Exception {
        Plan plan =
                Plan.of(Profile.SMOKE, NAMES, 1, new Placement("", "", IdleCpus.SLEEP, List.of(), Network.LOOPBACK));
        CpuSets cpus = CpuSets.UNPINNED;
        Rig rig = new Rig(directory, Child.javaHome(), cpus, TestHome.certificates(), Rig.jvmFlags(cpus),
                AwakeCpus.none(), Link.loopback(), directory.resolve("out"), mark);
        AtomicLong clock = new AtomicLong();
        try (Generator generator = Generator.start(GeneratorSpec.of(1, 1))) {
            Runner runner = new Runner(plan, rig, generator, new RunWatcher() {
            }, clock::incrementAndGet);
            Campaign campaign = new Campaign(plan, List.of(),
                    (step, attempt) -> runner.run(step, attempt, contender(step)), () -> 0, _ -> {
                    });

            assertThat(campaign.proceed()).isEqualTo(Campaign.Ending.COMPLETE);

            RunRecord fails = run(campaign, "fails");
            assertThat(fails.outcome()).isEqualTo(Outcome.FAIL);
            assertThat(fails.problems()).containsExactly("fails ended by itself with status 7.", "no licence");
            RunRecord clings = run(campaign, "clings");
            assertThat(clings.outcome()).isEqualTo(Outcome.FAIL);
            assertThat(clings.problems()).anyMatch(problem -> problem.startsWith("Not all connections could be opened"))
                    .anyMatch(problem -> problem.endsWith("after SIGTERM and had to be killed."));
            assertThat(clings.warnings()).contains(Warning.UNPROVEN, Warning.PING_ROUND_TRIP, Warning.LOG_CUT,
                    Warning.LEFT_BEHIND);
        }
    }

    private static RunRecord run(Campaign campaign, String name) {
        return campaign.runs().stream().filter(run -> run.contender().equals(name)).findFirst().orElseThrow();
    }

    private Contender contender(Step step) {
        return new Contender(step.contender(), "", directory,
                List.of("sh", "-c", String.valueOf(SCRIPTS.get(step.contender()))), Map.of(),
                new Contender.Ready.Line(Pattern.compile("^READY")), "/", null, null, null, Contender.Stop.TERM, null,
                null, false);
    }
}
