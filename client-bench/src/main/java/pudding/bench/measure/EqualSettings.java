package pudding.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import pudding.bench.server.CpuSets;
import pudding.bench.server.LaunchSpec;
import pudding.bench.server.ServerProcess;

/// Reads back from a running server what is held equal, and says what differs from what was asked.
///
/// What the process was told is not taken for granted: a wrapper may drop a flag, a cgroup may narrow the CPUs.
public final class EqualSettings {

    /// What TLS must have negotiated (DESIGN: one suite for the comparison).
    private static final String PROTOCOL = "TLSv1.3";
    private static final String SUITE = "TLS_AES_128_GCM_SHA256";

    private EqualSettings() {
    }

    /// What was read back.
    ///
    /// @param serverCpus  CPUs that the process may use; empty where the system does not tell
    /// @param differences a sentence for each setting that is not as asked
    public record ReadBack(String serverCpus, List<String> differences) {
    }

    /// Compares a process with the rig.
    public static ReadBack read(ServerProcess server, Rig rig) throws IOException {
        Path proc = Path.of("/proc", Long.toString(server.pid()));
        if (!Files.isDirectory(proc)) {
            return new ReadBack("", List.of());
        }
        List<String> differences = new ArrayList<>();
        String cpus = Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst().orElse("");
        if (!rig.cpus().server().isEmpty() && !cpus.equals(CpuSets.format(rig.cpus().server()))) {
            differences.add("The server may use CPUs " + cpus + ", not " + rig.cpus().serverList() + ".");
        }
        Set<String> environment = Set.copyOf(words(proc.resolve("environ")));
        if (!environment.contains("MALLOC_ARENA_MAX=" + rig.jvm().mallocArenas())) {
            differences.add("MALLOC_ARENA_MAX is not " + rig.jvm().mallocArenas() + ".");
        }
        if (server.contender().isJvm()) {
            List<String> command = words(proc.resolve("cmdline"));
            for (String flag : List.of("-Xmx" + rig.jvm().maxHeap(), rig.jvm().collector().flag())) {
                if (!command.contains(flag)) {
                    differences.add("The JVM runs without " + flag + ".");
                }
            }
            command.stream().filter(word -> word.startsWith("-Xmx") && !word.equals("-Xmx" + rig.jvm().maxHeap()))
                    .forEach(word -> differences.add("The JVM runs with " + word + "."));
            command.stream().filter(word -> word.startsWith("-Xms"))
                    .forEach(word -> differences.add("The JVM runs with " + word + "."));
            if (environment.stream().anyMatch(EqualSettings::addsFlags)) {
                differences.add(String.join(" or ", LaunchSpec.JvmFlags.VARIABLES) + " adds flags of its own.");
            }
        }
        differences.addAll(rig.link().differences(server.pid()));
        return new ReadBack(cpus, List.copyOf(differences));
    }

    /// Compares what the connections negotiated, each as `protocol suite`.
    public static List<String> checkTls(Collection<String> negotiated) {
        return negotiated.stream()
                .filter(tls -> !tls.startsWith(PROTOCOL + " " + SUITE))
                .map(tls -> "A connection negotiated " + tls + ", not " + PROTOCOL + " " + SUITE + ".")
                .toList();
    }

    private static boolean addsFlags(String variable) {
        return LaunchSpec.JvmFlags.VARIABLES.stream().anyMatch(name -> variable.startsWith(name + "="));
    }

    private static List<String> words(Path file) throws IOException {
        return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\0", -1));
    }
}
