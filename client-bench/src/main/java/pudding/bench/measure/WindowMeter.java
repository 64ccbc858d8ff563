package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.PhaseResult;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Window;
import pudding.bench.server.ServerProcess;

/// Reads all meters at both ends of a window: server, generator, host and JVM; used by one thread.
final class WindowMeter implements AutoCloseable {

    private static final PhaseResult.Second NOTHING_SENT = new PhaseResult.Second(0, 0, 0, 0, 0, 0);

    private final ServerProcess server;
    private final Rig rig;
    private final String runName;
    private final ProcessMeter serverMeter;
    private final ProcessMeter generatorMeter = ProcessMeter.of(ProcessHandle.current().pid());
    /// CPU time of each loop that keeps a CPU awake, at its last reading.
    private final Map<Long, Long> loopNanos = new HashMap<>();
    private @Nullable JvmMeter jvm;
    private @Nullable Path gcLog;
    private boolean attached;
    private final List<Mark> seconds = new ArrayList<>();
    private @Nullable Ends start;
    private @Nullable Ends end;

    WindowMeter(ServerProcess server, Rig rig, String runName) {
        this.server = server;
        this.rig = rig;
        this.runName = runName;
        this.serverMeter = ProcessMeter.ofTree(server.pid());
        rig.awake().processes().forEach(loop -> loopNanos.put(loop.pid(), 0L));
    }

    /// All meters at one end of a window.
    ///
    /// @param loopMicros CPU time of the loops that keep CPUs awake
    private record Ends(ProcessSample server, ProcessSample generator, HostSample host, long loopMicros,
            ProcessMeter.Switches switches, long allocatedBytes) {
    }

    /// The meters at the end of one second.
    private record Mark(PhaseResult.Second second, ProcessSample server, ProcessSample generator, HostSample host) {
    }

    /// What the meters say of one window.
    ///
    /// @param loopMicros CPU time of the loops that keep CPUs awake, which is nobody's load
    /// @param pauses the collector's, or null
    /// @param used   CPUs that server and generator may use; empty for all
    /// @param perSecond rows
    record Reading(ProcessSample end, ProcessSample.Usage server, ProcessSample.Usage generator, HostSample host,
            long loopMicros, ProcessMeter.Switches switches, @Nullable Long allocatedBytes,
            RunRecord.@Nullable Pauses pauses,
            int serverCpus, int generatorCpus, Set<Integer> used, List<RunRecord.Second> perSecond) {

        RunRecord.Loaded toLoaded(String path, Window window, PhaseResult result, long messages) {
            return new RunRecord.Loaded(path, window.clients(), result.seconds(), result.due(), result.sent(), messages,
                    server.nanos() / 1_000, server.cpuMicros(), server.userMicros(), server.systemMicros(),
                    server.jitMicros(), server.gcMicros(), lessLoops(host.total().busyMicros()), cpuSet(),
                    generator.cpuMicros(), generatorCpus, allocatedBytes, pauses, end.rssBytes(), end.peakRssBytes(),
                    end.threads(), switches.voluntary(), switches.involuntary(), latency(result.latency()),
                    latency(result.service()), HistogramLog.quantiles(result.lag()), perSecond);
        }

        /// The generator's CPU time, as a share of its CPU set.
        double generatorShare() {
            return generator.cores() / generatorCpus;
        }

        RunRecord.Ceiling toCeiling(PhaseResult result) {
            return new RunRecord.Ceiling(result.sent() / result.seconds(), generatorShare(),
                    server.cores() / serverCpus);
        }

        /// The machine's clock counts whole ticks, and the loops' is exact: an idle machine's difference is near zero.
        private long lessLoops(long busyMicros) {
            return Math.max(0, busyMicros - loopMicros);
        }

        RunRecord.CpuSet cpuSet() {
            List<HostSample.Cpu> cpus = host.cpus().stream()
                    .filter(cpu -> used.isEmpty() || used.contains(cpu.id())).toList();
            // Interrupts are nobody's process; on loopback they are this load's own.
            return new RunRecord.CpuSet(cpus.stream().mapToLong(HostSample.Cpu::totalMicros).sum(),
                    lessLoops(cpus.stream().mapToLong(cpu -> cpu.userMicros() + cpu.systemMicros()).sum()),
                    cpus.stream().mapToLong(HostSample.Cpu::stealMicros).sum());
        }
    }

    /// Reads the meters at the end of a second; what cannot be read counts for the next.
    void second(PhaseResult.Second second) {
        try {
            seconds.add(new Mark(second, serverMeter.sample(), generatorMeter.sample(), HostMeter.sample()));
        } catch (IOException e) {
            // The server has gone: the window's end will tell.
        }
    }

    /// A row for each second, and one for what came after the last: the rows are the whole window.
    private List<RunRecord.Second> perSecond(Ends from, Ends to) {
        List<RunRecord.Second> rows = new ArrayList<>();
        ProcessSample server = from.server();
        ProcessSample generator = from.generator();
        HostSample host = from.host();
        List<Mark> marks = new ArrayList<>(seconds);
        marks.add(new Mark(NOTHING_SENT, to.server(), to.generator(), to.host()));
        for (Mark mark : marks) {
            ProcessSample.Usage used = mark.server().since(server);
            rows.add(new RunRecord.Second(mark.second().sent(), mark.second().acked(), mark.second().p99Micros(),
                    used.cpuMicros(), used.jitMicros(), mark.generator().since(generator).cpuMicros(),
                    mark.host().since(host).total().stealMicros()));
            server = mark.server();
            generator = mark.generator();
            host = mark.host();
        }
        return rows;
    }

    /// One that has ended keeps what it had.
    private long loopMicros() {
        loopNanos.replaceAll((pid, nanos) -> CpuClock.processNanos(pid).orElse(nanos));
        return loopNanos.values().stream().mapToLong(Long::longValue).sum() / 1_000;
    }

    ProcessSample process() throws IOException {
        return serverMeter.sample();
    }

    /// Attaches to the server's JVM, where it has one, so that allocation can be read.
    ///
    /// A JVM that was started without our flags may not let itself be attached to; then what only it knows is not
    /// known.
    void attach() throws IOException, InterruptedException {
        if (attached) {
            return;
        }
        attached = true;
        ServerJvm found = ServerJvm.of(server);
        if (found == null) {
            return;
        }
        try {
            found.log(rig.javaHome());
            gcLog = Files.exists(found.gcLog()) ? found.gcLog() : null;
            jvm = JvmMeter.attach(found.pid(), rig.link());
        } catch (IOException e) {
            if (found.given()) {
                throw e;
            }
        }
    }

    void begin() throws IOException {
        long allocated = jvm == null ? 0 : jvm.allocatedBytes();
        ProcessMeter.Switches switches = serverMeter.switches();
        HostSample host = HostMeter.sample();
        seconds.clear();
        end = null;
        start = new Ends(serverMeter.sample(), generatorMeter.sample(), host, loopMicros(), switches, allocated);
    }

    /// Reads the meters where the window may end; the last reading is its end.
    void end() throws IOException {
        end = new Ends(serverMeter.sample(), generatorMeter.sample(), HostMeter.sample(), loopMicros(),
                serverMeter.switches(),
                jvm == null ? 0 : jvm.allocatedBytes());
    }

    /// What the meters said between the window's ends.
    Reading read() throws IOException {
        Ends from = start;
        Ends to = end;
        if (from == null || to == null) {
            throw new IllegalStateException("The window was not begun, or has not ended.");
        }
        ProcessMeter.Switches switches = to.switches();
        Long allocated = jvm == null ? null : Long.valueOf(to.allocatedBytes() - from.allocatedBytes());
        return new Reading(to.server(), to.server().since(from.server()), to.generator().since(from.generator()),
                to.host().since(from.host()), to.loopMicros() - from.loopMicros(),
                new ProcessMeter.Switches(switches.voluntary() - from.switches().voluntary(),
                        switches.involuntary() - from.switches().involuntary()),
                allocated, pauses(from.server().nanos(), to.server().nanos()), count(rig.cpus().server()),
                count(rig.cpus().generator()),
                Stream.concat(rig.cpus().server().stream(), rig.cpus().generator().stream())
                        .collect(Collectors.toSet()),
                perSecond(from, to));
    }

    /// Writes a window's histograms beside the evidence.
    void keep(Stage stage, PhaseResult result) throws IOException {
        HistogramLog.write(rig.out().resolve(HistogramLog.name(runName, stage)),
                Map.of(HistogramLog.LATENCY, result.latency(), HistogramLog.SERVICE, result.service(),
                        HistogramLog.LAG, result.lag()),
                result.seconds());
    }

    /// Writes the stacks of a window that was profiled beside the evidence.
    void keep(FoldedStacks stacks) throws IOException {
        stacks.write(rig.out().resolve(FoldedStacks.name(runName)));
    }

    private RunRecord.@Nullable Pauses pauses(long fromNanos, long toNanos) throws IOException {
        Path log = gcLog;
        if (log == null) {
            return null;
        }
        List<GcLog.Pause> pauses = GcLog.pauses(log, fromNanos, toNanos);
        return new RunRecord.Pauses(pauses.size(), pauses.stream().mapToLong(GcLog.Pause::micros).sum(),
                pauses.stream().mapToLong(GcLog.Pause::micros).max().orElse(0));
    }

    private static int count(List<Integer> cpus) {
        return cpus.isEmpty() ? Runtime.getRuntime().availableProcessors() : cpus.size();
    }

    private static RunRecord.@Nullable Latency latency(Histogram h) {
        return h.getTotalCount() == 0 ? null : HistogramLog.quantiles(h);
    }

    @Override
    public void close() {
        if (jvm != null) {
            jvm.close();
        }
    }
}
