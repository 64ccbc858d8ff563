package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.Certificates;
import pudding.bench.server.CpuSets;
import pudding.bench.server.LaunchSpec.JvmFlags;
import pudding.bench.server.Leftovers;
import pudding.bench.server.Link;
import pudding.bench.server.Namespaces;
import pudding.contract.UsageException;

/// Reads what [Fitness] judges; has no state, may be used by any thread.
public final class MachineReader {

    private static final Path CPUS = Path.of("/sys/devices/system/cpu");

    private MachineReader() {
    }

    /// Reads the machine, and samples for some seconds what runs on it. To be called before this process is pinned
    /// and before it starts a server.
    ///
    /// @param home     root of the project
    /// @param javaHome JDK that runs the servers
    /// @param sets     who would run where
    /// @param seconds  length of the sample
    public static MachineReadings read(Path home, Path javaHome, CpuSets sets, double seconds)
            throws IOException, InterruptedException {
        boolean linux = Files.isReadable(Path.of("/proc/self/stat"));
        Environment environment = Environment.collect(home, javaHome, JvmFlags.defaults(1), Link.loopback());
        MachineReadings.Load load = linux ? load(seconds) : new MachineReadings.Load(0, 0, 0, 0, List.of(), List.of());
        return new MachineReadings(linux, cpus(environment, sets), load, bounds(environment), memory(environment),
                tools(environment, home, javaHome, sets));
    }

    private static MachineReadings.Cpus cpus(Environment environment, CpuSets sets) {
        Map<String, String> cpus = environment.cpus();
        List<Integer> allowed = list(cpus.get("allowed"));
        Map<Integer, List<Integer>> siblings = new HashMap<>();
        for (int cpu : allowed) {
            List<Integer> core = list(Proc.readOrNull(CPUS.resolve("cpu" + cpu + "/topology/thread_siblings_list")));
            if (!core.isEmpty()) {
                siblings.put(cpu, core);
            }
        }
        return new MachineReadings.Cpus(list(cpus.get("online")), allowed, sets, siblings,
                quota(environment.limits().get("cgroup cpu.max")), cpus.get("governor"),
                turbo(Proc.readOrNull(CPUS.resolve("intel_pstate/no_turbo")),
                        Proc.readOrNull(CPUS.resolve("cpufreq/boost"))),
                environment.os().get("clocksource"));
    }

    /// `QUOTA PERIOD`, or `max PERIOD`.
    static @Nullable Double quota(@Nullable String cpuMax) {
        if (cpuMax == null) {
            return null;
        }
        String[] words = cpuMax.split("\\s+", -1);
        Long quota = number(words[0]);
        Long period = words.length < 2 ? null : number(words[1]);
        return quota == null || period == null || period == 0 ? null : (double) quota / period;
    }

    /// What the driver of Intel's processors says, or else that of the others.
    static @Nullable Boolean turbo(@Nullable String noTurbo, @Nullable String boost) {
        return noTurbo != null ? Boolean.valueOf(noTurbo.equals("0"))
                : boost != null ? Boolean.valueOf(boost.equals("1")) : null;
    }

    private static MachineReadings.Load load(double seconds) throws IOException, InterruptedException {
        HostSample before = HostMeter.sample();
        Duration ownBefore = ownCpu();
        Thread.sleep(Duration.ofMillis(Math.round(1e3 * seconds)));
        HostSample.Cpu host = HostMeter.sample().since(before).total();
        double own = ownCpu().minus(ownBefore).toNanos() / 1e3;
        double total = Math.max(1, host.totalMicros());
        String average = Objects.requireNonNullElse(Proc.readOrNull(Path.of("/proc/loadavg")), "0 ");
        return new MachineReadings.Load(seconds, host.stealMicros() / total,
                Math.max(0, host.busyMicros() - own) / total,
                Double.parseDouble(average.substring(0, average.indexOf(' '))),
                Leftovers.ofOthers().stream().map(ProcessHandle::pid).sorted().toList(), Namespaces.leftovers());
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// What bounds the number of clients, by an environment that was collected.
    public static MachineReadings.Bounds bounds(Environment environment) {
        Map<String, String> limits = environment.limits();
        Map<String, String> kernel = environment.kernel();
        Map<MachineReadings.ThreadBound, Long> threads = new EnumMap<>(MachineReadings.ThreadBound.class);
        put(threads, MachineReadings.ThreadBound.PROCESSES, soft(limits.get("processes")));
        put(threads, MachineReadings.ThreadBound.PID_MAX, number(kernel.get("kernel.pid_max")));
        put(threads, MachineReadings.ThreadBound.THREADS_MAX, number(kernel.get("kernel.threads-max")));
        put(threads, MachineReadings.ThreadBound.GROUP, number(limits.get("cgroup pids.max")));
        return new MachineReadings.Bounds(soft(limits.get("open files")), threads,
                number(kernel.get("vm.max_map_count")), ports(kernel.get("net.ipv4.ip_local_port_range")),
                number(kernel.get("net.core.somaxconn")), number(kernel.get("net.ipv4.tcp_max_syn_backlog")));
    }

    /// `FIRST LAST`.
    static @Nullable Long ports(@Nullable String range) {
        if (range == null) {
            return null;
        }
        String[] words = range.split("\\s+", -1);
        Long first = number(words[0]);
        Long last = words.length < 2 ? null : number(words[1]);
        return first == null || last == null ? null : Long.valueOf(last - first + 1);
    }

    /// Memory of the machine that is free, or can be freed without swapping; 0 where it is not told.
    public static long availableBytes() {
        return kilobytes(Objects.requireNonNullElse(Proc.readOrNull(Path.of("/proc/meminfo")), ""), "MemAvailable");
    }

    private static MachineReadings.Memory memory(Environment environment) {
        String meminfo = Objects.requireNonNullElse(Proc.readOrNull(Path.of("/proc/meminfo")), "");
        return new MachineReadings.Memory(availableBytes(),
                number(environment.limits().get("cgroup memory.max")),
                kilobytes(meminfo, "SwapTotal") - kilobytes(meminfo, "SwapFree"),
                chosen(environment.kernel().get("transparent_hugepage")));
    }

    /// The word in brackets, of `always [madvise] never`.
    static @Nullable String chosen(@Nullable String words) {
        return words == null || !words.contains("[") ? words
                : words.substring(words.indexOf('[') + 1, words.indexOf(']'));
    }

    private static MachineReadings.Tools tools(Environment environment, Path home, Path javaHome, CpuSets sets) {
        Certificates certificates = Certificates.in(home.resolve("certs"));
        String version = environment.jdk().getOrDefault("java_runtime_version", Runtime.version().toString());
        String vendor = environment.jdk().getOrDefault("implementor", System.getProperty("java.vendor"));
        return new MachineReadings.Tools(Runtime.Version.parse(version).feature(), version + ", " + vendor,
                Files.isExecutable(javaHome.resolve("bin/jcmd")), Files.isExecutable(javaHome.resolve("bin/keytool")),
                Files.isReadable(certificates.keystore()) && Files.isReadable(certificates.ca()),
                !sets.server().isEmpty(), freeBytes(home));
    }

    private static @Nullable Long freeBytes(Path home) {
        try {
            return Files.getFileStore(home).getUsableSpace();
        } catch (IOException e) {
            return null;
        }
    }

    private static long kilobytes(String meminfo, String key) {
        return Proc.statusValue(meminfo, key).orElse(0) * 1024;
    }

    /// The soft limit, of `SOFT` or `SOFT/HARD`.
    private static @Nullable Long soft(@Nullable String limit) {
        return limit == null ? null : number(limit.split("/", -1)[0]);
    }

    /// Null for `max`, `unlimited`, and what is not there.
    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static List<Integer> list(@Nullable String cpus) {
        try {
            return cpus == null ? List.of() : CpuSets.parse(cpus);
        } catch (UsageException e) {
            return List.of();
        }
    }

    private static void put(Map<MachineReadings.ThreadBound, Long> bounds, MachineReadings.ThreadBound key,
            @Nullable Long value) {
        if (value != null) {
            bounds.put(key, value);
        }
    }
}
