package pudding.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.CpuSets;

/// Judges processors and what else runs on them; has no state.
final class CpuChecks {

    /// Shares of the CPU time, the first of each that of the window's own warning.
    private static final double STEAL_WARN = 0.02;
    private static final double STEAL_BAD = 0.2;
    private static final double OTHER_WARN = 0.05;
    private static final double OTHER_BAD = 0.5;
    /// Less time than two processors' worth stops server and generator by turns.
    private static final double LEAST_QUOTA = 2;
    /// Read by a program without asking the kernel.
    private static final Set<String> FAST_CLOCKS = Set.of("tsc", "kvm-clock", "arch_sys_counter",
            "hyperv_clocksource_tsc_page", "riscv_clocksource");

    private CpuChecks() {
    }

    static List<Check> of(MachineReadings.Cpus cpus, MachineReadings.Load load) {
        List<Check> checks = new ArrayList<>();
        checks.add(processors(cpus));
        checks.add(cores(cpus));
        checks.add(quota(cpus));
        checks.add(governor(cpus.governor()));
        if (cpus.turbo() != null) {
            checks.add(turbo(cpus.turbo()));
        }
        checks.add(clock(cpus.clockSource()));
        checks.add(Check.above("steal", percent(load.stealShare(), load), load.stealShare(), STEAL_WARN, STEAL_BAD,
                "Measure at another hour or on a machine of your own, because the host gives this one's CPU time to "
                        + "others."));
        checks.add(Check.above("other load", percent(load.otherShare(), load), load.otherShare(), OTHER_WARN,
                OTHER_BAD, "Stop what else runs here; top shows it."));
        checks.add(average(load.average(), cpus.online().size()));
        checks.add(leftovers(load.leftovers()));
        if (!load.namespaces().isEmpty()) {
            checks.add(namespaces(load.namespaces()));
        }
        return checks;
    }

    private static Check processors(MachineReadings.Cpus cpus) {
        CpuSets sets = cpus.sets();
        String found = cpus.online().size() + " online, " + cpus.allowed().size() + " allowed";
        if (cpus.allowed().size() < 2) {
            return new Check("CPUs", found, Check.Level.WARN,
                    "Give this process two CPUs or more, because the server and the generator share one here.");
        }
        return Check.ok("CPUs", sets.server().isEmpty() ? found
                : found + "; server " + CpuSets.format(sets.server()) + ", generator "
                        + CpuSets.format(sets.generator()));
    }

    /// Two processors of one core slow each other.
    private static Check cores(MachineReadings.Cpus cpus) {
        if (cpus.siblings().isEmpty()) {
            return Check.ok("cores", "not told");
        }
        Set<Integer> firsts = new TreeSet<>();
        for (int cpu : cpus.allowed()) {
            firsts.add(cpus.siblings().getOrDefault(cpu, List.of(cpu)).stream()
                    .filter(cpus.allowed()::contains).findFirst().orElse(cpu));
        }
        String found = firsts.size() + (firsts.size() == 1 ? " core" : " cores");
        boolean split = cpus.sets().server().stream()
                .flatMap(cpu -> cpus.siblings().getOrDefault(cpu, List.of()).stream())
                .anyMatch(cpus.sets().generator()::contains);
        if (!split || cpus.sets().shared()) {
            return Check.ok("cores", found);
        }
        return new Check("cores", found + ", with the server and the generator on threads of one core",
                Check.Level.WARN, firsts.size() < 2
                        ? "Measure on a machine with two cores or more, because these two CPUs are one core."
                        : "Start it as taskset -c " + CpuSets.format(List.copyOf(firsts))
                                + " ./pudding …, which uses one thread of each core.");
    }

    private static Check quota(MachineReadings.Cpus cpus) {
        Double quota = cpus.quota();
        if (quota == null || quota >= cpus.allowed().size()) {
            return Check.ok("CPU quota", "none below the CPUs");
        }
        return new Check("CPU quota", String.format(Locale.ROOT, "%.1f CPUs of %d", quota, cpus.allowed().size()),
                quota < LEAST_QUOTA ? Check.Level.BAD : Check.Level.WARN,
                "Give this container or service whole CPUs: --cpuset-cpus in place of --cpus with Docker, "
                        + "AllowedCPUs= in place of CPUQuota= with systemd.");
    }

    private static Check governor(@Nullable String governor) {
        if (governor == null) {
            return Check.ok("governor", "not told, as in most virtual machines");
        }
        return governor.equals("performance") ? Check.ok("governor", governor)
                : new Check("governor", governor, Check.Level.WARN,
                        "Type echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor.");
    }

    private static Check turbo(boolean on) {
        return on ? new Check("turbo", "on: the clock follows the heat", Check.Level.NOTE,
                "Turn it off for the steadiest figures, in the firmware or where "
                        + "/sys/devices/system/cpu/intel_pstate/no_turbo or /sys/devices/system/cpu/cpufreq/boost is.")
                : Check.ok("turbo", "off");
    }

    private static Check clock(@Nullable String source) {
        if (source == null || FAST_CLOCKS.contains(source)) {
            return Check.ok("clock source", source == null ? "not told" : source);
        }
        return new Check("clock source", source + ": each reading asks the kernel", Check.Level.NOTE,
                "Where tsc is among them in /sys/devices/system/clocksource/clocksource0/available_clocksource, write "
                        + "tsc to current_clocksource beside it.");
    }

    private static Check average(double average, int processors) {
        String found = String.format(Locale.ROOT, "%.2f on %d CPUs", average, processors);
        return average > processors / 2.0
                ? new Check("load average", found, Check.Level.NOTE,
                        "Wait a minute or two if something, such as a build, has just ended.")
                : Check.ok("load average", found);
    }

    private static Check leftovers(List<Long> pids) {
        return pids.isEmpty() ? Check.ok("leftovers", "no server of another run")
                : new Check("leftovers", pids.size() + (pids.size() == 1 ? " server" : " servers")
                        + " of another run", Check.Level.WARN,
                        "Wait until that run has ended, or type kill "
                                + pids.stream().map(String::valueOf).collect(Collectors.joining(" ")) + ".");
    }

    private static Check namespaces(List<String> names) {
        return new Check("namespaces", names.size() + " of a killed run", Check.Level.NOTE,
                "The next run with --network netns removes them, or type "
                        + names.stream().sorted().map(name -> "ip netns delete " + name)
                                .collect(Collectors.joining("; "))
                        + ".");
    }

    private static String percent(double share, MachineReadings.Load load) {
        return String.format(Locale.ROOT, "%.1f %% of the CPU time in %.0f s", 100 * share, load.seconds());
    }
}
