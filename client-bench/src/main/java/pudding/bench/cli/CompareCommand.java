package pudding.bench.cli;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pudding.bench.load.Generator;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.measure.Artefacts;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.Rig;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.Runner;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.plan.Step;
import pudding.bench.report.ResultFolder;
import pudding.bench.report.TerminalTable;
import pudding.bench.server.Certificates;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.bench.server.CpuSets;
import pudding.contract.UsageException;

/// `compare`: the main job. Measures every contender and prints the table.
@Command(name = "compare", mixinStandardHelpOptions = true,
        description = "Measures the contenders on the same work and prints one table.")
final class CompareCommand implements Callable<Integer> {

    @Option(names = "--profile", paramLabel = "PROFILE", defaultValue = "quick",
            description = "smoke (90 s), quick (12 min), article or full (hours); default ${DEFAULT-VALUE}") private String profile =
                    "quick";

    @Option(names = "--contenders", paramLabel = "NAME", split = ",",
            description = "built-in contenders, the baseline first; default: all five") private List<String> names =
                    new ArrayList<>();

    @Option(names = "--contender", paramLabel = "FILE.yml",
            description = "descriptor of another contender; may be given several times") private List<Path> files =
                    new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR",
            description = "where the results go; default results/local/TIME-PROFILE") private @Nullable Path out;

    @Option(names = "--seed", paramLabel = "N",
            description = "seed of the order, the payloads and the schedule; default: drawn, and printed") private @Nullable Long seed;

    private final Console console = new Console();
    private final List<RunRecord> runs = new ArrayList<>();
    private final CountDownLatch written = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public Integer call() throws Exception {
        Map<String, Contender> contenders = contenders();
        long drawn = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
        Plan plan = Plan.of(Profile.named(profile), List.copyOf(contenders.keySet()), drawn);
        Home home = Home.find();
        Limits.check(plan);
        Path dir = out == null ? home.root().resolve("results/local").resolve(stamp()) : out;
        if (Files.exists(dir.resolve("evidence.json"))) {
            throw new UsageException("There are results in " + dir + " already; name another folder with --out.");
        }
        announce(plan);

        CpuSets cpus = CpuSets.detect();
        if (cpus.warning() != null) {
            console.line(cpus.warning());
        }
        Certificates certificates = Certificates.ensure(home.root(), home.java(), console::line);
        Rig rig = new Rig(home.root(), home.java(), cpus, certificates, Rig.jvmFlags(plan, cpus), dir,
                "compare-" + ProcessHandle.current().pid());
        // Before this process is pinned, so that the environment tells the CPUs that both ends share.
        Environment environment = Environment.collect(rig);
        ResultFolder folder = new ResultFolder(dir);
        folder.write(plan);
        Thread main = Thread.currentThread();
        Thread onInterrupt = new Thread(() -> interrupt(main), "interrupt");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return measure(plan, rig, environment, contenders, folder);
        } finally {
            written.countDown();
            console.done();
        }
    }

    private int measure(Plan plan, Rig rig, Environment environment, Map<String, Contender> contenders,
            ResultFolder folder) throws IOException, UsageException {
        Map<String, String> descriptions = new LinkedHashMap<>();
        contenders.forEach((name, contender) -> descriptions.put(name, contender.description()));
        Map<String, Evidence.Artefact> artefacts = new LinkedHashMap<>();
        boolean partial = false;
        try {
            artefacts.putAll(Artefacts.weigh(plan, rig, contenders.values(), text -> console.status(text, null)));
            // Only now: the compiler is timed on all CPUs.
            rig.cpus().pinSelf();
        } catch (InterruptedException e) {
            return Pudding.INTERRUPTED;
        }
        try (Generator generator = Generator.start(generatorSpec(plan, rig))) {
            Runner runner = new Runner(plan, rig, generator, text -> console.status(text, left(plan)));
            for (Step step : plan.steps()) {
                RunRecord run = runner.run(step, Objects.requireNonNull(contenders.get(step.contender())));
                refuseWhenInterrupted(run);
                runs.add(run);
                console.line(line(plan, run));
                folder.write(evidence(plan, environment, descriptions, artefacts, true));
            }
        } catch (InterruptedException | ClosedByInterruptException e) {
            partial = true;
        }
        // What was measured is written all the same.
        Thread.interrupted();
        var comparison = folder.write(evidence(plan, environment, descriptions, artefacts, partial));
        console.done();
        System.out.println(TerminalTable.render(comparison, Console.columns()));
        System.out.println("Results: " + folder.dir());
        if (partial) {
            return Pudding.INTERRUPTED;
        }
        boolean failed = runs.stream().anyMatch(run -> run.outcome() == RunRecord.Outcome.FAIL);
        boolean any = runs.stream().anyMatch(run -> run.outcome() == RunRecord.Outcome.OK);
        return !any ? Pudding.NOTHING_MEASURED : failed ? Pudding.FAIL : Pudding.DONE;
    }

    private Map<String, Contender> contenders() throws UsageException {
        Map<String, Contender> all = new LinkedHashMap<>();
        for (String name : names.isEmpty() && files.isEmpty() ? Contenders.names() : names) {
            all.put(name, Contenders.find(name));
        }
        for (Path file : files) {
            Contender contender = Contenders.read(file);
            if (all.put(contender.name(), contender) != null) {
                throw new UsageException("There are two contenders named " + contender.name() + ".");
            }
        }
        return all;
    }

    private void announce(Plan plan) {
        console.line(String.format(Locale.ROOT, "Profile %s: %d runs of %s, at most %s; seed %d.", plan.profile(),
                plan.steps().size(), String.join(", ", plan.contenders()), words(plan.budgetSeconds()), plan.seed()));
    }

    private static GeneratorSpec generatorSpec(Plan plan, Rig rig) {
        return new GeneratorSpec(plan.seed(), GeneratorSpec.DEFAULT_PAYLOADS, plan.messageBytes(),
                Math.max(1, rig.cpus().generator().size()), GeneratorSpec.DEFAULT_CONNECT_TIMEOUT);
    }

    private Evidence evidence(Plan plan, Environment environment, Map<String, String> descriptions,
            Map<String, Evidence.Artefact> artefacts, boolean partial) {
        return new Evidence(Evidence.SCHEMA, plan, environment, descriptions, artefacts, List.copyOf(runs), partial,
                console.elapsed().toMillis() / 1e3);
    }

    /// The time that the runs so far took, for those still to come.
    private @Nullable Duration left(Plan plan) {
        return runs.isEmpty()
                ? Duration.ofSeconds(plan.budgetSeconds())
                : console.elapsed().dividedBy(runs.size()).multipliedBy(plan.steps().size() - runs.size());
    }

    private static String line(Plan plan, RunRecord run) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%3d/%d  %-16s %s", run.index() + 1,
                plan.steps().size(), run.contender(), run.outcome()));
        if (run.article() != null && run.article().memoryBytes() != null) {
            line.append(String.format(Locale.ROOT, "  memory %.1f MB", run.article().memoryBytes() / 1e6));
        }
        if (run.loaded() != null) {
            line.append(String.format(Locale.ROOT, "  %.1f µs a message", run.loaded().microsPerMessage()));
            if (run.loaded().latency() != null) {
                line.append(String.format(Locale.ROOT, ", p99 %.2f ms", run.loaded().latency().p99() / 1e3));
            }
        }
        if (run.maxClients() != null) {
            line.append(String.format(Locale.ROOT, "  %,d clients", run.maxClients().held()));
        }
        if (run.discard() != null) {
            line.append(String.format(Locale.ROOT, "  %.1f µs without JSON", run.discard().microsPerMessage()));
        }
        run.warnings().forEach(warning -> line.append("; ").append(warning.sentence()));
        run.problems().forEach(problem -> line.append("\n         ").append(problem));
        return line.toString();
    }

    private String stamp() {
        return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC)
                .format(Instant.now()) + "-" + profile;
    }

    private static String words(int seconds) {
        return seconds < 120 ? seconds + " s"
                : seconds < 7_200 ? seconds / 60 + " minutes" : seconds / 3_600 + " hours";
    }

    /// Ctrl-C on a terminal ends the servers too; a run that fails of that has not failed.
    private void refuseWhenInterrupted(RunRecord run) throws InterruptedException {
        if (run.outcome() == RunRecord.Outcome.FAIL && interrupted.await(300, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException();
        }
    }

    /// On Ctrl-C: lets the main thread keep what was measured before the JVM ends.
    private void interrupt(Thread main) {
        interrupted.countDown();
        main.interrupt();
        try {
            written.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
