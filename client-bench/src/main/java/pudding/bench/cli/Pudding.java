package pudding.bench.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import pudding.contract.UsageException;

/// The command `pudding`: parses the command line and maps what happens to an exit status.
@Command(name = "pudding", mixinStandardHelpOptions = true, versionProvider = Pudding.Version.class,
        subcommands = {CompareCommand.class, RampCommand.class, ServeCommand.class, LoadCommand.class,
            PayloadCommand.class,
            VerifyCommand.class, ReportCommand.class, PublishCommand.class, DoctorCommand.class, SelftestCommand.class,
            SlowCommand.class, CiCommand.class, CheckCommand.class},
        header = "Plain threads against Netty: the same TLS WebSocket work, one table.",
        footerHeading = "%nStart here:%n",
        footer = {
            "  pudding compare --profile smoke            a table in about a minute, no verdict",
            "  pudding compare                            the table, in at most 12 minutes",
            "  pudding ramp --kind idle                   the most connections, and what stops them",
            "  pudding verify DIR                         checks a finished comparison",
            "  pudding check my-server.yml                is my own server a fair contender?",
            "  pudding serve plain-platform netty-jdk     both servers side by side"})
public final class Pudding implements Runnable {

    /// Everything was done.
    static final int DONE = 0;
    /// A message is not accounted for, or a server failed.
    static final int FAIL = 1;
    /// The command line, or what it names, cannot be used.
    static final int USAGE = 2;
    /// Nothing valid was measured.
    static final int NOTHING_MEASURED = 3;
    /// Ctrl-C.
    static final int INTERRUPTED = 130;

    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    private Pudding() {
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// Runs one command and returns its exit status.
    static int run(String... args) {
        CommandLine line = new CommandLine(new Pudding());
        line.setExecutionExceptionHandler((e, command, parsed) -> status(e));
        line.setParameterExceptionHandler((e, parsed) -> {
            System.err.println(e.getMessage() + "; see --help.");
            return USAGE;
        });
        return line.execute(args);
    }

    /// Says in one sentence what went wrong.
    private static int status(Exception e) {
        return switch (e) {
            case UsageException usage -> say(usage.getMessage(), USAGE);
            case InterruptedException _ -> INTERRUPTED;
            default -> say("Failed: " + e, FAIL);
        };
    }

    private static int say(@Nullable String sentence, int status) {
        System.err.println(sentence);
        return status;
    }

    /// `pudding` alone prints the help.
    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
    }

    /// The version that the jar's manifest names.
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Pudding.class.getPackage().getImplementationVersion();
            return List.of(version == null ? "development" : version).toArray(String[]::new);
        }
    }
}
