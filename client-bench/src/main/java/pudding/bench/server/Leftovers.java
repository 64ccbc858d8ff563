package pudding.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Finds and ends processes by the mark in their environment, also those that have left the process tree.
///
/// Has no state; may be used by any thread. Off Linux nothing is found.
public final class Leftovers {

    /// The variable that carries the mark.
    public static final String VARIABLE = "PUDDING_RUN";

    private static final Duration KILLED_WITHIN = Duration.ofSeconds(5);

    private Leftovers() {
    }

    /// The processes whose mark is this one, or this one with a suffix after a dot; never this process.
    public static List<ProcessHandle> find(String mark) {
        String exact = VARIABLE + "=" + mark;
        return find(entry -> entry.equals(exact) || entry.startsWith(exact + "."));
    }

    /// The processes with any mark that were not started by this process.
    public static List<ProcessHandle> ofOthers() {
        ProcessHandle self = ProcessHandle.current();
        Set<ProcessHandle> own = self.descendants().collect(Collectors.toSet());
        own.add(self);
        return find(entry -> entry.startsWith(VARIABLE + "=")).stream().filter(p -> !own.contains(p)).toList();
    }

    /// Kills the processes with this mark and waits until they are gone.
    ///
    /// @return how many there were
    public static int end(String mark) {
        List<ProcessHandle> found = find(mark);
        end(found);
        return found.size();
    }

    /// Kills processes and waits until they are gone.
    static void end(List<ProcessHandle> found) {
        found.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture
                    .allOf(found.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .get(KILLED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Killed, but not yet gone: the kernel will see to it.
        }
    }

    private static List<ProcessHandle> find(Predicate<String> isMark) {
        List<ProcessHandle> found = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != self && hasMark(process.resolve("environ"), isMark)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            // No /proc: the process tree is all there is.
        }
        return found;
    }

    private static boolean hasMark(Path environ, Predicate<String> isMark) {
        try {
            for (String entry : new String(Files.readAllBytes(environ), StandardCharsets.UTF_8).split("\0", -1)) {
                if (isMark.test(entry)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Gone meanwhile, or another user's.
        }
        return false;
    }
}
