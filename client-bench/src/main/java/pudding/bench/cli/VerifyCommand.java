package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import pudding.bench.report.DifferenceException;
import pudding.bench.report.RampFolder;
import pudding.bench.report.Verify;
import pudding.contract.UsageException;

/// `verify`: checks that the folder of a comparison or a ramp is what was measured, and what follows from it. Used by the main
/// thread.
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Computes every figure and verdict of a comparison's or a ramp's folder again and names the "
                + "first thing that differs.",
        footerHeading = "%nExit status:%n",
        footer = "  0 nothing differs; 1 something does; 2 no such folder, or one of another version")
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the folder of a comparison or a ramp") private Path dir =
            Path.of(".");

    @Override
    public Integer call() throws IOException, UsageException {
        try {
            System.out.println(RampFolder.is(dir) ? RampFolder.verify(dir) : Verify.folder(dir).sentence());
            return Pudding.DONE;
        } catch (DifferenceException e) {
            System.err.println(e.getMessage());
            return Pudding.FAIL;
        }
    }
}
