package pudding.bench.measure;

import java.io.IOException;
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
        private List<String> tls = List.of();
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
            if (rig.cpus().server().isEmpty() || rig.cpus().shared()) {
                warnings.add(Warning.SHARED_CPUS);
            }
            try (ServerProcess server = ServerProcess.start(contender, rig.launch(name()))) {
                try {
                    measure(server);
                } catch (IOException | RuntimeException e) {
                    problems.add(server.isAlive() ? message(e) : message(server.died()));
                }
                stop(server);
            } catch (ServerFailedException e) {
                problems.add(message(e));
                e.tail().stream().skip(Math.max(0, e.tail().size() - LOG_TAIL_LINES)).forEach(problems::add);
            }
            RunRecord.Outcome outcome = problems.isEmpty() ? RunRecord.Outcome.OK : RunRecord.Outcome.FAIL;
            return new RunRecord(step.index(), contender.name(), step.stages(), outcome,
                    problems.stream().map(Redact::paths).toList(),
                    List.copyOf(warnings), startMillis, tls, serverCpus, command, List.copyOf(warmUps),
                    article, maxClients, loaded, discard, ledger, exitStatus);
        }

        private String name() {
            return "%03d-%s".formatted(step.index(), contender.name());
        }

        private void measure(ServerProcess server) throws IOException, InterruptedException {
            startMillis = server.startup().toNanos() / 1e6;
            command = server.command().stream().map(Redact::paths).toList();
            EqualSettings.ReadBack settings = EqualSettings.read(server, rig);
            serverCpus = settings.serverCpus();
            if (serverCpus.isEmpty()) {
                warnings.add(Warning.UNPROVEN_SETTING);
            }
            problems.addAll(settings.differences());
            try (WindowMeter meter = new WindowMeter(server, rig, name());
                    Traffic traffic = new Traffic(server, rig, generator)) {
                Subject subject = new Subject(server, rig, plan, traffic, meter);
                for (Stage stage : step.stages()) {
                    progress.accept(contender.name() + ": " + stage.label());
                    if (stage == Stage.MAX_CLIENTS) {
                        // Where the search breaks connections, what was measured before it still stands.
                        account(traffic);
                    }
                    go(stage, subject);
                }
                if (maxClients == null || !maxClients.brokeConnections()) {
                    account(traffic);
                }
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
            tls = List.copyOf(traffic.negotiated());
            List<String> wrong = new ArrayList<>(EqualSettings.checkTls(traffic.negotiated()));
            wrong.addAll(traffic.failures());
            wrong.stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
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
            // A stranger's 143 is as clean; a server of this project must end with 0.
            boolean own = contender.artefact() != null;
            if (!stopped.clean() || (own && stopped.exitStatus() != 0)) {
                problems.add("The server ended with status " + stopped.exitStatus() + " after SIGTERM"
                        + (stopped.forced() ? " and had to be killed." : "."));
            }
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
