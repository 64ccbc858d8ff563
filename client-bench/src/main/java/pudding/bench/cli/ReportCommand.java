package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pudding.bench.report.DifferenceException;
import pudding.bench.report.RampFolder;
import pudding.bench.report.RampReport;
import pudding.bench.report.ResultFolder;
import pudding.bench.report.TerminalTable;
import pudding.bench.stat.Comparison;
import pudding.contract.UsageException;

/// `report`: renders a comparison's folder again and prints its table. Used by the main thread.
@Command(name = "report", mixinStandardHelpOptions = true,
        description = {"Renders the tables of a comparison's or a ramp's folder again and prints the first of them.",
            "What was measured must verify; rendered files that were changed or deleted are written anew."})
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the folder of a comparison or a ramp") private Path dir =
            Path.of(".");

    @Option(names = "--out", paramLabel = "DIR2",
            description = "where the rendered files go; default DIR itself, whose checksums then follow") private @Nullable Path out;

    @Override
    public Integer call() throws IOException, UsageException {
        try {
            if (RampFolder.is(dir)) {
                System.out.println(RampReport.terminal(RampFolder.render(dir, out == null ? dir : out),
                        Console.screen()));
                return Pudding.DONE;
            }
            Comparison comparison = out == null ? ResultFolder.render(dir) : ResultFolder.render(dir, out);
            System.out.println(TerminalTable.render(ResultFolder.read(dir), comparison, Console.screen()));
            return Pudding.DONE;
        } catch (DifferenceException e) {
            System.err.println(e.getMessage());
            return Pudding.FAIL;
        }
    }
}
