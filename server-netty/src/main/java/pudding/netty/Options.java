package pudding.netty;

import io.netty.util.NettyRuntime;
import java.util.List;
import java.util.stream.Stream;
import pudding.contract.Flags;
import pudding.contract.ServerOptions;
import pudding.contract.UsageException;

/// The command line of the Netty server.
///
/// @param common     what every server takes
/// @param transport  how sockets are driven
/// @param eventLoops threads that serve connections; one more accepts them
public record Options(ServerOptions common, Transport transport, int eventLoops) {

    /// Where the server listens by itself.
    public static final int DEFAULT_PORT = 8444;

    private static final int MAX_EVENT_LOOPS = 1024;

    static {
        // Nobody reaches a class of Netty's that has settings but through here, or through Transport.
        Settings.apply();
    }

    /// The flags that the server takes.
    public static List<Flags.Flag> flags() {
        return Stream.concat(
                ServerOptions.flags(DEFAULT_PORT, "boringssl where it loads, else jdk").stream(),
                Stream.of(
                        new Flags.Flag("--transport", "epoll|io_uring|nio",
                                "how sockets are driven (default epoll where the platform has it, else nio)"),
                        new Flags.Flag("--event-loops", "N", "threads that serve connections; one more accepts"
                                + " (default 2 for each CPU: " + defaultEventLoops() + " here)")))
                .toList();
    }

    /// Reads the flags.
    ///
    /// @throws UsageException with one sentence, when a value does not fit
    public static Options from(Flags flags) throws UsageException {
        return new Options(
                ServerOptions.from(flags, DEFAULT_PORT),
                flags.choice("--transport", Transport.class).orElseGet(Transport::preferred),
                flags.integer("--event-loops", defaultEventLoops(), 1, MAX_EVENT_LOOPS));
    }

    /// Netty's own default.
    private static int defaultEventLoops() {
        return Math.min(MAX_EVENT_LOOPS, NettyRuntime.availableProcessors() * 2);
    }
}
