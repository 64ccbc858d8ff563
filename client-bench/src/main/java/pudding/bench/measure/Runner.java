package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
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

    private final Plan plan;
    private final Rig rig;
    private final Generator generator;
    private final RunWatcher watcher;
    private final LongSupplier nanos;

    /// @param nanos the comparison's clock, from its start
    public Runner(Plan plan, Rig rig, Generator generator, RunWatcher watcher, LongSupplier nanos) {
        this.plan = plan;
        this.rig = rig;
        this.generator = generator;
        this.watcher = watcher;
        this.nanos = nanos;
    }

    /// Makes the run of one step.
    ///
    /// @param attempt 1, and more where runs of that step were void before
    public RunRecord run(Step step, int attempt, Contender contender) throws InterruptedException {
        return new Run(step, attempt, contender).make();
    }

    /// The run that is being made, and what is known of it so far.
    private final class Run {

        private final Step step;
        private final int attempt;
        private final Contender contender;
        private final long beganNanos = nanos.getAsLong();
        private final List<String> problems = new ArrayList<>();
        private final Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        private final List<RunRecord.WarmedUp> warmUps = new ArrayList<>();
        private List<String> tls = List.of();
        private double startMillis;
        private String serverCpus = "";
        private List<String> command = List.of();
        private RunRecord.@Nullable ArticleWindow article;
        private RunRecord.@Nullable Loaded loaded;
        private RunRecord.@Nullable Loaded discard;
        private RunRecord.@Nullable Ceiling ceiling;
        private RunRecord.@Nullable Sampled profile;
        private RunRecord.@Nullable Ledger ledger;
        private int exitStatus = -1;
        private boolean died;

        Run(Step step, int attempt, Contender contender) {
            this.step = step;
            this.attempt = attempt;
            this.contender = contender;
        }

        RunRecord make() throws InterruptedException {
            if (rig.cpus().server().isEmpty() || rig.cpus().shared()) {
                warnings.add(Warning.SHARED_CPUS);
            }
            try (ServerProcess server = ServerProcess.start(contender, rig.launch(name()))) {
                try {
                    // A run of that name that was broken off may have left some.
                    Files.deleteIfExists(rig.out().resolve(FoldedStacks.name(name())));
                    measure(server);
                } catch (IOException | RuntimeException e) {
                    died = server.endsSoon();
                    problems.addAll(died ? server.died().problems() : Problems.of(e));
                }
                stop(server);
            } catch (ServerFailedException e) {
                problems.addAll(e.problems());
            } finally {
                redactLogs();
            }
            warnings.addAll(WindowGate.ofRun(loaded, discard, plan.gate()));
            return new RunRecord(step.index(), attempt, contender.name(), step.stages(), beganNanos / 1e9,
                    (nanos.getAsLong() - beganNanos) / 1e9, outcome(), Redact.texts(problems),
                    List.copyOf(warnings), startMillis, tls, serverCpus, command, List.copyOf(warmUps),
                    article, loaded, discard, ceiling, profile, ledger, exitStatus);
        }

        private void redactLogs() {
            try {
                Redact.logs(rig.out().resolve("logs"), name());
            } catch (IOException e) {
                problems.add("The server's logs cannot be rewritten: " + Problems.message(e));
            }
        }

        private RunRecord.Outcome outcome() {
            if (!problems.isEmpty()) {
                return RunRecord.Outcome.FAIL;
            }
            return WindowGate.voids(warnings, plan.gate()) ? RunRecord.Outcome.INVALID : RunRecord.Outcome.OK;
        }

        /// The name of the run's files.
        private String name() {
            return RunRecord.name(step.index(), contender.name(), attempt);
        }

        private void measure(ServerProcess server) throws IOException, InterruptedException {
            startMillis = server.startup().toNanos() / 1e6;
            command = Redact.texts(server.command());
            EqualSettings.ReadBack settings = EqualSettings.read(server, rig);
            serverCpus = settings.serverCpus();
            if (serverCpus.isEmpty()) {
                warnings.add(Warning.UNPROVEN_SETTING);
            }
            problems.addAll(settings.differences());
            try (WindowMeter meter = new WindowMeter(server, rig, name());
                    Traffic traffic = new Traffic(server, rig, generator)) {
                if (!contender.proves()) {
                    warnings.add(Warning.UNPROVEN);
                }
                if (contender.ack() == null) {
                    warnings.add(Warning.PING_ROUND_TRIP);
                }
                Subject subject = new Subject(server, rig, plan, step, traffic, meter, watcher);
                for (Stage stage : step.stages()) {
                    watcher.stage(step, stage);
                    go(stage, subject);
                }
                account(traffic);
            }
        }

        private void go(Stage stage, Subject subject) throws IOException, InterruptedException {
            switch (stage) {
                case ARTICLE -> article = subject.articleWindow();
                case LOADED -> loaded = window(subject, stage);
                case DISCARD -> discard = contender.discard() == null ? null : window(subject, stage);
                case CEILING -> ceiling = contender.discard() == null ? null : subject.ceiling();
                case PROFILE -> profile = contender.isJvm() ? profile(subject) : null;
            }
        }

        /// What was measured before stands without it.
        private RunRecord.@Nullable Sampled profile(Subject subject) throws InterruptedException {
            try {
                return subject.profile();
            } catch (IOException e) {
                warnings.add(Warning.NO_PROFILE);
                return null;
            }
        }

        private RunRecord.Loaded window(Subject subject, Stage stage) throws IOException, InterruptedException {
            RunRecord.WarmedUp warmUp = subject.warmUp(stage);
            warmUps.add(warmUp);
            if (!warmUp.warm()) {
                warnings.add(Warning.NOT_WARM);
            }
            return subject.loadedWindow(stage);
        }

        /// Compares both ends' books, once the server has had time to finish what it was sent.
        private void account(Traffic traffic) throws IOException, InterruptedException {
            tls = List.copyOf(traffic.negotiated());
            List<String> wrong = new ArrayList<>(traffic.failures());
            List<String> otherTls = EqualSettings.checkTls(traffic.negotiated());
            if (contender.artefact() == null && !otherTls.isEmpty()) {
                // A stranger is as it is; the tables say so.
                warnings.add(Warning.OTHER_TLS);
            } else {
                wrong.addAll(otherTls);
            }
            wrong.stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
            ServerStats stats = traffic.settledStats(() -> {
            });
            if (stats == null) {
                return;
            }
            Map<String, Long> rejected = stats.rejectedNotZero();
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
            if (stopped.left() > 0) {
                warnings.add(Warning.LEFT_BEHIND);
            }
            if (server.isLogCut()) {
                warnings.add(Warning.LOG_CUT);
            }
            // A stranger's 143 is as clean; a server of this project must end with 0.
            boolean own = contender.artefact() != null;
            if (died) {
                // What it ended with is told already, and no signal made it.
                return;
            }
            if (!stopped.clean() || (own && stopped.exitStatus() != 0)) {
                problems.add("The server ended with status " + stopped.exitStatus() + " after SIG" + contender.stop()
                        + (stopped.forced() ? " and had to be killed." : "."));
            }
        }
    }
}
