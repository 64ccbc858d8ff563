package pudding.bench.measure;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pudding.bench.server.CpuSets;

/// Lends the compiler of a server's JVM the generator's processors too, while the server is warmed up; used by one
/// thread.
///
/// On one processor a hundred busy threads leave the compiler a hundredth of it, and what it could do in seconds takes
/// it a minute. Nothing is measured meanwhile, and in the end every compiler thread is back where the server's other
/// threads are.
public final class CompilerRoom {

    private final long pid;

    private CompilerRoom(long pid) {
        this.pid = pid;
    }

    /// Something that warms a server.
    @FunctionalInterface
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /// Does some work while the compiler has room; where nothing is pinned it has room already.
    ///
    /// @param pid  the server's process, or the first of its processes
    /// @param cpus where server and generator are
    /// @throws IOException when the work does, or when the kernel refuses: what is measured then would not be on the
    ///                     server's processors
    public static void during(long pid, CpuSets cpus, Work work) throws IOException, InterruptedException {
        CompilerRoom room = new CompilerRoom(pid);
        try {
            room.put(cpus.both());
            work.run();
        } catch (IOException | InterruptedException | RuntimeException e) {
            room.putBackAfter(e, cpus);
            throw e;
        }
        room.put(cpus.server());
    }

    private void putBackAfter(Exception failure, CpuSets cpus) {
        try {
            put(cpus.server());
        } catch (IOException e) {
            failure.addSuppressed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A compiler thread starts others, on the processors that it may use itself: looked for until there is no new one.
    private void put(List<Integer> on) throws IOException, InterruptedException {
        if (on.isEmpty()) {
            return;
        }
        Set<Long> done = new HashSet<>();
        while (done.addAll(putNew(on, done))) {
            // One that these have started meanwhile may be where they were.
        }
    }

    private Set<Long> putNew(List<Integer> on, Set<Long> done) throws IOException, InterruptedException {
        Set<Long> put = new HashSet<>();
        for (long process : ProcessMeter.tree(pid)) {
            for (long thread : compilers(process)) {
                if (!done.contains(thread)) {
                    put(thread, process, on);
                    put.add(thread);
                }
            }
        }
        return put;
    }

    private static void put(long thread, long process, List<Integer> on) throws IOException, InterruptedException {
        try {
            CpuSets.pinThread(thread, on);
        } catch (IOException e) {
            // The JVM ends compiler threads that have nothing to do.
            if (compilers(process).contains(thread)) {
                throw e;
            }
        }
    }

    private static Set<Long> compilers(long process) throws IOException {
        try {
            return JvmThreads.compilers(process);
        } catch (IOException e) {
            if (Proc.isGone(e)) {
                return Set.of();
            }
            throw e;
        }
    }
}
