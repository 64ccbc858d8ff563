package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.measure.Fitness;
import pudding.bench.measure.MachineReader;
import pudding.bench.measure.Rig;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.server.Certificates;
import pudding.bench.server.CpuSets;
import pudding.bench.server.LaunchSpec;
import pudding.contract.UsageException;

/// What every measuring command needs of this machine: the project, CPUs, certificates and flags.
///
/// @param home         the project and the JDK
/// @param cpus         who runs where
/// @param certificates key material of the servers
/// @param jvm          flags of the JVM contenders
record Setup(Home home, CpuSets cpus, Certificates certificates, LaunchSpec.JvmFlags jvm) {

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
        return new Setup(home, cpus, Certificates.ensure(home.root(), home.java(), console::line), Rig.jvmFlags(cpus));
    }

    /// Who runs where, for the plan.
    Placement placement() {
        return new Placement(CpuSets.format(cpus.server()), CpuSets.format(cpus.generator()), jvm.words());
    }

    /// What stands against measuring on this machine now, a sentence each; takes a second.
    List<String> fitness(Plan plan) throws IOException, InterruptedException {
        return Fitness.judge(MachineReader.read(home.root(), home.java(), cpus, 1), Fitness.Need.of(plan))
                .whatMatters();
    }

    /// What the runs of a comparison have in common.
    ///
    /// @param out the comparison's folder
    Rig rig(Path out) {
        return new Rig(home.root(), home.java(), cpus, certificates, jvm, out,
                "compare-" + ProcessHandle.current().pid());
    }

    /// The generator that a plan asks for.
    GeneratorSpec generator(Plan plan) {
        return new GeneratorSpec(plan.seed(), GeneratorSpec.DEFAULT_PAYLOADS, plan.messageBytes(),
                Math.max(1, cpus.generator().size()), GeneratorSpec.DEFAULT_CONNECT_TIMEOUT);
    }
}
