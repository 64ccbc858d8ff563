package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.LaunchSpec.JvmFlags;
import pudding.bench.server.Link;

/// Where a comparison was made, as far as it can bear on a figure. Immutable. Holds no name of a host or a user and
/// no path; what cannot be read is left out.
///
/// @param cpuModel    the processor, or the board where the kernel names no processor
/// @param cpus        processors that are online, and those that this process may use
/// @param memoryBytes of the machine
/// @param os          distribution and kernel, and what its clock said (UTC, ISO 8601)
/// @param limits      of this process and its control group, which the servers inherit
/// @param kernel      settings of the kernel that bound connections, threads and buffers
/// @param network     the link between generator and servers, as it was read back
/// @param jdk         of the servers: version, vendor, virtual machine
/// @param jvmFlags    of the servers
/// @param libraries   files that the servers ship, with their versions
/// @param commit      of the source, or null where there is no git
/// @param dirty       whether the source differs from it, or null likewise
public record Environment(String cpuModel, Map<String, String> cpus, long memoryBytes, Map<String, String> os,
        Map<String, String> limits, Map<String, String> kernel, Map<String, String> network,
        Map<String, String> jdk, List<String> jvmFlags, Map<String, String> libraries, @Nullable String commit,
        @Nullable Boolean dirty) {

    private static final String CLOCK = "clock";
    private static final List<String> SETTINGS = List.of("kernel/pid_max", "kernel/threads-max",
            "kernel/sched_autogroup_enabled", "net/core/somaxconn", "net/core/rmem_max", "net/core/wmem_max",
            "net/ipv4/ip_local_port_range", "net/ipv4/tcp_max_syn_backlog", "net/ipv4/tcp_rmem", "net/ipv4/tcp_wmem",
            "net/ipv4/tcp_mem", "net/ipv4/tcp_congestion_control", "vm/max_map_count", "vm/overcommit_memory",
            "vm/swappiness");

    /// Collects what there is to know of a comparison's surroundings.
    ///
    /// @throws IOException when the link does not tell what it is
    public static Environment collect(Rig rig) throws IOException, InterruptedException {
        return collect(rig.home(), rig.javaHome(), rig.jvm(), rig.link());
    }

    /// Collects what there is to know.
    ///
    /// @param home     root of the project
    /// @param javaHome JDK that runs the servers
    /// @param flags    their flags
    /// @param link     the network between them and the generator
    /// @throws IOException when the link does not tell what it is
    static Environment collect(Path home, Path javaHome, JvmFlags flags, Link link)
            throws IOException, InterruptedException {
        String commit = Git.ask(home, "rev-parse", "HEAD");
        return new Environment(readCpuModel(), readCpus(), readMemoryBytes(), readOs(), Limits.read(), readKernel(),
                new TreeMap<>(link.readBack()), readJdk(javaHome), flags.words(), Libraries.versions(home), commit,
                commit == null ? null : Git.isDirty(home));
    }

    /// When it was collected; empty where an earlier version did not tell.
    public Optional<Instant> clock() {
        return Optional.ofNullable(os.get(CLOCK)).map(Instant::parse);
    }

    private static String readCpuModel() {
        String cpuinfo = Proc.readOrNull(Path.of("/proc/cpuinfo"));
        if (cpuinfo != null) {
            for (String line : cpuinfo.lines().toList()) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        String board = Proc.readOrNull(Path.of("/proc/device-tree/model"));
        return board == null ? System.getProperty("os.arch") : board.replace("\0", "");
    }

    private static Map<String, String> readCpus() {
        Map<String, String> cpus = new TreeMap<>();
        put(cpus, "online", Proc.readOrNull(Path.of("/sys/devices/system/cpu/online")));
        String status = Proc.readOrNull(Path.of("/proc/self/status"));
        if (status != null) {
            status.lines().filter(l -> l.startsWith("Cpus_allowed_list:")).findFirst()
                    .ifPresent(l -> cpus.put("allowed", l.substring(l.indexOf(':') + 1).strip()));
        }
        put(cpus, "governor", Proc.readOrNull(Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")));
        String cpuinfo = Proc.readOrNull(Path.of("/proc/cpuinfo"));
        if (cpuinfo != null) {
            cpus.put("virtual", Boolean.toString(cpuinfo.contains(" hypervisor")));
            cpus.put("aes", Boolean.toString(cpuinfo.contains(" aes")));
        }
        cpus.put("architecture", System.getProperty("os.arch"));
        return cpus;
    }

    private static long readMemoryBytes() {
        String meminfo = Proc.readOrNull(Path.of("/proc/meminfo"));
        return meminfo == null ? 0 : Proc.statusValue(meminfo, "MemTotal").orElse(0) * 1024;
    }

    private static Map<String, String> readOs() {
        Map<String, String> os = new TreeMap<>();
        String release = Proc.readOrNull(Path.of("/etc/os-release"));
        String name = System.getProperty("os.name");
        if (release != null) {
            name = release.lines().filter(l -> l.startsWith("PRETTY_NAME=")).findFirst()
                    .map(l -> l.substring(l.indexOf('=') + 1).replace("\"", "")).orElse(name);
        }
        os.put("name", name);
        os.put("kernel", System.getProperty("os.version"));
        os.put(CLOCK, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        put(os, "clocksource",
                Proc.readOrNull(Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource")));
        return os;
    }

    private static Map<String, String> readKernel() {
        Map<String, String> settings = new TreeMap<>();
        for (String setting : SETTINGS) {
            String value = Proc.readOrNull(Path.of("/proc/sys").resolve(setting));
            put(settings, setting.replace('/', '.'), value == null ? null : value.replace('\t', ' '));
        }
        put(settings, "transparent_hugepage", Proc.readOrNull(Path.of("/sys/kernel/mm/transparent_hugepage/enabled")));
        return settings;
    }

    /// From the JDK's own `release` file.
    private static Map<String, String> readJdk(Path javaHome) {
        Map<String, String> jdk = new TreeMap<>();
        String release = Proc.readOrNull(javaHome.resolve("release"));
        if (release != null) {
            for (String key : List.of("JAVA_RUNTIME_VERSION", "IMPLEMENTOR", "JVM_VARIANT", "LIBC")) {
                release.lines().filter(l -> l.startsWith(key + "=")).findFirst().ifPresent(
                        l -> jdk.put(key.toLowerCase(Locale.ROOT), l.substring(l.indexOf('=') + 1).replace("\"", "")));
            }
        }
        return jdk;
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
