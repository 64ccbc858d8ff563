package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Fitness;
import pudding.bench.measure.Rig;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.plan.RampPlan;
import pudding.bench.report.RampFolder;
import pudding.bench.server.AwakeCpus;
import pudding.bench.server.Contender;
import pudding.bench.server.Link;
import pudding.contract.UsageException;

/// Makes the ramps of one command, from their plan to their evidence; used once, by one thread.
///
/// Ctrl-C interrupts that thread: what was measured until then is written.
final class RampJob {

    private final Setup setup;
    private final Console console;
    private final RampPlan plan;
    private final Map<String, Contender> contenders;
    private final Path dir;
    private final Interrupt interrupt;
    private final long startNanos = System.nanoTime();

    RampJob(Setup setup, Console console, RampPlan plan, Map<String, Contender> contenders, Path dir,
            Interrupt interrupt) {
        this.setup = setup;
        this.console = console;
        this.plan = plan;
        this.contenders = contenders;
        this.dir = dir;
        this.interrupt = interrupt;
    }

    /// Makes the ramps; returns the evidence, which is written.
    RampEvidence run() throws IOException, UsageException, InterruptedException {
        // How many clients this machine allows is what will be found out.
        Fitness.Need need = new Fitness.Need(0, (long) plan.heapMegabytes() << 20);
        List<String> fitness = new ArrayList<>(Fitness.judge(setup.readings(), need).whatMatters());
        fitness.forEach(console::line);
        try (Link link = setup.open(plan.placement().network(), console)) {
            Rig rig = setup.on(link).rig(dir);
            Environment environment = Environment.collect(rig);
            rig.cpus().pinSelf();
            try (AwakeCpus awake = setup.awake(plan.placement()); Link.Stay _ = link.enter()) {
                Ramps ramps = new Ramps(console, interrupt, rig, environment, plan, contenders, List.of(),
                        this::elapsedNanos);
                boolean all = ramps.make(() -> write(environment, fitness, ramps, Ending.OPEN));
                if (awake.asleep() != null) {
                    fitness.add(Setup.asleep(awake));
                    console.line(fitness.getLast());
                }
                return write(environment, fitness, ramps, all ? Ending.COMPLETE : Ending.INTERRUPTED);
            } finally {
                console.done();
            }
        }
    }

    private long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    private RampEvidence write(Environment environment, List<String> fitness, Ramps ramps,
            Ending ending) throws IOException {
        Map<String, String> descriptions = new LinkedHashMap<>();
        contenders.forEach((name, contender) -> descriptions.put(name, contender.description()));
        RampEvidence evidence = new RampEvidence(RampEvidence.SCHEMA, plan, environment, descriptions,
                fitness, ramps.runs(), ending, elapsedNanos() / 1e9);
        RampFolder.write(dir, evidence);
        return evidence;
    }
}
