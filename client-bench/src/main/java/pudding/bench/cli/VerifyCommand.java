package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import pudding.bench.report.DifferenceException;
import pudding.bench.report.Folders;
import pudding.contract.UsageException;

/// `verify`: checks that folders of comparisons and ramps are what was measured, and what follows from it. Used by the
/// main thread.
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Computes every figure and verdict of the folders of comparisons and ramps again and names the "
                + "first thing in each that differs.",
        footerHeading = "%nExit status:%n",
        footer = "  0 nothing differs; 1 something does; 2 no such folder, or one of another version")
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", arity = "0..*",
            description = "folders of comparisons and ramps, or directories of such folders, as results; default: here") private List<Path> dirs =
                    new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path dir : dirs.isEmpty() ? List.of(Path.of(".")) : dirs) {
            folders.addAll(Folders.in(dir));
        }
        boolean several = folders.size() > 1;
        int status = Pudding.DONE;
        for (Path folder : folders) {
            String name = several ? folder + ": " : "";
            try {
                System.out.println(name + Folders.verify(folder));
            } catch (DifferenceException e) {
                System.err.println(name + e.getMessage());
                status = Pudding.FAIL;
            } catch (UsageException e) {
                System.err.println(name + e.getMessage());
                status = status == Pudding.FAIL ? status : Pudding.USAGE;
            }
        }
        return status;
    }
}
