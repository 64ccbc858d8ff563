package pudding.bench.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pudding.bench.load.Target;
import pudding.bench.measure.Artefacts;
import pudding.bench.measure.Rig;
import pudding.bench.measure.TempDirectory;
import pudding.bench.measure.check.Checks;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.bench.server.ServerFailedException;
import pudding.bench.server.ServerProcess;
import pudding.bench.server.StatsClient;
import pudding.contract.UsageException;

/// `check`: is this server a fair contender? Used by the main thread.
@Command(name = "check", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Holds a server to the contract from outside, and prints pass, fail or not offered for each",
            "case. One that is described is built, started, checked and stopped."},
        footerHeading = "%nExamples:%n",
        footer = {"  pudding check my-server.yml", "  pudding check wss://127.0.0.1:8443",
            "  pudding check wss://127.0.0.1:9000/ws --insecure"})
final class CheckCommand implements Callable<Integer> {

    private static final int WAIT_MILLIS = 5_000;

    @Parameters(paramLabel = "URL|FILE|NAME", arity = "1",
            description = "wss://HOST:PORT with the contract's paths, or with a path of its own; a descriptor; or the "
                    + "name of a contender") private String what = "";

    @Option(names = "--ack", paramLabel = "P",
            description = "path with receipts, of a URL with a path") private @Nullable String ack;

    @Option(names = "--discard", paramLabel = "P",
            description = "path where nothing is parsed, of a URL with a path") private @Nullable String discard;

    @Option(names = "--stats", paramLabel = "P",
            description = "path of the counters, of a URL with a path") private @Nullable String stats;

    @Option(names = "--ca", paramLabel = "FILE",
            description = "CA certificate (PEM) of a URL's server (default: certs/ca.pem of the project)") private @Nullable Path ca;

    @Option(names = "--insecure", description = "take any certificate of a URL's server") private boolean insecure;

    private final Console console = new Console();

    @Override
    public Integer call() throws Exception {
        boolean options = ack != null || discard != null || stats != null || ca != null || insecure;
        if (what.contains("://")) {
            return status(Checks.run(url(), CheckCommand::print));
        }
        if (options) {
            throw new UsageException("--ack, --discard, --stats, --ca and --insecure go with a URL.");
        }
        return status(described());
    }

    private Checks.Subject url() throws UsageException, IOException {
        URI uri;
        try {
            uri = URI.create(what);
            if (!"wss".equals(uri.getScheme()) || uri.getHost() == null || (ca != null && insecure)) {
                throw new IllegalArgumentException();
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("check takes a URL such as wss://127.0.0.1:8443, and --ca or --insecure.");
        }
        URI base = URI.create("wss://" + uri.getRawAuthority());
        Path authority = ca != null ? ca : insecure ? null : Home.find().root().resolve("certs").resolve("ca.pem");
        Target target = authority == null ? Target.insecure(base) : new Target(base, authority);
        StatsClient client = authority == null ? StatsClient.insecure() : StatsClient.trusting(authority);
        String path = uri.getRawPath();
        return path == null || path.length() < 2
                ? new Checks.Subject(target, client, "/ingest", "/ack", "/discard", "/stats", WAIT_MILLIS)
                : new Checks.Subject(target, client, path, ack, discard, stats, WAIT_MILLIS);
    }

    private List<Checks.Result> described() throws Exception {
        try (Interrupt _ = Interrupt.expected();
                TempDirectory temporary = TempDirectory.create("pudding-check-")) {
            Setup setup = Setup.prepare(console);
            Path root = setup.home().root();
            Contender contender = Contenders.of(what, root);
            try {
                Artefacts.require(root, setup.home().java(), contender, console::line);
            } catch (IOException e) {
                // What an earlier build left would be checked in its place.
                throw new UsageException(String.valueOf(e.getMessage()).strip());
            }
            Rig rig = setup.rig(temporary.path());
            try (ServerProcess server = ServerProcess.start(contender, rig.launch(contender.name()))) {
                List<Checks.Result> results = Checks.run(new Checks.Subject(rig.target(server),
                        StatsClient.of(contender, rig.certificates()), contender.path(), contender.ack(),
                        contender.discard(), contender.stats(), WAIT_MILLIS), CheckCommand::print);
                return withStop(results, server.stop());
            } catch (ServerFailedException e) {
                throw new UsageException(String.join("\n", e.problems()));
            }
        }
    }

    private static List<Checks.Result> withStop(List<Checks.Result> results, ServerProcess.StopResult stopped) {
        String wrong = stopped.forced()
                ? "it had to be killed"
                : !stopped.clean()
                        ? "it ended with status " + stopped.exitStatus()
                        : stopped.left() > 0 ? "it left " + stopped.left() + " processes behind" : "";
        Checks.Result stop = new Checks.Result("it stops within 5 s of its signal, and leaves no process",
                wrong.isEmpty() ? Checks.Outcome.PASS : Checks.Outcome.FAIL, wrong);
        print(stop);
        return Stream.concat(results.stream(), Stream.of(stop)).toList();
    }

    private static void print(Checks.Result result) {
        System.out.printf("%-11s  %s%s%n", result.outcome().words(), result.name(),
                result.detail().isEmpty() ? "" : ": " + result.detail());
    }

    private static int status(List<Checks.Result> results) {
        Map<Checks.Outcome, Long> counts = results.stream()
                .collect(Collectors.groupingBy(Checks.Result::outcome,
                        Collectors.counting()));
        System.out.printf("%n%d passed, %d failed, %d not offered.%n",
                counts.getOrDefault(Checks.Outcome.PASS, 0L), counts.getOrDefault(Checks.Outcome.FAIL, 0L),
                counts.getOrDefault(Checks.Outcome.NOT_OFFERED, 0L));
        return counts.containsKey(Checks.Outcome.FAIL) ? Pudding.FAIL : Pudding.DONE;
    }
}
