package pudding.bench.measure.ramp;

import java.io.File;
import java.time.Duration;
import java.util.List;
import pudding.bench.load.FleetSpec;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.load.Sources;
import pudding.bench.measure.Fitness;
import pudding.bench.measure.MachineReadings.Bounds;
import pudding.bench.measure.Rig;
import pudding.bench.plan.RampPlan;
import pudding.bench.server.Leftovers;

/// What all ramps of one command have in common.
///
/// @param rig     of every server
/// @param plan    what is looked for
/// @param bounds  what this machine allows
/// @param sources where the connections come from
/// @param watcher told of progress
public record Lab(Rig rig, RampPlan plan, Bounds bounds, Sources sources, RampWatcher watcher) {

    /// Long enough for a handshake on a busy server, short enough that a server that stalls is soon found out.
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_PER_PROCESS = 25_000;

    /// Clients that one process of the generator has descriptors for.
    int clientsPerProcess() {
        Long files = bounds.openFiles();
        return files == null ? MOST_PER_PROCESS : Math.clamp(files - Fitness.OTHER_FILES, 1, MOST_PER_PROCESS);
    }

    /// Generator processes for so many clients: one for each CPU of the generator at least, because each has one event
    /// loop.
    int processes(int clients) {
        int cpus = Math.max(1, rig.cpus().generator().size());
        return Math.max(Math.min(cpus, clients), Math.ceilDiv(clients, clientsPerProcess()));
    }

    /// The generator for so many clients.
    FleetSpec fleet(int clients) {
        return new FleetSpec(rig.javaHome(), classPath(), each(), processes(clients), clientsPerProcess(), sources,
                Leftovers.VARIABLE, rig.mark());
    }

    /// What one process of the generator is made of.
    GeneratorSpec each() {
        return new GeneratorSpec(plan.seed(), GeneratorSpec.DEFAULT_PAYLOADS, plan.messageBytes(), 1,
                CONNECT_WITHIN);
    }

    private static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    }
}
