package pudding.bench.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pudding.bench.measure.Check;
import pudding.bench.measure.Fitness;
import pudding.bench.measure.MachineReader;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.server.Contenders;
import pudding.bench.server.CpuSets;
import pudding.contract.UsageException;

/// `doctor`: whether this machine is fit to measure, and what to change. Used by the main thread.
@Command(name = "doctor", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Looks whether this machine is fit to measure, and says what to change. Changes nothing.",
        footer = {"", "Exit status: 0 when nothing is BAD, 1 otherwise."})
final class DoctorCommand implements Callable<Integer> {

    private static final double MAX_SECONDS = 3_600;

    @Option(names = "--seconds", paramLabel = "N",
            description = "how long to look at what runs here (default ${DEFAULT-VALUE})") private double seconds = 2;

    @Option(names = "--profile", paramLabel = "PROFILE",
            description = "what is to be measured: smoke, quick, article or full (default ${DEFAULT-VALUE})") private String profile =
                    "quick";

    @Override
    public Integer call() throws Exception {
        if (!(seconds > 0) || seconds > MAX_SECONDS) {
            throw new UsageException("--seconds takes a number above 0, up to 3600.");
        }
        Plan plan = Plan.of(Profile.named(profile), Contenders.names(), 1,
                new Placement("", "", IdleCpus.SLEEP, List.of(), Network.LOOPBACK));
        Home home = Home.find();
        Fitness fitness = Fitness.judge(MachineReader.read(home.root(), home.java(), CpuSets.detect(), seconds),
                Fitness.Need.of(plan));
        print(fitness.checks(), new PrintStream(System.out, true, StandardCharsets.UTF_8));
        return fitness.fit() ? Pudding.DONE : Pudding.FAIL;
    }

    private static void print(List<Check> checks, PrintStream out) {
        int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(1);
        for (Check check : checks) {
            out.println(("%-4s  %-" + width + "s  %s").formatted(check.level(), check.name(), check.found()));
            if (check.advice() != null) {
                out.println(" ".repeat(width + 8) + check.advice());
            }
        }
    }
}
