package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Part;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.report.DifferenceException;
import pudding.bench.report.Publisher;
import pudding.bench.report.ResultFolder;
import pudding.bench.report.TerminalTable;
import pudding.bench.report.Verify;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.bench.server.Link;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Comparison;
import pudding.contract.UsageException;

/// `compare`: the main job. Measures every contender, judges, and prints the table.
@Command(name = "compare", mixinStandardHelpOptions = true,
        description = "Measures the contenders on the same work, judges them, and prints one table.")
final class CompareCommand implements Callable<Integer> {

    @Option(names = "--profile", paramLabel = "PROFILE",
            description = "smoke (90 s), quick (12 min, the default), article or full (hours)") private @Nullable String profile;

    @Option(names = "--contenders", paramLabel = "NAME", split = ",",
            description = "contenders, the baseline first; all: the five of the headline, peers: Jetty, Undertow and Node's ws; default: all, and those of --contender") private List<String> names =
                    new ArrayList<>();

    @Option(names = "--contender", paramLabel = "FILE.yml",
            description = "descriptor of another contender; may be given several times") private List<Path> files =
                    new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR",
            description = "where the results go; default results/local/TIME-PROFILE") private @Nullable Path out;

    @Option(names = "--seed", paramLabel = "N",
            description = "seed of the order, the payloads and the schedule; default: drawn, and printed") private @Nullable Long seed;

    @Option(names = "--network", paramLabel = "NETWORK",
            description = "loopback (the default), or netns: a link between two network namespaces, MTU 1500, no segmentation offload; for root on Linux") private @Nullable String network;

    @Option(names = "--idle-cpus", paramLabel = "WHAT",
            description = "sleep (the default), or awake: a loop of the least weight keeps idle CPUs from sleeping") private @Nullable String idleCpus;

    @Option(names = "--plan", paramLabel = "FILE",
            description = "a plan.json to make again, instead of a profile, contenders, seed, network and idle CPUs") private @Nullable Path planFile;

    @Option(names = "--resume", paramLabel = "DIR",
            description = "goes on with an interrupted comparison") private @Nullable Path resume;

    @Option(names = "--fail-on", paramLabel = "WHAT", split = ",",
            description = "status 1 if it holds: ${COMPLETION-CANDIDATES}") private List<FailOn> failOn =
                    new ArrayList<>();

    @Option(names = "--publish",
            description = "publishes it when it is done, as pudding publish does; status 2 where it may not be") private boolean publish;

    private final Console console = new Console();

    @Override
    public Integer call() throws Exception {
        requireOneSource();
        try (Interrupt interrupt = Interrupt.expected(); MachineLock _ = MachineLock.take()) {
            Evidence before = resume == null ? null : verified(resume);
            Setup setup = Setup.prepare(console);
            Plan plan = plan(setup, before);
            Map<String, Contender> contenders = contenders(plan, setup);
            Limits.check(plan);
            if (plan.judged().size() < 2 && failOn.stream().anyMatch(FailOn::needsVerdicts)) {
                throw new UsageException("--fail-on " + failOn.stream().filter(FailOn::needsVerdicts).findFirst()
                        .orElseThrow() + " needs a verdict, and this plan gives none.");
            }
            if (publish) {
                Publisher.requireToCome(setup.home().root(), plan.profile());
            }
            Path dir = resume == null ? setup.resultDir(out, plan.profile()) : resume;
            List<String> fitness = before == null ? setup.fitness(plan) : before.fitness();
            fitness.forEach(console::line);
            announce(plan);
            Evidence evidence;
            try (Link link = setup.open(plan.placement().network(), console)) {
                ComparisonJob job = new ComparisonJob(setup.on(link), console, plan, contenders,
                        new ResultFolder(dir), before, interrupt);
                job.requireResumable();
                evidence = job.withFitness(fitness).run();
            }
            int status = print(evidence, dir);
            return publish && evidence.ending() != Ending.INTERRUPTED ? published(setup.home(), dir, status) : status;
        }
    }

    /// Publishes what may be published.
    ///
    /// @param status of the comparison, which stands unless all went well with it
    private static int published(Home home, Path dir, int status) throws IOException, InterruptedException {
        try {
            new Publisher(PublishCommand.directory(home)).publish(new Publisher.Request(dir, null, "", Set.of()))
                    .forEach(System.out::println);
            return status;
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            return status == Pudding.DONE ? Pudding.USAGE : status;
        } catch (DifferenceException e) {
            System.err.println(e.getMessage());
            return Pudding.FAIL;
        }
    }

    /// What is gone on with must be what was measured.
    private static Evidence verified(Path dir) throws UsageException, IOException {
        try {
            Verify.folder(dir);
            return ResultFolder.read(dir);
        } catch (DifferenceException e) {
            throw new UsageException("That comparison does not verify: " + e.getMessage());
        }
    }

    private void requireOneSource() throws UsageException {
        boolean described = profile != null || !names.isEmpty() || seed != null || network != null
                || idleCpus != null;
        if (resume != null && (described || planFile != null || out != null)) {
            throw new UsageException("--resume goes on with a comparison as it was planned; it takes no --profile, "
                    + "--contenders, --seed, --network, --idle-cpus, --plan or --out.");
        }
        if (planFile != null && described) {
            throw new UsageException("--plan says what --profile, --contenders, --seed, --network and --idle-cpus say; "
                    + "give one or the other.");
        }
    }

    private Plan plan(Setup setup, @Nullable Evidence before) throws UsageException {
        Path file = planFile;
        if (before == null && file == null) {
            long drawn = Setup.seed(seed);
            return Plan.of(Profile.named(profile == null ? "quick" : profile),
                    List.copyOf(Contenders.select(names, files, setup.home().root()).keySet()), drawn,
                    setup.placement(IdleCpus.named(idleCpus == null ? "sleep" : idleCpus),
                            Network.named(network == null ? "loopback" : network)));
        }
        Plan plan = before == null ? ResultFolder.readPlan(Objects.requireNonNull(file)) : before.plan();
        Placement here = setup.placement(plan.placement().idle(), plan.placement().network());
        if (!plan.placement().equals(here)) {
            throw new UsageException("The plan has the server on CPUs " + plan.placement().serverCpus() + " with "
                    + String.join(" ", plan.placement().jvmFlags()) + ", and here it would be "
                    + here.serverCpus() + " with " + String.join(" ", here.jvmFlags()) + ".");
        }
        return plan;
    }

    /// The contenders that a plan names: those of `--contender`, and else the built-in ones and the peers.
    private Map<String, Contender> contenders(Plan plan, Setup setup) throws UsageException {
        Map<String, Contender> described = Contenders.read(files);
        for (String name : described.keySet()) {
            if (!plan.contenders().contains(name)) {
                throw new UsageException("The plan has no contender " + name + ".");
            }
        }
        return Contenders.named(plan.contenders(), described, setup.home().root());
    }

    private void announce(Plan plan) {
        double expected = plan.steps().stream().mapToDouble(plan::expectedSeconds).sum();
        console.line(String.format(Locale.ROOT, "Profile %s: %d runs of %s; seed %d; %s.", plan.profile(),
                plan.steps().size(), String.join(", ", plan.contenders()), plan.seed(),
                plan.placement().words()));
        console.line(String.format(Locale.ROOT, "It takes about %s; nothing is begun that would end after %s.",
                words(Math.min(expected, plan.deadlineSeconds())), words(plan.deadlineSeconds())));
        if (!plan.judged().isEmpty()) {
            console.line(String.format(Locale.ROOT, "Judged: %s, in %d half-blocks.",
                    String.join(", ", plan.judged()), plan.halfBlocks()));
        }
    }

    private int print(Evidence evidence, Path dir) throws IOException {
        console.done();
        Comparison comparison = Compare.of(evidence);
        System.out.println(TerminalTable.render(evidence, comparison, Console.screen()));
        System.out.println("Report: " + dir.resolve(ResultFolder.REPORT));
        if (evidence.ending() == Ending.INTERRUPTED) {
            return Pudding.INTERRUPTED;
        }
        boolean failed = evidence.runs().stream().anyMatch(run -> run.outcome() == Outcome.FAIL);
        boolean measured = evidence.runs().stream().anyMatch(run -> run.outcome() == Outcome.OK
                && evidence.plan().steps().get(run.index()).part() != Part.PILOT);
        if (!failed && !measured) {
            return Pudding.NOTHING_MEASURED;
        }
        for (FailOn what : failOn) {
            if (what.holds(evidence, comparison.verdicts())) {
                System.err.println("--fail-on " + what + " holds.");
                return Pudding.FAIL;
            }
        }
        return failed ? Pudding.FAIL : Pudding.DONE;
    }

    private static String words(double seconds) {
        return seconds < 120 ? Math.round(seconds) + " s"
                : seconds < 7_200
                        ? Math.round(seconds / 60) + " minutes"
                        : String.format(Locale.ROOT, "%.1f hours", seconds / 3_600);
    }
}
