package pudding.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits until a server accepts connections, in the way its contender says; used by the thread that starts it.
final class Readiness {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final int CONNECT_MILLIS = 1_000;

    private final ServerProcess server;
    private final Process process;

    Readiness(ServerProcess server) {
        this.server = server;
        this.process = server.process();
    }

    /// The server accepts connections.
    ///
    /// @param port  on which
    /// @param nanos since when, by [System#nanoTime]
    record Reached(int port, long nanos) {
    }

    /// Waits.
    ///
    /// @throws ServerFailedException when the server has ended, or is not ready by then
    Reached await(long deadlineNanos) throws ServerFailedException, InterruptedException {
        int port = server.port();
        return switch (server.contender().ready()) {
            case Contender.Ready.Line line -> awaitLine(line, deadlineNanos);
            case Contender.Ready.Port() ->
                    new Reached(port, poll(deadlineNanos, () -> connects(server.spec().link().serverAddress(), port)));
            case Contender.Ready.Url(String path) -> {
                StatsClient client;
                try {
                    client = StatsClient.of(server.contender(), server.spec().certificates());
                } catch (IOException e) {
                    throw failed(String.valueOf(e.getMessage()));
                }
                URI base = server.base();
                yield new Reached(port, poll(deadlineNanos, () -> client.status(base, path) < 500));
            }
        };
    }

    private Reached awaitLine(Contender.Ready.Line line, long deadlineNanos)
            throws ServerFailedException, InterruptedException {
        CompletableFuture<ServerOutput.ReadyLine> ready = server.output().ready();
        try {
            CompletableFuture.anyOf(ready, process.onExit())
                    .get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw notReady();
        }
        if (!process.isAlive()) {
            throw server.died();
        }
        ServerOutput.ReadyLine found = ready.resultNow();
        if (!line.tellsPort()) {
            return new Reached(server.port(), found.nanos());
        }
        try {
            return new Reached(Integer.parseInt(found.matcher().group("port")), found.nanos());
        } catch (NumberFormatException e) {
            throw failed(server.contender().name() + " is ready, but its line tells no port: " + found.line());
        }
    }

    private interface Check {
        boolean holds() throws IOException, InterruptedException;
    }

    private long poll(long deadlineNanos, Check check) throws ServerFailedException, InterruptedException {
        while (true) {
            if (!process.isAlive()) {
                throw server.died();
            }
            try {
                if (check.holds()) {
                    return System.nanoTime();
                }
            } catch (IOException e) {
                // Not yet.
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw notReady();
            }
            process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static boolean connects(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        }
    }

    private ServerFailedException notReady() {
        return failed(server.contender().name() + " was not ready within "
                + server.spec().readyWithin().toSeconds() + " s.");
    }

    private ServerFailedException failed(String sentence) {
        return new ServerFailedException(sentence, OptionalInt.empty(), server.output().tail());
    }
}
