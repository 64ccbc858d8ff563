package pudding.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Window;

/// Whether a machine is fit to measure, and what to change. Immutable; a pure function of its readings.
///
/// @param checks all that was looked at, in the order in which it is shown
public record Fitness(List<Check> checks) {

    /// Descriptors beside the connections: jars, logs, pipes, epoll.
    public static final int OTHER_FILES = 200;

    /// What a comparison asks of the machine.
    ///
    /// @param clients   connections of its largest window
    /// @param heapBytes heap bound of a server
    public record Need(int clients, long heapBytes) {

        /// What a plan needs.
        public static Need of(Plan plan) {
            return new Need(plan.windows().values().stream().mapToInt(Window::clients).max().orElse(0),
                    (long) plan.heapMegabytes() << 20);
        }
    }

    public Fitness {
        checks = List.copyOf(checks);
    }

    /// Judges a machine's readings.
    public static Fitness judge(MachineReadings readings, Need need) {
        List<Check> checks = new ArrayList<>();
        if (readings.linux()) {
            checks.add(Check.ok("system", "Linux with /proc"));
            checks.addAll(CpuChecks.of(readings.cpus(), readings.load()));
            checks.addAll(BoundChecks.of(readings.bounds(), need.clients()));
            checks.addAll(MemoryChecks.of(readings.memory(), need.heapBytes()));
        } else {
            checks.add(new Check("system", "no Linux, or no /proc", Check.Level.BAD,
                    "Measure on Linux, because processes are read through /proc; serve and load run anywhere."));
        }
        checks.addAll(ToolChecks.of(readings.tools(), readings.linux()));
        return new Fitness(checks);
    }

    /// Whether nothing forbids measuring.
    public boolean fit() {
        return checks.stream().noneMatch(check -> check.level() == Check.Level.BAD);
    }

    /// What makes figures doubtful or forbids measuring, the worst first: for each a sentence with what was found,
    /// and the advice.
    public List<String> whatMatters() {
        List<String> sentences = new ArrayList<>();
        for (Check.Level level : List.of(Check.Level.BAD, Check.Level.WARN)) {
            for (Check check : checks) {
                if (check.level() == level) {
                    String name = check.name().substring(0, 1).toUpperCase(Locale.ROOT)
                            + check.name().substring(1);
                    sentences.add(name + ": " + check.found() + ". " + Objects.requireNonNullElse(check.advice(), ""));
                }
            }
        }
        return sentences;
    }
}
