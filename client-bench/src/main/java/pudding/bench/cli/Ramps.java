package pudding.bench.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import pudding.bench.load.Sources;
import pudding.bench.measure.Environment;
import pudding.bench.measure.MachineReader;
import pudding.bench.measure.Rig;
import pudding.bench.measure.ramp.Attempt;
import pudding.bench.measure.ramp.Curve;
import pudding.bench.measure.ramp.Lab;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.measure.ramp.RampRunner;
import pudding.bench.measure.ramp.RampWatcher;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;
import pudding.bench.server.Contender;

/// Makes the ramps of a plan and tells how far they are; used once, by one thread, at the generator's end of the link.
final class Ramps {

    /// Of some 28,000 ports that an address has.
    private static final int CONNECTIONS_PER_SOURCE = 10_000;

    private final Console console;
    private final Interrupt interrupt;
    private final RampPlan plan;
    private final Map<String, Contender> contenders;
    private final RampRunner runner;
    private final List<RampRun> runs;

    /// @param earlier ramps that were made in an earlier sitting
    /// @param nanos   the command's clock, from its start
    Ramps(Console console, Interrupt interrupt, Rig rig, Environment environment, RampPlan plan,
            Map<String, Contender> contenders, List<RampRun> earlier, LongSupplier nanos) throws IOException {
        this.console = console;
        this.interrupt = interrupt;
        this.plan = plan;
        this.contenders = contenders;
        this.runs = new ArrayList<>(earlier);
        Sources sources = Sources.of(InetAddress.getByName(rig.link().firstSource()), CONNECTIONS_PER_SOURCE);
        this.runner =
                new RampRunner(new Lab(rig, plan, MachineReader.bounds(environment), sources, new Watcher()), nanos);
    }

    /// Told after each ramp.
    interface Keeper {
        void keep() throws IOException;
    }

    /// The ramps that were made, in order.
    List<RampRun> runs() {
        return List.copyOf(runs);
    }

    /// Makes those that are still to be made, one kind after the other, so that what is compared was measured close
    /// together.
    ///
    /// @return whether all were made; else it was interrupted
    boolean make(Keeper keeper) throws IOException, InterruptedException {
        for (RampKind kind : plan.kinds()) {
            for (String name : plan.contenders()) {
                if (runs.stream().noneMatch(run -> run.kind() == kind && run.contender().equals(name))
                        && !make(name, kind, keeper)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean make(String name, RampKind kind, Keeper keeper) throws IOException, InterruptedException {
        RampRun run = runner.run(Objects.requireNonNull(contenders.get(name)), kind);
        // The interrupt may still be on its way: on a terminal it ends the servers and generators first.
        boolean interrupted = Thread.interrupted() || (!run.problems().isEmpty() && interrupt.isBehindThis());
        runs.add(interrupted ? run.interrupted() : run);
        run.problems().forEach(problem -> console.line(name + ", " + kind.label() + ": " + problem));
        if (!interrupted) {
            keeper.keep();
        }
        return !interrupted;
    }

    /// How long those that are still to be made will take, as such ramps go.
    Duration left() {
        double seconds = 0;
        for (RampKind kind : plan.kinds()) {
            long made = runs.stream().filter(run -> run.kind() == kind).count();
            seconds += (plan.contenders().size() - made) * plan.expectedSeconds(kind);
        }
        return Duration.ofSeconds(Math.round(seconds));
    }

    private final class Watcher implements RampWatcher {

        @Override
        public void begins(String contender, RampKind kind, String doing) {
            console.status(contender + ", " + kind.label() + ": " + doing, left());
        }

        @Override
        public void tried(String contender, RampKind kind, Attempt attempt) {
            console.line(String.format(Locale.ROOT, "%-16s %-17s %,7d clients  %s%s", contender, kind.label(),
                    attempt.clients(), attempt.confirmation() ? "again: " : "",
                    attempt.held() ? held(attempt)
                            : attempt.outcome().name().toLowerCase(Locale.ROOT) + ": " + attempt.reason()));
        }

        private static String held(Attempt attempt) {
            Attempt.Hold hold = attempt.hold();
            Attempt.Readings readings = attempt.readings();
            return String.format(Locale.ROOT, "held%s%s%s",
                    hold == null || hold.latency() == null ? ""
                            : String.format(Locale.ROOT, ", p99 %.1f ms", hold.latency().p99() / 1e3),
                    hold == null ? "" : String.format(Locale.ROOT, ", CPU %.0f %%", 100 * hold.shares().server()),
                    readings == null ? ""
                            : String.format(Locale.ROOT, ", %,.0f MB", readings.rssBytes() / 1e6));
        }

        @Override
        public void offered(String contender, Curve.Point point) {
            console.line(String.format(Locale.ROOT,
                    "%-16s %-17s %,7.0f/s offered  %,.0f done, p99 %.1f ms, CPU %.0f %%", contender,
                    RampKind.CURVE.label(), point.offered(), point.donePerSecond(), point.latency().p99() / 1e3,
                    100 * point.shares().server()));
        }
    }
}
