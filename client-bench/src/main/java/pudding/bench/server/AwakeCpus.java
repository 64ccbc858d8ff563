package pudding.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps processors from sleeping, by a loop on each that runs when nobody else wants it (`SCHED_IDLE` of `sched(7)`).
///
/// A virtual processor that has nothing to do is given back to the host, which takes its time to return it: up to a
/// millisecond, and the more often the more wake-ups there are. Whoever compares latencies of that size beside loads of
/// different wake-ups measures the host.
public final class AwakeCpus implements AutoCloseable {

    /// The least that a JVM can do with.
    private static final List<String> JVM = List.of("-Xmx8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-Xshare:auto");
    private static final Duration START_WITHIN = Duration.ofSeconds(5);
    private static final int POLICY_FIELD = 41;
    private static final String SCHED_IDLE = "5";

    private final List<Process> loops = new ArrayList<>();
    private @Nullable String asleep;

    private AwakeCpus() {
    }

    /// Lets them sleep.
    public static AwakeCpus none() {
        return new AwakeCpus();
    }

    /// Keeps the server's and the generator's processors awake until it is closed; where that is not possible they
    /// sleep, and [#asleep] tells why. Returns once every loop has its weight.
    public static AwakeCpus keep(CpuSets cpus) throws InterruptedException {
        AwakeCpus awake = new AwakeCpus();
        if (cpus.server().isEmpty()) {
            awake.asleep = "nothing is pinned";
            return awake;
        }
        try {
            for (int cpu : cpus.both()) {
                awake.loops.add(start(cpu));
            }
            for (Process loop : awake.loops) {
                awaitWeight(loop);
            }
        } catch (IOException e) {
            awake.close();
            awake.loops.clear();
            awake.asleep = e.getMessage();
        } catch (InterruptedException e) {
            awake.close();
            throw e;
        }
        return awake;
    }

    private static Process start(int cpu) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(cpu), "chrt", "-i", "0",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AwakeLoop.class.getName()));
        ProcessBuilder loop = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        loop.environment().keySet().removeAll(LaunchSpec.JvmFlags.VARIABLES);
        return loop.start();
    }

    /// taskset becomes chrt, and that, where the kernel lets it, the loop.
    private static void awaitWeight(Process loop) throws IOException, InterruptedException {
        Path stat = Path.of("/proc", Long.toString(loop.pid()), "stat");
        long deadlineNanos = System.nanoTime() + START_WITHIN.toNanos();
        while (loop.isAlive() && System.nanoTime() < deadlineNanos) {
            if (ProcStat.field(stat, POLICY_FIELD).equals(SCHED_IDLE)) {
                return;
            }
            Thread.sleep(10);
        }
        throw new IOException("chrt, of the package util-linux, starts no loop of the least weight");
    }

    /// Why they may sleep, or null.
    public @Nullable String asleep() {
        return asleep == null && loops.stream().anyMatch(loop -> !loop.isAlive()) ? "a loop has ended" : asleep;
    }

    /// The loops' processes, whose CPU time is nobody's load.
    public List<ProcessHandle> processes() {
        return loops.stream().map(Process::toHandle).toList();
    }

    /// Ends the loops. Does not throw.
    @Override
    public void close() {
        loops.forEach(Process::destroyForcibly);
    }
}
