package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sums the processor time of a JVM's compiler and collector threads, told by their names, from
/// `/proc/PID/task/*/schedstat`, which counts nanoseconds (up to 4 ms late for a thread that is running).
///
/// For one thread at a time. The JVM starts and ends compiler threads as it needs them; one that ends between two
/// updates keeps the time that the last one saw.
final class JvmThreads {

    private enum Kind {
        JIT, GC
    }

    private final Path tasks;
    private final Set<String> known = new HashSet<>();
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, Long> lastNanos = new HashMap<>();
    private final Map<Kind, Long> endedNanos = new EnumMap<>(Kind.class);
    private int scannedThreads = -1;

    JvmThreads(long pid) {
        this.tasks = Proc.of(pid, "task");
    }

    /// Reads the times, and looks for new threads when the process's number of threads has changed.
    void update(int threads) throws IOException {
        if (threads != scannedThreads) {
            scan();
            scannedThreads = threads;
        }
        for (Map.Entry<String, Kind> thread : Map.copyOf(kinds).entrySet()) {
            String schedstat = Proc.readOrNull(tasks.resolve(thread.getKey()).resolve("schedstat"));
            if (schedstat == null) {
                end(thread.getKey(), thread.getValue());
                scannedThreads = -1;
            } else {
                lastNanos.put(thread.getKey(), Long.parseLong(schedstat.substring(0, schedstat.indexOf(' '))));
            }
        }
    }

    long jitMicros() {
        return sum(Kind.JIT);
    }

    long gcMicros() {
        return sum(Kind.GC);
    }

    private long sum(Kind kind) {
        long nanos = endedNanos.getOrDefault(kind, 0L);
        for (Map.Entry<String, Kind> thread : kinds.entrySet()) {
            if (thread.getValue() == kind) {
                nanos += lastNanos.getOrDefault(thread.getKey(), 0L);
            }
        }
        return nanos / 1_000;
    }

    private void end(String thread, Kind kind) {
        Long last = lastNanos.remove(thread);
        endedNanos.merge(kind, last == null ? 0 : last, Long::sum);
        kinds.remove(thread);
    }

    private void scan() throws IOException {
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                String id = task.getFileName().toString();
                found.add(id);
                if (!known.contains(id)) {
                    Kind kind = kind(Proc.readOrNull(task.resolve("comm")));
                    if (kind != null) {
                        kinds.put(id, kind);
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        known.clear();
        known.addAll(found);
    }

    /// The ids of the compiler's threads that live now; none where there is no such process or no JVM in it.
    static Set<Long> compilers(long pid) throws IOException {
        JvmThreads threads = new JvmThreads(pid);
        threads.scan();
        return threads.kinds.entrySet().stream()
                .filter(e -> e.getValue() == Kind.JIT)
                .map(e -> Long.valueOf(e.getKey()))
                .collect(Collectors.toSet());
    }

    /// HotSpot's thread names, of which the kernel keeps 15 characters. With the serial collector it is the VM
    /// thread that collects.
    private static @Nullable Kind kind(@Nullable String name) {
        if (name == null) {
            return null;
        }
        if (name.startsWith("C1 CompilerThre") || name.startsWith("C2 CompilerThre")) {
            return Kind.JIT;
        }
        boolean collects = name.equals("VM Thread") || name.startsWith("GC Thread#") || name.startsWith("G1 ")
                || name.startsWith("ZWorker") || name.startsWith("ZDirector") || name.startsWith("ZDriver");
        return collects ? Kind.GC : null;
    }
}
