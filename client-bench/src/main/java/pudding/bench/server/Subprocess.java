package pudding.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a command to its end, or to a time-out that holds whatever the command does; has no state.
public final class Subprocess {

    private static final int KILL_SECONDS = 5;

    private Subprocess() {
    }

    /// Runs a command and returns what it printed, on either stream.
    ///
    /// @param within how long it may take, its output included; then it is killed
    /// @throws IOException when it cannot be run, ends with another status than 0, or takes longer
    public static String run(ProcessBuilder command, Duration within) throws IOException, InterruptedException {
        String name = Path.of(command.command().getFirst()).getFileName().toString();
        long deadlineNanos = System.nanoTime() + within.toNanos();
        Process process = command.redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = readAside(process.getInputStream(), name);
            // A process that the command left behind may hold the pipe open: reading is bounded too.
            String printed = output.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw tooLong(name, within);
            }
            if (process.exitValue() != 0) {
                throw new IOException(name + " failed: " + printed.strip());
            }
            return printed;
        } catch (TimeoutException e) {
            throw tooLong(name, within);
        } catch (ExecutionException e) {
            throw new IOException("What " + name + " prints cannot be read.", e.getCause());
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        // Killing only asks: without this the command may outlive the call. Bounded, for one stuck in the kernel.
        process.onExit().completeOnTimeout(process, KILL_SECONDS, TimeUnit.SECONDS).join();
    }

    private static CompletableFuture<String> readAside(InputStream in, String name) {
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("output of " + name).start(() -> {
            try {
                output.complete(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                output.completeExceptionally(e);
            }
        });
        return output;
    }

    private static IOException tooLong(String name, Duration within) {
        return new IOException(name + " took longer than " + within.toSeconds() + " s.");
    }
}
