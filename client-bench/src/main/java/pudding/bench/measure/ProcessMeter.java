package pudding.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Samples one process, or a process and all its descendants, from `/proc`.
///
/// For one thread at a time. A sample of one process takes 0.2 ms, and 0.2 ms more for each thousand of its threads;
/// where their number has changed since the last sample, it also reads the names of the new ones (25 µs each). A
/// descendant that has gone counts as nothing.
public final class ProcessMeter {

    private static final long TICK_MICROS = 10_000; // USER_HZ is 100 in the ABI of every Linux
    private static final long KILOBYTE = 1024;

    private final long root;
    private final boolean descendants;
    private final Map<Long, JvmThreads> jvmThreads = new HashMap<>();

    private ProcessMeter(long root, boolean descendants) {
        this.root = root;
        this.descendants = descendants;
    }

    /// Context switches of the threads that live now, since each started.
    ///
    /// @param voluntary   a thread waited
    /// @param involuntary a thread was preempted
    public record Switches(long voluntary, long involuntary) {
    }

    /// Measures one process.
    public static ProcessMeter of(long pid) {
        return new ProcessMeter(pid, false);
    }

    /// Measures a process and its descendants; what descendants that have ended used is counted once they are
    /// waited for, in multiples of 10 ms.
    public static ProcessMeter ofTree(long pid) {
        return new ProcessMeter(pid, true);
    }

    /// Takes a sample.
    ///
    /// @throws IOException when the process has gone, or this is not Linux
    public ProcessSample sample() throws IOException {
        ProcessSample sum = sample(root);
        if (descendants) {
            for (long pid : tree(root)) {
                if (pid == root) {
                    continue;
                }
                try {
                    ProcessSample other = sample(pid);
                    sum = new ProcessSample(sum.nanos(), sum.cpuMicros() + other.cpuMicros(),
                            sum.userMicros() + other.userMicros(), sum.systemMicros() + other.systemMicros(),
                            sum.jitMicros() + other.jitMicros(), sum.gcMicros() + other.gcMicros(),
                            sum.rssBytes() + other.rssBytes(), sum.peakRssBytes() + other.peakRssBytes(),
                            sum.threads() + other.threads(), sum.descriptors() + other.descriptors());
                } catch (IOException e) {
                    if (!Proc.isGone(e)) {
                        throw e;
                    }
                }
            }
        }
        return sum;
    }

    /// Sums the context switches over all threads: about 30 µs a thread, so to be called at the ends of a window
    /// only. Threads that have ended take their count with them.
    public Switches switches() throws IOException {
        long voluntary = 0;
        long involuntary = 0;
        for (long pid : descendants ? tree(root) : Set.of(root)) {
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Proc.of(pid, "task"))) {
                for (Path task : tasks) {
                    String status = Proc.readOrNull(task.resolve("status"));
                    if (status != null) {
                        voluntary += Proc.statusValue(status, "voluntary_ctxt_switches").orElse(0);
                        involuntary += Proc.statusValue(status, "nonvoluntary_ctxt_switches").orElse(0);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            } catch (NoSuchFileException e) {
                if (pid == root) {
                    throw e;
                }
            }
        }
        return new Switches(voluntary, involuntary);
    }

    /// A process, and all its descendants that live now; the process first.
    static Set<Long> tree(long root) {
        Set<Long> pids = new LinkedHashSet<>(Set.of(root));
        ProcessHandle.of(root).stream().flatMap(ProcessHandle::descendants).forEach(h -> pids.add(h.pid()));
        return pids;
    }

    private ProcessSample sample(long pid) throws IOException {
        long nanos = System.nanoTime();
        OptionalLong cpuNanos = CpuClock.processNanos(pid);
        String[] stat = Proc.statFields(pid);
        long userTicks = Long.parseLong(stat[11]);
        long systemTicks = Long.parseLong(stat[12]);
        long cpuMicros = cpuNanos.isPresent() ? cpuNanos.getAsLong() / 1_000 : (userTicks + systemTicks) * TICK_MICROS;
        if (descendants) {
            userTicks += Long.parseLong(stat[13]);
            systemTicks += Long.parseLong(stat[14]);
            cpuMicros += (Long.parseLong(stat[13]) + Long.parseLong(stat[14])) * TICK_MICROS;
        }
        String status = Proc.read(Proc.of(pid, "status"));
        int threads = (int) Proc.statusValue(status, "Threads").orElse(0);
        JvmThreads jvm = jvmThreads.computeIfAbsent(pid, JvmThreads::new);
        jvm.update(threads);
        return new ProcessSample(nanos, cpuMicros, userTicks * TICK_MICROS, systemTicks * TICK_MICROS,
                jvm.jitMicros(), jvm.gcMicros(), Proc.statusValue(status, "VmRSS").orElse(0) * KILOBYTE,
                Proc.statusValue(status, "VmHWM").orElse(0) * KILOBYTE, threads, descriptors(pid));
    }

    private static int descriptors(long pid) throws IOException {
        Path fd = Proc.of(pid, "fd");
        // Since Linux 6.2 the directory's size is the number of open files.
        long size = Files.size(fd);
        if (size > 0) {
            return (int) size;
        }
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(fd)) {
            for (Path _ : files) {
                count++;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
        return count;
    }
}
