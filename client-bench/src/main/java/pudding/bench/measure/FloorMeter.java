package pudding.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pudding.bench.measure.floor.Floor;
import pudding.bench.measure.floor.FloorMain;
import pudding.bench.server.Certificates;
import pudding.bench.server.LaunchSpec;
import pudding.bench.server.Leftovers;
import pudding.bench.server.Subprocess;

/// Measures the [Floor] in a JVM like a server's: the same flags, the same processors; has no state.
public final class FloorMeter {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    private FloorMeter() {
    }

    /// Takes up to 20 s, in which nothing else should run.
    ///
    /// @throws IOException when the process fails or takes too long; it is gone then
    public static Floor measure(Rig rig) throws IOException, InterruptedException {
        String mark = rig.mark() + ".floor";
        ProcessBuilder builder = new ProcessBuilder(command(rig));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(LaunchSpec.JvmFlags.VARIABLES);
        environment.put("MALLOC_ARENA_MAX", Integer.toString(rig.jvm().mallocArenas()));
        environment.put(Leftovers.VARIABLE, mark);
        try {
            return Floor.parse(Subprocess.run(builder, WITHIN));
        } finally {
            // Where this JVM is ended meanwhile, the mark is found by whoever ends the comparison's other processes.
            Leftovers.end(mark);
        }
    }

    private static List<String> command(Rig rig) {
        List<String> command = new ArrayList<>();
        String cpus = rig.cpus().serverList();
        if (cpus != null) {
            command.addAll(List.of("taskset", "-c", cpus));
        }
        command.add(rig.javaHome().resolve("bin", "java").toString());
        command.addAll(rig.jvm().words());
        // BoringSSL is native; and a server of Netty's watches no buffers either.
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dio.netty.leakDetection.level=disabled"));
        Certificates certificates = rig.certificates();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FloorMain.class.getName(),
                "--keystore", certificates.keystore().toAbsolutePath().toString(),
                "--password-file", certificates.passwordFile().toAbsolutePath().toString()));
        return command;
    }
}
