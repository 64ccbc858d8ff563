package pudding.plain.faulty;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import pudding.contract.Counters;
import pudding.contract.Flags;
import pudding.contract.Launch;
import pudding.contract.UsageException;
import pudding.plain.Options;
import pudding.plain.Server;

/// The plain server's command line with one flag more, `--fault`: the same server around a faulty consumer.
public final class FaultyServer {

    private static final String FAULT = "--fault";

    private FaultyServer() {
    }

    public static void main(String[] args) {
        Launch.main(FaultyServer.class, "faulty-server: server-plain with a known fault", flags(), args,
                FaultyServer::start);
    }

    static List<Flags.Flag> flags() {
        return Stream.concat(Options.flags().stream(),
                Stream.of(new Flags.Flag(FAULT, "NAME[:VALUE]", Faults.NAMES))).toList();
    }

    /// Starts a server.
    ///
    /// @throws UsageException when there is no such fault, or a flag of the plain server does not fit
    static Launch.Running start(Flags flags) throws UsageException, IOException {
        Options options = Options.from(flags);
        String fault = flags.text(FAULT)
                .orElseThrow(() -> new UsageException(FAULT + " is missing; it takes " + Faults.NAMES + "."));
        if (fault.startsWith("burn") && options.model() == Options.Model.VIRTUAL) {
            throw new UsageException("A virtual thread has no CPU clock: burn takes --model platform or eventloop.");
        }
        Counters counters = new Counters();
        return Server.start(options, Faults.consumer(fault, counters), counters);
    }
}
