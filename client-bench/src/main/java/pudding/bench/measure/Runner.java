package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Generator;
import pudding.bench.load.Payload;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerFailedException;
import pudding.bench.server.ServerProcess;
import pudding.bench.server.ServerStats;

/// Makes one run: starts a fresh server, takes it through the stages of a step, and accounts for every message.
///
/// Used by one thread. Whatever goes wrong with the server is told in the run's record; only an interrupt ends
/// a run without one.
public final class Runner {

    private static final int LOG_TAIL_LINES = 5;

    private final Plan plan;
    private final Rig rig;
    private final Generator generator;
    private final Consumer<String> progress;

    /// @param progress told what is being done, a few words at a time
    public Runner(Plan plan, Rig rig, Generator generator, Consumer<String> progress) {
        this.plan = plan;
        this.rig = rig;
        this.generator = generator;
        this.progress = progress;
    }

    /// Makes the run of one step.
    public RunRecord run(Step step, Contender contender) throws InterruptedException {
        return new Run(step, contender).make();
    }

    /// The run that is being made, and what is known of it so far.
    private final class Run {

        private final Step step;
        private final Contender contender;
        private final List<String> problems = new ArrayList<>();
        private final Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        private final List<RunRecord.WarmedUp> warmUps = new ArrayList<>();
        private final List<String> tls = new ArrayList<>();
        private double startMillis;
        private String serverCpus = "";
        private List<String> command = List.of();
        private RunRecord.@Nullable ArticleWindow article;
        private RunRecord.@Nullable MaxClients maxClients;
        private RunRecord.@Nullable Loaded loaded;
        private RunRecord.@Nullable Loaded discard;
        private RunRecord.@Nullable Ledger ledger;
        private int exitStatus = -1;

        Run(Step step, Contender contender) {
            this.step = step;
            this.contender = contender;
        }

        RunRecord make() throws InterruptedException {
            if (rig.cpus().shared()) {
                warnings.add(Warning.SHARED_CPUS);
            }
            try (ServerProcess server = ServerProcess.start(contender, rig.launch(name()))) {
                try {
                    measure(server);
                } catch (IOException | IllegalStateException e) {
                    problems.add(server.isAlive() ? message(e) : message(server.died()));
                }
                stop(server);
            } catch (ServerFailedException e) {
                problems.add(message(e));
                e.tail().stream().skip(Math.max(0, e.tail().size() - LOG_TAIL_LINES)).forEach(problems::add);
            }
            RunRecord.Outcome outcome = problems.isEmpty() ? RunRecord.Outcome.OK : RunRecord.Outcome.FAIL;
            return new RunRecord(step.index(), contender.name(), step.stages(), outcome, List.copyOf(problems),
                    List.copyOf(warnings), startMillis, List.copyOf(tls), serverCpus, command, List.copyOf(warmUps),
                    article, maxClients, loaded, discard, ledger, exitStatus);
        }

        private String name() {
            return "%03d-%s".formatted(step.index(), contender.name());
        }

        private void measure(ServerProcess server) throws IOException, InterruptedException {
            startMillis = server.startup().toNanos() / 1e6;
            command = server.command().stream().map(Runner::withoutDirectories).toList();
            EqualSettings.ReadBack settings = EqualSettings.read(server, rig);
            serverCpus = settings.serverCpus();
            problems.addAll(settings.differences());
            try (WindowMeter meter = new WindowMeter(server, rig, name());
                    Traffic traffic = new Traffic(server, rig, generator)) {
                Subject subject = new Subject(server, rig, plan, traffic, meter);
                for (Stage stage : step.stages()) {
                    progress.accept(contender.name() + ": " + stage.label());
                    go(stage, subject);
                }
                account(traffic);
            }
        }

        private void go(Stage stage, Subject subject) throws IOException, InterruptedException {
            switch (stage) {
                case ARTICLE -> article = subject.articleWindow();
                case LOADED -> {
                    warm(subject, stage);
                    loaded = subject.loadedWindow(stage, warnings);
                }
                case MAX_CLIENTS -> maxClients = subject.maxClients();
                case DISCARD -> {
                    if (contender.discard() != null) {
                        warm(subject, stage);
                        discard = subject.loadedWindow(stage, warnings);
                    }
                }
            }
        }

        private void warm(Subject subject, Stage stage) throws IOException, InterruptedException {
            RunRecord.WarmedUp warmUp = subject.warmUp(stage, plan.warmUp());
            warmUps.add(warmUp);
            if (!warmUp.warm()) {
                warnings.add(Warning.NOT_WARM);
            }
        }

        /// Compares both ends' books, once the server has had time to finish what it was sent.
        private void account(Traffic traffic) throws IOException, InterruptedException {
            tls.addAll(traffic.negotiated());
            problems.addAll(EqualSettings.checkTls(tls));
            problems.addAll(traffic.failures());
            ServerStats stats = traffic.settledStats();
            if (stats == null) {
                return;
            }
            Map<String, Long> rejected = stats.rejected().entrySet().stream()
                    .filter(entry -> entry.getValue() != 0)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            Traffic.Books books = traffic.books();
            ledger = new RunRecord.Ledger(books.sent(), stats.received(), books.discarded(), stats.messages(),
                    Payload.hex(books.digest()), stats.digest(), books.acked(), books.wrongAcks(), rejected);
            if (!ledger.balances()) {
                problems.add("The ledger does not balance: sent " + ledger.sent() + ", received " + ledger.received()
                        + ", deserialised " + ledger.deserialised() + ", discarded " + ledger.discarded()
                        + ", digests " + ledger.sentDigest() + " and " + ledger.deserialisedDigest()
                        + ", wrong acknowledgements " + ledger.wrongAcks() + ", rejected " + rejected + ".");
            }
        }

        private void stop(ServerProcess server) {
            ServerProcess.StopResult stopped = server.stop();
            exitStatus = stopped.exitStatus();
            if (!stopped.clean()) {
                problems.add("The server ended with status " + stopped.exitStatus() + " after SIGTERM"
                        + (stopped.forced() ? " and had to be killed." : "."));
            }
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /// A command's word without the directories in it, which would tell of this machine.
    private static String withoutDirectories(String word) {
        int equals = word.indexOf("=/");
        if (word.startsWith("-Xlog")) {
            return word.substring(0, word.indexOf(":file="));
        }
        if (equals > 0) {
            return word.substring(0, equals + 1) + Path.of(word.substring(equals + 1)).getFileName();
        }
        return word.startsWith("/") ? String.valueOf(Path.of(word).getFileName()) : word;
    }
}
