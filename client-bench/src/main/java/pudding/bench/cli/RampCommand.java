package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pudding.bench.measure.Artefacts;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;
import pudding.bench.report.RampReport;
import pudding.bench.report.ResultFolder;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.contract.UsageException;

/// `ramp`: searches what each contender holds, and what stops it there. Used by the main thread.
@Command(name = "ramp", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Searches the most clients that each contender holds, and names what stops it; measures how it",
            "behaves up to its saturation and beyond, what connections and handshakes cost, and how fast it starts."},
        footerHeading = "%nExamples:%n",
        footer = {"  pudding ramp --kind idle --contenders netty-boringssl,plain-virtual",
            "  pudding ramp --kind sustained,curve"})
final class RampCommand implements Callable<Integer> {

    @Option(names = "--kind", paramLabel = "KIND", split = ",",
            description = "idle: connections in silence; sustained: each sending; curve: rate against latency; "
                    + "slopes: what a connection and a handshake cost; starts: beside an empty JVM (default: all five)") private List<String> kinds =
                            new ArrayList<>();

    @Option(names = "--contenders", paramLabel = "NAME", split = ",",
            description = "names; all: the five built-in ones, peers: Jetty, Undertow and Node's ws; default: all, and those of --contender") private List<String> names =
                    new ArrayList<>();

    @Option(names = "--contender", paramLabel = "FILE.yml",
            description = "descriptor of another contender; may be given several times") private List<Path> files =
                    new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR",
            description = "where the results go; default results/local/TIME-ramp") private @Nullable Path out;

    @Option(names = "--seed", paramLabel = "N",
            description = "of payloads and schedule; default: drawn, and printed") private @Nullable Long seed;

    @Option(names = "--first", paramLabel = "N",
            description = "clients tried first (default: 5000 idle, 2000 sending)") private @Nullable Integer first;

    @Option(names = "--most", paramLabel = "N",
            description = "clients tried at most (default ${DEFAULT-VALUE})") private int most = 100_000;

    @Option(names = "--hold", paramLabel = "D", converter = DurationConverter.class,
            description = "how long each number is held (default 30s)") private Duration hold = Duration.ofSeconds(30);

    @Option(names = "--rate", paramLabel = "R",
            description = "messages a second of each sending client (default ${DEFAULT-VALUE})") private double rate =
                    1;

    @Option(names = "--max-p99", paramLabel = "D", converter = DurationConverter.class,
            description = "latency, from due time, that sending clients must get (default 1s)") private Duration maxP99 =
                    Duration.ofSeconds(1);

    @Option(names = "--network", paramLabel = "NETWORK",
            description = "loopback (the default), or netns: two namespaces with a link of MTU 1500; needs root") private String network =
                    Network.LOOPBACK.label();

    @Option(names = "--idle-cpus", paramLabel = "WHAT",
            description = "sleep (the default), or awake: a loop of the least weight keeps idle CPUs from sleeping") private String idleCpus =
                    IdleCpus.SLEEP.label();

    private final Console console = new Console();

    @Override
    public Integer call() throws Exception {
        check();
        Set<RampKind> wanted = EnumSet.noneOf(RampKind.class);
        for (String kind : kinds) {
            wanted.add(RampKind.named(kind));
        }
        Network wantedNetwork = Network.named(network);
        IdleCpus idle = IdleCpus.named(idleCpus);
        Map<String, Contender> contenders = contenders();
        try (Interrupt interrupt = Interrupt.expected(); MachineLock _ = MachineLock.take()) {
            Setup setup = Setup.prepare(console);
            RampPlan plan =
                    plan(setup.placement(idle, wantedNetwork),
                            wanted.isEmpty() ? EnumSet.allOf(RampKind.class) : wanted,
                            List.copyOf(contenders.keySet()));
            Path dir = setup.resultDir(out, "ramp");
            announce(plan);
            Artefacts.build(setup.home().root(), setup.home().java(), contenders.values(), console::line);
            RampEvidence evidence = new RampJob(setup, console, plan, contenders, dir, interrupt).run();
            System.out.println(RampReport.terminal(evidence, Console.screen()));
            System.out.println("Report: " + dir.resolve(ResultFolder.REPORT));
            return status(evidence);
        }
    }

    private void check() throws UsageException {
        if (most < 1 || most > 1_000_000 || (first != null && (first < 1 || first > most))) {
            throw new UsageException("--first and --most take whole numbers, the first not above the most, which is "
                    + "1000000 at most.");
        }
        if (!(rate > 0) || rate > 1_000) {
            throw new UsageException("--rate takes a number above 0, up to 1000.");
        }
        if (!hold.isPositive() || hold.compareTo(Duration.ofHours(1)) > 0 || !maxP99.isPositive()
                || maxP99.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new UsageException("--hold takes up to 1h, --max-p99 up to 1m.");
        }
    }

    private Map<String, Contender> contenders() throws UsageException {
        // Descriptors alone are meant alone.
        return names.isEmpty() && !files.isEmpty()
                ? Contenders.read(files)
                : Contenders.select(names, files, Home.find().root());
    }

    private RampPlan plan(Placement placement, Set<RampKind> wanted, List<String> contenders) {
        double seconds = hold.toMillis() / 1e3;
        return RampPlan.of(Setup.seed(seed), contenders,
                placement,
                wanted.contains(RampKind.IDLE) ? RampPlan.Idle.of(first, most, seconds) : null,
                wanted.contains(RampKind.SUSTAINED)
                        ? RampPlan.Sustained.of(first, most, seconds, rate, maxP99.toNanos() / 1e6)
                        : null,
                wanted.contains(RampKind.CURVE) ? RampPlan.Curve.usual() : null,
                wanted.contains(RampKind.SLOPES) ? RampPlan.Slopes.usual() : null,
                wanted.contains(RampKind.STARTS) ? RampPlan.Starts.usual() : null);
    }

    private void announce(RampPlan plan) {
        double seconds = plan.kinds().stream().mapToDouble(plan::expectedSeconds).sum() * plan.contenders().size();
        console.line(String.format(Locale.ROOT, "Ramps (%s) of %s; %s; seed %d; about %.0f minutes.",
                String.join(", ", plan.kinds().stream().map(RampKind::word).toList()),
                String.join(", ", plan.contenders()), plan.placement().words(), plan.seed(),
                Math.max(1, seconds / 60)));
    }

    private static int status(RampEvidence evidence) throws IOException {
        if (evidence.ending() == Ending.INTERRUPTED) {
            return Pudding.INTERRUPTED;
        }
        boolean measured = evidence.runs().stream()
                .anyMatch(run -> !run.attempts().isEmpty() || run.curve() != null || run.slopes() != null
                        || run.starts() != null);
        boolean failed = evidence.runs().stream().anyMatch(run -> !run.problems().isEmpty());
        return !measured ? Pudding.NOTHING_MEASURED : failed ? Pudding.FAIL : Pudding.DONE;
    }
}
