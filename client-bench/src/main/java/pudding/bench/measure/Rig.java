package pudding.bench.measure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import pudding.bench.load.Target;
import pudding.bench.plan.Plan;
import pudding.bench.server.AwakeCpus;
import pudding.bench.server.Certificates;
import pudding.bench.server.CpuSets;
import pudding.bench.server.LaunchSpec;
import pudding.bench.server.Link;
import pudding.bench.server.ServerProcess;

/// What every run of a comparison has in common.
///
/// @param home         root of the project
/// @param javaHome     JDK that runs the servers
/// @param cpus         who runs where
/// @param certificates key material of the servers
/// @param jvm          flags of the JVM contenders
/// @param awake        what keeps the CPUs of both from sleeping, if anything does
/// @param link         the network between generator and servers
/// @param out          the comparison's folder
/// @param mark         by which this comparison's processes are known
public record Rig(Path home, Path javaHome, CpuSets cpus, Certificates certificates, LaunchSpec.JvmFlags jvm,
        AwakeCpus awake, Link link, Path out, String mark) {

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final int MALLOC_ARENAS = 2;

    /// The flags of every plan, with the collector that the JDK would choose for that many CPUs.
    public static LaunchSpec.JvmFlags jvmFlags(CpuSets cpus) {
        int processors = cpus.server().isEmpty() ? Runtime.getRuntime().availableProcessors() : cpus.server().size();
        return new LaunchSpec.JvmFlags(Plan.HEAP_MEGABYTES + "m", LaunchSpec.Collector.ergonomic(processors),
                MALLOC_ARENAS, List.of());
    }

    /// The same with CPUs that are kept awake.
    public Rig with(AwakeCpus loops) {
        return new Rig(home, javaHome, cpus, certificates, jvm, loops, link, out, mark);
    }

    /// Where load for a server goes.
    public Target target(ServerProcess server) {
        return server.contender().ownCertificate()
                ? Target.insecure(server.base())
                : new Target(server.base(), certificates.ca());
    }

    /// How the server of one run is started.
    ///
    /// @param name of the run's files
    public LaunchSpec launch(String name) {
        return new LaunchSpec(home, javaHome, cpus.serverList(), 0, out.resolve("logs"), name, mark, certificates,
                jvm, READY_WITHIN, link);
    }
}
