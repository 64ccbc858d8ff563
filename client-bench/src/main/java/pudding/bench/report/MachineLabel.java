package pudding.bench.report;

import java.util.Locale;
import pudding.bench.measure.Environment;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.server.CpuSets;
import pudding.contract.UsageException;

/// What a machine is called in the name of a published folder: never its host name. Pure functions.
final class MachineLabel {

    private static final int MOST_CHARS = 60;

    private MachineLabel() {
    }

    /// By the model of its processor and the number of them that could be used: `intel-xeon-2-cpus`. What is measured
    /// otherwise than usual is called so too: it takes nobody's place, and nobody its.
    static String of(Environment environment, Placement placement) {
        String model = environment.cpuModel().toLowerCase(Locale.ROOT).replaceAll("\\((r|tm|c)\\)", " ")
                .replaceAll("@.*", " ").replaceAll("\\b(cpu|processor)\\b", " ");
        String cpus = " " + cpus(environment.cpus().getOrDefault("allowed", ""))
                + (placement.network() == Network.LOOPBACK ? "" : " link")
                + (placement.idleCpus() == IdleCpus.SLEEP ? "" : " awake");
        return fileName(model.substring(0, Math.min(model.length(), MOST_CHARS - cpus.length())) + cpus);
    }

    /// A label that someone chose, as part of a file's name.
    ///
    /// @throws UsageException when nothing is left of it
    static String of(String chosen) throws UsageException {
        String label = fileName(chosen.toLowerCase(Locale.ROOT));
        if (label.isEmpty() || label.length() > MOST_CHARS) {
            throw new UsageException("--label takes letters and digits, " + MOST_CHARS + " at most.");
        }
        return label;
    }

    private static String cpus(String allowed) {
        try {
            int count = CpuSets.parse(allowed).size();
            return count == 1 ? "1 cpu" : count + " cpus";
        } catch (UsageException e) {
            // Not every system tells.
            return "";
        }
    }

    private static String fileName(String text) {
        return text.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
