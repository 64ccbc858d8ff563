package pudding.bench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Generator;
import pudding.bench.measure.Artefacts;
import pudding.bench.measure.Campaign;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.FloorMeter;
import pudding.bench.measure.Redact;
import pudding.bench.measure.Rig;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunWatcher;
import pudding.bench.measure.Runner;
import pudding.bench.measure.floor.Floor;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.plan.Part;
import pudding.bench.plan.Plan;
import pudding.bench.plan.RampPlan;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;
import pudding.bench.report.ResultFolder;
import pudding.bench.server.AwakeCpus;
import pudding.bench.server.Contender;
import pudding.bench.server.Link;
import pudding.bench.stat.Pilot;
import pudding.contract.UsageException;

/// Makes one comparison, from its plan to its evidence; used once, by one thread.
///
/// Ctrl-C interrupts that thread: what was measured until then is written.
final class ComparisonJob {

    private final Plan plan;
    private final Map<String, Contender> contenders;
    private final ResultFolder folder;
    private final Console console;
    private final Rig rig;
    private final Setup setup;
    private final Environment environment;
    private final @Nullable Evidence before;
    private final Interrupt interrupt;
    private long startNanos = System.nanoTime();
    private final Map<String, Evidence.Artefact> artefacts = new LinkedHashMap<>();
    private List<String> fitness = List.of();
    private @Nullable Floor floor;
    private List<RampRun> searches = List.of();
    private @Nullable Campaign running;
    private RunWatcher also = new RunWatcher() {
    };

    /// @param before the evidence of an earlier sitting, or null
    ComparisonJob(Setup setup, Console console, Plan plan, Map<String, Contender> contenders, ResultFolder folder,
            @Nullable Evidence before, Interrupt interrupt) throws IOException, InterruptedException {
        this.setup = setup;
        this.console = console;
        this.plan = plan;
        this.contenders = contenders;
        this.folder = folder;
        this.before = before;
        this.interrupt = interrupt;
        this.rig = setup.rig(folder.dir());
        // Before this process is pinned, so that the environment tells the CPUs that both ends share, and before it
        // enters a network namespace, which does not show every setting of the machine.
        this.environment = Environment.collect(rig);
    }

    /// What stands against measuring on this machine, for the evidence.
    ComparisonJob withFitness(List<String> sentences) {
        fitness = List.copyOf(sentences);
        return this;
    }

    /// Someone else who is told how far the runs are.
    ComparisonJob watchedBy(RunWatcher watcher) {
        also = watcher;
        return this;
    }

    /// Refuses an earlier sitting that cannot be gone on with.
    ///
    /// @throws UsageException in one sentence
    void requireResumable() throws UsageException {
        if (before == null) {
            return;
        }
        if (before.ending() == Ending.COMPLETE) {
            throw new UsageException("That comparison is complete; there is nothing to go on with.");
        }
        Environment then = before.environment();
        if (!then.cpuModel().equals(environment.cpuModel()) || !then.jdk().equals(environment.jdk())
                || !Objects.equals(then.commit(), environment.commit())
                || !Objects.equals(then.dirty(), environment.dirty())) {
            throw new UsageException("That comparison was begun on another machine, JDK or commit, and cannot be gone "
                    + "on with here.");
        }
    }

    /// Makes the runs; returns the evidence, which is written.
    Evidence run() throws IOException, UsageException {
        // Jobs that are made together run one after the other.
        startNanos = System.nanoTime();
        if (before == null) {
            folder.write(plan);
        }
        Ending ending = Ending.INTERRUPTED;
        List<RunRecord> earlier = before == null ? List.of() : before.runs();
        try {
            strangers();
            // The time that a plan has is for what this project does.
            startNanos = System.nanoTime();
            prepare();
            try (AwakeCpus awake = setup.awake(plan.placement())) {
                measureFloor();
                ending = campaign(earlier, awake);
                if (awake.asleep() != null) {
                    note(Setup.asleep(awake));
                }
            }
        } catch (InterruptedException | ClosedByInterruptException e) {
            // What was measured is written all the same.
            Thread.interrupted();
        } finally {
            console.done();
        }
        Campaign made = running;
        return write(made == null ? earlier : made.runs(), ending);
    }

    private Ending campaign(List<RunRecord> earlier, AwakeCpus awake)
            throws IOException, UsageException, InterruptedException {
        try (Link.Stay _ = rig.link().enter(); Generator generator = Generator.start(setup.generator(plan))) {
            Runner runner = new Runner(plan, rig.with(awake), generator, new Watcher(), this::elapsedNanos);
            Campaign made = new Campaign(plan, earlier, (step, attempt) -> make(runner, step, attempt),
                    () -> elapsedNanos() / 1e9, this::told);
            running = made;
            Ending ending = made.proceed();
            RampPlan ceilings = plan.ceilings();
            return ending == Ending.COMPLETE && ceilings != null ? search(ceilings) : ending;
        }
    }

    /// Searches the most clients, by generators of its own.
    private Ending search(RampPlan ceilings) throws IOException, InterruptedException {
        List<RampRun> earlier = searches.stream().filter(run -> !run.wasInterrupted()).toList();
        Ramps ramps = new Ramps(console, interrupt, rig, environment, ceilings, contenders, earlier,
                this::elapsedNanos);
        boolean all = ramps.make(() -> {
            searches = ramps.runs();
            write(Objects.requireNonNull(running).runs(), Ending.OPEN);
        });
        searches = ramps.runs();
        return all ? Ending.COMPLETE : Ending.INTERRUPTED;
    }

    private void strangers() throws InterruptedException {
        if (before == null) {
            artefacts.putAll(Artefacts.weighStrangers(plan, rig, contenders.values(), console::line, this::note));
        }
    }

    private void prepare() throws IOException, InterruptedException {
        if (before != null) {
            artefacts.putAll(before.artefacts());
            floor = before.floor();
            fitness = before.fitness();
            searches = before.ceilings();
        }
        if (before == null || before.artefacts().isEmpty()) {
            optional("Builds could not be timed and weighed", () -> artefacts.putAll(
                    Artefacts.weigh(plan, rig, contenders.values(), text -> console.status(text, left()))));
        }
        // Only now: the compiler is timed on all CPUs.
        rig.cpus().pinSelf();
    }

    private void measureFloor() throws InterruptedException {
        if (floor == null && plan.windows().containsKey(Stage.PROFILE)) {
            console.status("the floor: JSON and TLS alone", left());
            optional("The floor could not be measured", () -> floor = FloorMeter.measure(rig));
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /// What a comparison can do without; that it does is noted.
    private void optional(String failed, Work work) throws InterruptedException {
        try {
            work.run();
        } catch (IOException e) {
            if (interrupt.isBehindThis()) {
                throw new InterruptedException();
            }
            note(failed + ": " + e.getMessage());
        }
    }

    private void note(String sentence) {
        String note = Redact.text(sentence);
        console.line(note);
        fitness = Stream.concat(fitness.stream(), Stream.of(note)).toList();
    }

    private RunRecord make(Runner runner, Step step, int attempt) throws InterruptedException {
        RunRecord run = runner.run(step, attempt, Objects.requireNonNull(contenders.get(step.contender())));
        if (run.outcome() == RunRecord.Outcome.FAIL && interrupt.isBehindThis()) {
            throw new InterruptedException();
        }
        return run;
    }

    private void told(RunRecord run) {
        List<RunRecord> runs = Objects.requireNonNull(running).runs();
        Step step = plan.steps().get(run.index());
        console.line(RunLine.of(plan, run, Console.screen()));
        boolean pilotIsOver = step.part() == Part.PILOT && plan.steps().get(run.index() + 1).part() != Part.PILOT;
        Pilot pilot = pilotIsOver ? Pilot.of(plan, runs) : null;
        if (pilot != null) {
            console.line(pilot.sentence());
        }
        try {
            write(runs, Ending.OPEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Evidence write(List<RunRecord> runs, Ending ending) throws IOException {
        Map<String, String> descriptions = new LinkedHashMap<>();
        contenders.forEach((name, contender) -> descriptions.put(name, contender.description()));
        Evidence evidence = new Evidence(Evidence.SCHEMA, plan, before == null ? environment : before.environment(),
                descriptions, artefacts, fitness, floor, runs, searches, ending, elapsedNanos() / 1e9);
        folder.write(evidence);
        return evidence;
    }

    private long elapsedNanos() {
        return System.nanoTime() - startNanos + (before == null ? 0 : (long) (before.seconds() * 1e9));
    }

    private Duration left() {
        Campaign campaign = running;
        double seconds = campaign == null
                ? plan.steps().stream().mapToDouble(plan::expectedSeconds).sum()
                : campaign.expectedSeconds();
        return Duration.ofSeconds(Math.round(seconds));
    }

    private final class Watcher implements RunWatcher {

        @Override
        public void stage(Step step, Stage stage) {
            console.status(step.contender() + ": " + stage.label(), left());
            also.stage(step, stage);
        }

        @Override
        public void second(Step step, Stage stage, long serverPid, int second) {
            also.second(step, stage, serverPid, second);
        }
    }
}
