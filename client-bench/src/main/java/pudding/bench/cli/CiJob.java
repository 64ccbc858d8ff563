package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.plan.Plan;
import pudding.bench.report.CiSummary;
import pudding.bench.report.ResultFolder;
import pudding.bench.server.Contender;
import pudding.bench.stat.BuildCheck;
import pudding.bench.stat.BuildChecks;
import pudding.contract.UsageException;

/// Compares two builds, contender by contender; used once, by one thread.
///
/// Each contender has a comparison and a folder of its own, with the older build as the baseline: so every folder
/// verifies by itself, and what is compared is run close together in time. A ratio is of two builds of one contender;
/// runs of another contender between them would tell nothing of it.
final class CiJob {

    private final Console console;
    private final Setup setup;
    private final Builds builds;
    private final Path dir;
    private final List<Part> parts = new ArrayList<>();

    private record Part(String contender, Plan plan, ComparisonJob job) {
    }

    /// @param planner gives the plan for two contenders, the baseline first
    /// @param dir     where the results go
    CiJob(Setup setup, Console console, Interrupt interrupt, Builds builds, Function<List<String>, Plan> planner,
            Path dir) throws IOException, UsageException, InterruptedException {
        this.setup = setup;
        this.console = console;
        this.builds = builds;
        this.dir = dir;
        for (Map.Entry<String, SequencedMap<String, Contender>> compared : builds.pairs().entrySet()) {
            SequencedMap<String, Contender> pair = compared.getValue();
            Plan plan = planner.apply(List.copyOf(pair.keySet()));
            Limits.check(plan);
            // All before the first one runs: a job looks at the machine before this process is pinned.
            parts.add(new Part(compared.getKey(), plan, new ComparisonJob(setup, console, plan, pair,
                    new ResultFolder(dir.resolve(compared.getKey())), null, interrupt)));
        }
    }

    double expectedSeconds() {
        return parts.stream().map(Part::plan)
                .mapToDouble(plan -> plan.steps().stream().mapToDouble(plan::expectedSeconds).sum()).sum();
    }

    /// Makes all comparisons and writes what they come to; null when it was interrupted.
    @Nullable
    BuildChecks run() throws IOException, UsageException, InterruptedException {
        List<BuildCheck> checks = new ArrayList<>();
        String machine = "nothing was run";
        long seed = 0;
        for (Part part : parts) {
            List<String> fitness = setup.fitness(part.plan());
            fitness.forEach(console::line);
            Evidence evidence = part.job().withFitness(fitness).run();
            if (evidence.ending() == Ending.INTERRUPTED) {
                return null;
            }
            BuildCheck check = BuildCheck.of(part.contender(), evidence);
            console.line(check.sentence());
            checks.add(check);
            machine = evidence.environment().cpuModel() + ", JDK "
                    + evidence.environment().jdk().getOrDefault("java_runtime_version", "unknown");
            seed = part.plan().seed();
        }
        BuildChecks all = BuildChecks.of(builds.base().label(), builds.head().label(), machine, seed, checks,
                builds.skipped());
        CiSummary.write(dir, all);
        return all;
    }
}
