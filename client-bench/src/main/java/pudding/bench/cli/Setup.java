package pudding.bench.cli;

import java.io.IOException;
import pudding.bench.measure.MachineReadings;
import org.jspecify.annotations.Nullable;
import java.util.stream.Stream;
import java.util.Locale;
import java.time.format.DateTimeFormatter;
import java.time.ZoneOffset;
import java.time.Instant;
import java.security.SecureRandom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.measure.Fitness;
import pudding.bench.measure.MachineReader;
import pudding.bench.measure.Rig;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.server.AwakeCpus;
import pudding.bench.server.Certificates;
import pudding.bench.server.CpuSets;
import pudding.bench.server.LaunchSpec;
import pudding.bench.server.Link;
import pudding.contract.UsageException;

/// What every measuring command needs of this machine: the project, CPUs, certificates and flags.
///
/// @param home         the project and the JDK
/// @param cpus         who runs where
/// @param certificates key material of the servers
/// @param jvm          flags of the JVM contenders
/// @param link         the network between generator and servers; loopback, unless [#on] says another
record Setup(Home home, CpuSets cpus, Certificates certificates, LaunchSpec.JvmFlags jvm, Link link) {

    /// Looks at the machine, and makes certificates where there are none.
    ///
    /// @throws UsageException in one sentence, when it cannot be measured on
    static Setup prepare(Console console) throws UsageException, IOException, InterruptedException {
        Home home = Home.find();
        Limits.requireLinux();
        CpuSets cpus = CpuSets.detect();
        if (cpus.warning() != null) {
            console.line(cpus.warning());
        }
        return new Setup(home, cpus, Certificates.ensure(home.root(), home.java(), console::line), Rig.jvmFlags(cpus),
                Link.loopback());
    }

    /// Makes a network between generator and servers, and a certificate that holds for the servers' end of it. To be
    /// closed after the last server; [#on] takes it into use.
    ///
    /// @throws UsageException in one sentence, when this machine does not let it be made
    Link open(Network network, Console console) throws UsageException, InterruptedException {
        Link opened = Link.open(network, console::line);
        try {
            if (network != Network.LOOPBACK) {
                certificates.renewFor(opened.serverAddress(), home.root(), home.java(), console::line);
            }
            return opened;
        } catch (UsageException | InterruptedException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// The same with another network.
    Setup on(Link other) {
        return new Setup(home, cpus, certificates, jvm, other);
    }

    /// Who runs where, for the plan.
    ///
    /// @param idle null for a plan that is older than the choice
    Placement placement(@Nullable IdleCpus idle, Network network) {
        return new Placement(CpuSets.format(cpus.server()), CpuSets.format(cpus.generator()), idle, jvm.words(),
                network);
    }

    /// Keeps CPUs that have nothing to do from sleeping, where the plan says so. To be called once this process is
    /// pinned, and to be closed when nothing is measured any more.
    ///
    /// @throws UsageException in one sentence, when this machine does not let them be kept awake
    AwakeCpus awake(Placement placement) throws UsageException, InterruptedException {
        if (placement.idleCpus() == IdleCpus.SLEEP) {
            return AwakeCpus.none();
        }
        AwakeCpus awake = AwakeCpus.keep(cpus);
        if (awake.asleep() != null) {
            throw new UsageException("Idle CPUs cannot be kept awake here: " + awake.asleep() + ".");
        }
        return awake;
    }

    /// What is to be said where they did not stay awake.
    static String asleep(AwakeCpus awake) {
        return "Idle CPUs may have slept: " + awake.asleep() + ".";
    }

    /// What this machine is like now; takes a second.
    MachineReadings readings() throws IOException, InterruptedException {
        return MachineReader.read(home.root(), home.java(), cpus, 1);
    }

    /// What stands against measuring on this machine now, a sentence each; takes a second.
    List<String> fitness(Plan plan) throws IOException, InterruptedException {
        return Fitness.judge(readings(), Fitness.Need.of(plan)).whatMatters();
    }

    /// The seed that the user gave, or one that is drawn; to be printed, so that the same can be had again.
    static long seed(@Nullable Long wanted) {
        return wanted == null ? new SecureRandom().nextInt(1_000_000) : wanted;
    }

    /// Where the results of a command go: the folder that the user named, else one by date and time.
    ///
    /// @param label what was measured
    /// @throws UsageException when there is something in it
    Path resultDir(@Nullable Path out, String label) throws UsageException, IOException {
        String stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC)
                .format(Instant.now()) + "-" + label;
        Path dir = out == null ? home.root().resolve("results/local").resolve(stamp) : out;
        try (Stream<Path> files = Files.isDirectory(dir) ? Files.list(dir) : Stream.empty()) {
            if (files.findAny().isPresent() || Files.isRegularFile(dir)) {
                throw new UsageException(dir + " is not empty; name another folder with --out.");
            }
        }
        return dir;
    }

    /// What the runs of a comparison have in common.
    ///
    /// @param out the comparison's folder
    Rig rig(Path out) {
        return new Rig(home.root(), home.java(), cpus, certificates, jvm, AwakeCpus.none(), link, out,
                "compare-" + ProcessHandle.current().pid());
    }

    /// The generator that a plan asks for.
    GeneratorSpec generator(Plan plan) {
        return new GeneratorSpec(plan.seed(), GeneratorSpec.DEFAULT_PAYLOADS, plan.messageBytes(),
                Math.max(1, cpus.generator().size()), GeneratorSpec.DEFAULT_CONNECT_TIMEOUT);
    }
}
