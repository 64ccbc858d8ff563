package pudding.contract;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a server's `main` starts, says that it is ready, and ends; the same for both servers.
public final class Launch {

    /// How long a stop may take, from SIGTERM to the end of the process.
    public static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private Launch() {
    }

    /// A server that accepts connections.
    public interface Running extends AutoCloseable {

        /// Where it listens, with the port that it really has.
        InetSocketAddress address();

        /// Stops accepting, closes every WebSocket with 1001, finishes what was read; returns when that is done
        /// or the time is nearly over.
        @Override
        void close();
    }

    /// Starts a server from its flags.
    public interface Starter {
        Running start(Flags flags) throws Exception;
    }

    /// Runs a server until SIGTERM or SIGINT, which end it with status 0; bad usage ends it with 2, a failure of the
    /// process itself with 3 ([Failures]).
    ///
    /// @param type   a class of the server's jar, whose manifest has the version
    /// @param usage  first line of the help
    /// @param flags  what it takes
    public static void main(Class<?> type, String usage, List<Flags.Flag> flags, String[] args, Starter starter) {
        Failures.endProcessOnUncaught();
        try {
            Flags given = Flags.parse(args, flags);
            if (given.given("--help")) {
                System.out.print(Flags.help(usage, flags));
            } else if (given.given("--version")) {
                @Nullable String version = type.getPackage().getImplementationVersion();
                System.out.println(version == null ? "development" : version);
            } else {
                Running server = starter.start(given);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
                System.out.println(readyLine(server.address()));
            }
        } catch (UsageException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (BindException e) {
            fail("Cannot listen on that address and port: " + e.getMessage() + ".");
        } catch (Exception e) {
            fail("Cannot start: " + e + ".");
        }
    }

    /// `READY wss://HOST:PORT pid=PID startup_ms=MS`, the last since the start of the process.
    static String readyLine(InetSocketAddress address) {
        String host = address.getHostString();
        return "READY wss://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort()
                + " pid=" + ProcessHandle.current().pid() + " startup_ms=" + millisSinceStart();
    }

    private static long millisSinceStart() {
        try {
            // Both count from boot in hundredths of a second; ProcessHandle's start is off by up to a second,
            // because it adds the boot time, which the kernel gives in whole seconds.
            String stat = Files.readString(Path.of("/proc/self/stat"));
            long startTicks = Long.parseLong(List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)).get(19));
            String uptimeSeconds = Files.readString(Path.of("/proc/uptime"));
            long uptimeTicks =
                    Math.round(100 * Double.parseDouble(uptimeSeconds.substring(0, uptimeSeconds.indexOf(' '))));
            return 10 * (uptimeTicks - startTicks);
        } catch (IOException e) {
            Instant now = Instant.now();
            return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now).toMillis();
        }
    }

    /// Ends the process from its shutdown hook with status 0, where the JVM alone would make it 143.
    private static void stop(Running server) {
        server.close();
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        // A failed start may leave threads of the transport behind, which would keep the process alive.
        System.exit(2);
    }
}
