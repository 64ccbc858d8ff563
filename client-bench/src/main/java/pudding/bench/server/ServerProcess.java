package pudding.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A contender that runs as a child process, from its start to its end.
///
/// Started and stopped by one thread; the other methods may be called by any. Whatever ends this JVM in order,
/// Ctrl-C included, ends every server that is still running, and what a server left behind goes with it.
public final class ServerProcess implements AutoCloseable {

    /// How long a server may take to stop, from the signal to its end, before it is killed.
    public static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static boolean hooked;

    private final Contender contender;
    private final LaunchSpec spec;
    private final List<String> command;
    private final String mark;
    private final Process process;
    private final ServerOutput output;
    private int port;
    private Duration startup = Duration.ZERO;
    private @Nullable StopResult stopped;

    /// How a server ended.
    ///
    /// @param exitStatus its status; 128 + the signal's number where a signal ended it
    /// @param millis     from the signal to its end
    /// @param forced     whether it had to be killed
    /// @param left       processes that it had started and left behind, which were killed
    public record StopResult(int exitStatus, long millis, boolean forced, int left) {

        /// Ended in time and in order: with 0, or with what the signal itself makes (143, 130).
        public boolean clean() {
            return !forced && (exitStatus == 0 || exitStatus == 143 || exitStatus == 130);
        }
    }

    private ServerProcess(Contender contender, LaunchSpec spec, List<String> command, String mark, Process process,
            ServerOutput output) {
        this.contender = contender;
        this.spec = spec;
        this.command = command;
        this.mark = mark;
        this.process = process;
        this.output = output;
        this.port = spec.port();
    }

    /// Starts a contender and waits until it accepts connections.
    ///
    /// @throws ServerFailedException when it cannot be run, ends early, or is not ready in time; nothing of it is
    ///                               left then
    public static ServerProcess start(Contender contender, LaunchSpec spec)
            throws ServerFailedException, InterruptedException {
        return start(contender, spec, line -> {
        });
    }

    /// Starts a contender as [#start(Contender, LaunchSpec)] does.
    ///
    /// @param listener given each line that it prints, by a thread of its own
    public static ServerProcess start(Contender contender, LaunchSpec spec, Consumer<String> listener)
            throws ServerFailedException, InterruptedException {
        requireBuilt(contender, spec);
        stopWithJvm();
        LaunchSpec settled = settlePort(contender, spec);
        ServerCommand command = new ServerCommand(contender, settled);
        List<String> words = command.words();
        String mark = settled.mark() + "." + NUMBER.incrementAndGet();
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(command.directory().toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        if (contender.isJvm()) {
            // Flags are the command's alone.
            environment.keySet().removeAll(LaunchSpec.JvmFlags.VARIABLES);
        }
        environment.putAll(command.environment());
        environment.put(Leftovers.VARIABLE, mark);
        long startNanos = System.nanoTime();
        ServerProcess server;
        try {
            Files.createDirectories(settled.directory());
            Process process = settled.link().atServer(builder::start);
            process.getOutputStream().close();
            server = new ServerProcess(contender, settled, words, mark, process,
                    new ServerOutput(process, settled.log(),
                            contender.ready() instanceof Contender.Ready.Line line ? line.pattern() : null,
                            listener));
        } catch (IOException e) {
            throw new ServerFailedException(contender.name() + " cannot be started: " + e.getMessage() + ".",
                    OptionalInt.empty(), List.of());
        }
        RUNNING.add(server);
        try {
            Readiness.Reached reached = new Readiness(server).await(startNanos + settled.readyWithin().toNanos());
            server.port = reached.port();
            server.startup = Duration.ofNanos(reached.nanos() - startNanos);
            return server;
        } catch (ServerFailedException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// @throws InterruptedException when the JVM is ending already
    private static synchronized void stopWithJvm() throws InterruptedException {
        if (!hooked) {
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(ServerProcess::stopAll, "stop servers"));
                hooked = true;
            } catch (IllegalStateException e) {
                // Ctrl-C came before the first server.
                throw new InterruptedException();
            }
        }
    }

    private static void requireBuilt(Contender contender, LaunchSpec spec) throws ServerFailedException {
        Contender.Artefact artefact = contender.artefact();
        if (artefact != null && !Files.exists(artefact.jar(spec.home()))) {
            throw new ServerFailedException(
                    contender.name() + " is not built: there is no " + artefact.module() + "/target/"
                            + artefact.module() + ".jar; ./pudding builds it.",
                    OptionalInt.of(2), List.of());
        }
    }

    /// A port that the server cannot tell itself is chosen here; one that is taken is refused here, because
    /// another's server behind it would pass for this one.
    private static LaunchSpec settlePort(Contender contender, LaunchSpec spec) throws ServerFailedException {
        boolean tells = contender.ready() instanceof Contender.Ready.Line line && line.tellsPort();
        if (spec.port() == 0 && tells) {
            return spec;
        }
        String address = spec.link().serverAddress();
        try {
            return spec.withPort(spec.link().atServer(() -> {
                try (ServerSocket socket = new ServerSocket()) {
                    socket.setReuseAddress(true);
                    socket.bind(new InetSocketAddress(address, spec.port()));
                    return socket.getLocalPort();
                }
            }));
        } catch (IOException e) {
            throw new ServerFailedException(
                    "Port " + spec.port() + " of " + address + " cannot be listened on: " + e.getMessage() + ".",
                    OptionalInt.of(2), List.of());
        }
    }

    Process process() {
        return process;
    }

    ServerOutput output() {
        return output;
    }

    LaunchSpec spec() {
        return spec;
    }

    public Contender contender() {
        return contender;
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    /// `wss://ADDRESS:PORT`.
    public URI base() {
        return URI.create("wss://" + spec.link().serverAddress() + ":" + port);
    }

    /// From the start of the process to the moment it was ready, by this machine's clock.
    public Duration startup() {
        return startup;
    }

    /// The command that was run.
    public List<String> command() {
        return command;
    }

    public Path log() {
        return spec.log();
    }

    /// The collector's log; there is one for JVM contenders alone.
    public @Nullable Path gcLog() {
        return contender.isJvm() ? spec.gcLog() : null;
    }

    /// Where the collector of a JVM that was started without our flags may log, once it is asked to.
    public Path lateGcLog() {
        return spec.gcLog();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Whether it has ended, or does within a moment: others see what a process lets go of before they see its end.
    public boolean endsSoon() throws InterruptedException {
        return process.waitFor(500, TimeUnit.MILLISECONDS);
    }

    /// Completes when the process has ended.
    public CompletableFuture<ServerProcess> onExit() {
        return process.onExit().thenApply(p -> this);
    }

    /// The last lines that it printed.
    public List<String> tail() {
        return output.tail();
    }

    /// Whether it printed more than its log takes.
    public boolean isLogCut() {
        return output.isCut();
    }

    /// What to throw when a server is found dead that should run.
    public ServerFailedException died() throws InterruptedException {
        process.waitFor(1, TimeUnit.SECONDS);
        output.awaitEnd();
        List<String> tail = output.tail();
        int status = process.exitValue();
        String sentence = status == 2 && !tail.isEmpty()
                ? tail.getLast()
                : contender.name() + " ended by itself with status " + status + ".";
        return new ServerFailedException(sentence, OptionalInt.of(status), tail);
    }

    /// Sends the contender's signal, waits, kills what is still there after [#STOP_WITHIN]; the second call gives
    /// the result of the first.
    public synchronized StopResult stop() {
        StopResult before = stopped;
        if (before != null) {
            return before;
        }
        long startNanos = System.nanoTime();
        // One that wipes its environment has no mark, and is no descendant any more once its parent has ended.
        List<ProcessHandle> children = process.descendants().toList();
        signal();
        boolean ended = waitFor(STOP_WITHIN);
        if (!ended) {
            process.destroyForcibly();
            waitFor(STOP_WITHIN);
        }
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        Set<ProcessHandle> left = new HashSet<>(children);
        left.addAll(Leftovers.find(mark));
        left.removeIf(child -> !child.isAlive());
        Leftovers.end(List.copyOf(left));
        awaitOutput();
        RUNNING.remove(this);
        StopResult result = new StopResult(process.isAlive() ? -1 : process.exitValue(), millis, !ended,
                left.size());
        stopped = result;
        return result;
    }

    /// What it still printed belongs to its log.
    private void awaitOutput() {
        try {
            output.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void signal() {
        switch (contender.stop()) {
            case TERM -> process.destroy();
            case INT -> {
                try {
                    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
                } catch (IOException e) {
                    process.destroy();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /// Waits even when interrupted, because an interrupt is a reason to stop the server, not to leave it.
    private boolean waitFor(Duration bound) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + bound.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Stops every server of this JVM that still runs, all at once.
    static void stopAll() {
        List<ServerProcess> servers = List.copyOf(RUNNING);
        servers.stream().map(s -> Thread.ofPlatform().start(s::stop)).toList().forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
