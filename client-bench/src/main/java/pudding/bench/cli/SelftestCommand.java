package pudding.bench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pudding.bench.measure.TempDirectory;
import pudding.contract.UsageException;

/// `selftest`: lets the harness measure servers with known faults, and says which it did not catch.
@Command(name = "selftest", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Shows that the harness is not lied to: measures servers with known faults, about 12 minutes.",
        footer = {"", "Exit status: 0 when each fault is caught, 1 otherwise."})
final class SelftestCommand implements Callable<Integer> {

    @Option(names = "--cases", paramLabel = "NAME", split = ",",
            description = "only these; --list names them") private List<String> names = new ArrayList<>();

    @Option(names = "--cheap",
            description = "only those that need no quiet machine, about a minute") private boolean cheap;

    @Option(names = "--list", description = "names the cases") private boolean list;

    @Option(names = "--out", paramLabel = "DIR",
            description = "keeps the evidence of each case there") private @Nullable Path out;

    private final Console console = new Console();

    @Override
    public Integer call() throws Exception {
        List<SelftestCase> cases = chosen();
        if (list) {
            cases.forEach(one -> System.out.printf("%-14s %s%n", one.label(), one.claim()));
            return Pudding.DONE;
        }
        try (Interrupt interrupt = Interrupt.expected(); MachineLock _ = MachineLock.take();
                TempDirectory temporary = TempDirectory.create("pudding-selftest-")) {
            Selftest selftest =
                    new Selftest(Setup.prepare(console), console, interrupt, cases,
                            out == null ? temporary.path() : out);
            List<String> missed = new ArrayList<>();
            for (SelftestCase one : cases) {
                console.line(one.label() + ": " + one.claim() + " …");
                Selftest.Finding finding = selftest.look(one);
                console.line((finding.caught() ? "  caught: " : "  NOT CAUGHT: ") + finding.sentence());
                if (!finding.caught()) {
                    missed.add(one.label());
                }
            }
            console.done();
            if (missed.isEmpty()) {
                System.out.println("The harness caught all " + cases.size() + " cases.");
                return Pudding.DONE;
            }
            System.out.println("Not caught: " + String.join(", ", missed) + ".");
            return Pudding.FAIL;
        }
    }

    private List<SelftestCase> chosen() throws UsageException {
        if (!names.isEmpty() && cheap) {
            throw new UsageException("--cheap and --cases each choose; give one of them.");
        }
        for (String name : names) {
            if (SelftestCase.ALL.stream().noneMatch(one -> one.label().equals(name))) {
                throw new UsageException("There is no case " + name + "; there are " + SelftestCase.ALL.stream()
                        .map(SelftestCase::label).collect(Collectors.joining(", ")) + ".");
            }
        }
        return SelftestCase.ALL.stream()
                .filter(one -> names.isEmpty() ? !cheap || one.cheap() : names.contains(one.label())).toList();
    }
}
