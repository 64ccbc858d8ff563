package pudding.bench.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pudding.bench.measure.Checkout;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.report.CiSummary;
import pudding.bench.stat.BuildCheck.Result;
import pudding.bench.stat.BuildChecks;
import pudding.contract.UsageException;

/// `ci`: guards against a slower server. Compares two builds of the same contenders on one machine.
@Command(name = "ci", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Compares two builds of this project's servers: is the newer one worse? 7 minutes a contender.",
        footer = {"",
            "Exit status: 1 only where the newer build is worse in practice, or a run failed; 0 where it was not "
                    + "shown to be worse; 3 where nothing valid was measured; 2 for wrong usage."})
final class CiCommand implements Callable<Integer> {

    private static final List<String> GUARDED = List.of("plain-platform", "netty-jdk");

    /// Fewer mirrored pairs of half-blocks give no interval.
    private static final int LEAST_BLOCKS = 2;
    private static final int MOST_BLOCKS = 100;

    @Option(names = "--base", paramLabel = "DIR", required = true,
            description = "checkout of the older build; built there if it is not") private Path base = Path.of("");

    @Option(names = "--head", paramLabel = "DIR", required = true,
            description = "checkout of the newer build") private Path head = Path.of("");

    @Option(names = "--contenders", paramLabel = "NAME", split = ",",
            description = "built-in contenders; default: plain-platform,netty-jdk") private List<String> names =
                    new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR",
            description = "where summary.md, ci.json and a folder for each contender go; default results/local/TIME-ci") private @Nullable Path out;

    @Option(names = "--blocks", paramLabel = "N",
            description = "mirrored pairs of half-blocks of each contender; default 3, at least 2") private @Nullable Integer blocks;

    @Option(names = "--seed", paramLabel = "N",
            description = "seed of the order, the payloads and the schedule; default: drawn, and printed") private @Nullable Long seed;

    private final Console console = new Console();

    @Override
    public Integer call() throws Exception {
        if (blocks != null && (blocks < LEAST_BLOCKS || blocks > MOST_BLOCKS)) {
            throw new UsageException("--blocks takes a number from " + LEAST_BLOCKS + " to " + MOST_BLOCKS
                    + "; fewer give no interval.");
        }
        Builds builds = Builds.of(Checkout.open(base), Checkout.open(head),
                names.isEmpty() ? GUARDED : names);
        try (Interrupt interrupt = Interrupt.expected(); MachineLock _ = MachineLock.take()) {
            Setup setup = Setup.prepare(console);
            Path dir = setup.resultDir(out, Profile.CI.label());
            long drawn = Setup.seed(seed);
            for (Checkout checkout : builds.checkouts()) {
                console.status("building " + checkout.label(), null);
                checkout.build(setup.home().java());
            }
            CiJob job = new CiJob(setup, console, interrupt, builds, pair -> plan(setup, pair, drawn), dir);
            console.line(String.format(Locale.ROOT, "Seed %d; about %d minutes for %s; results in %s.", drawn,
                    Math.max(1, Duration.ofSeconds(Math.round(job.expectedSeconds())).toMinutes()),
                    String.join(", ", builds.names()), dir));
            BuildChecks checks = job.run();
            if (checks == null) {
                return Pudding.INTERRUPTED;
            }
            System.out.println(CiSummary.terminal(checks, Console.screen()));
            System.out.println("Results: " + dir);
            return status(checks.result());
        }
    }

    private Plan plan(Setup setup, List<String> pair, long drawn) {
        return blocks == null
                ? Plan.of(Profile.CI, pair, drawn, setup.placement(IdleCpus.SLEEP, Network.LOOPBACK))
                : Plan.of(Profile.CI, pair, 2 * blocks, drawn, setup.placement(IdleCpus.SLEEP, Network.LOOPBACK));
    }

    static int status(Result result) {
        return switch (result) {
            case FAILED, WORSE -> Pudding.FAIL;
            case NOT_WORSE -> Pudding.DONE;
            case NOTHING -> Pudding.NOTHING_MEASURED;
        };
    }
}
