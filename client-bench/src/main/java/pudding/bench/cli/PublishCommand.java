package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pudding.bench.report.DifferenceException;
import pudding.bench.report.Publisher;
import pudding.bench.stat.Caveat;
import pudding.contract.UsageException;

/// `publish`: puts a finished comparison or ramp among the published results. Used by the main thread.
@Command(name = "publish", mixinStandardHelpOptions = true, sortOptions = false,
        description = {
            "Puts a finished comparison or ramp under results/DATE-LABEL-PROFILE and writes the list of results and the README's block anew.",
            "Evidence that a newer result of the same kind makes dispensable is removed where a commit holds it. Without DIR only that, and the list."},
        footerHeading = "%nExit status:%n",
        footer = "  0 published; 1 it does not verify; 2 it may not be published, or wrong usage")
final class PublishCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", arity = "0..1",
            description = "the folder of a comparison or a ramp") private @Nullable Path dir;

    @Option(names = "--label", paramLabel = "LABEL",
            description = "of the machine, as part of the folder's name; default: model and number of its processors") private @Nullable String label;

    @Option(names = "--remark", paramLabel = "TEXT",
            description = "a sentence that is shown with it in the list") private String remark = "";

    @Option(names = "--partial",
            description = "publishes one that ended before its plan was done, and says so") private boolean partial;

    @Option(names = "--anyway",
            description = "publishes one that is partial, void, failed, too big, or of no commit, and says so") private boolean anyway;

    @Option(names = "--results", paramLabel = "DIR",
            description = "where the published folders are; default: results") private @Nullable Path results;

    @Override
    public Integer call() throws IOException, InterruptedException, UsageException {
        if (dir == null && (label != null || !remark.isEmpty() || partial || anyway)) {
            throw new UsageException("--label, --remark, --partial and --anyway go with the folder that is published.");
        }
        Publisher publisher = new Publisher(results == null ? directory(Home.find()) : results);
        try {
            (dir == null ? publisher.tidy() : publisher.publish(new Publisher.Request(dir, label, remark, allowed())))
                    .forEach(System.out::println);
            return Pudding.DONE;
        } catch (DifferenceException e) {
            System.err.println(e.getMessage());
            return Pudding.FAIL;
        }
    }

    /// Where the published folders are.
    static Path directory(Home home) {
        return home.root().resolve("results");
    }

    private Set<Caveat.Kind> allowed() {
        return anyway ? EnumSet.allOf(Caveat.Kind.class)
                : partial ? EnumSet.of(Caveat.Kind.PARTIAL) : EnumSet.noneOf(Caveat.Kind.class);
    }
}
