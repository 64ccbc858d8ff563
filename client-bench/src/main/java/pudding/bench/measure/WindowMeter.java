package pudding.bench.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.PhaseResult;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Window;
import pudding.bench.server.ServerProcess;

/// Reads all meters at both ends of a window: server, generator, host and JVM; used by one thread.
final class WindowMeter implements AutoCloseable {

    private static final double BUSY_GENERATOR = 0.70;
    private static final double STEAL = 0.02;
    private static final double OTHER_LOAD = 0.05;
    private static final double RATE = 0.99;
    private static final long LAG_P99_MICROS = 10_000;

    private final ServerProcess server;
    private final Rig rig;
    private final String runName;
    private final ProcessMeter serverMeter;
    private final ProcessMeter generatorMeter = ProcessMeter.of(ProcessHandle.current().pid());
    private @Nullable JvmMeter jvm;
    private @Nullable Ends start;

    WindowMeter(ServerProcess server, Rig rig, String runName) {
        this.server = server;
        this.rig = rig;
        this.runName = runName;
        this.serverMeter = ProcessMeter.ofTree(server.pid());
    }

    /// All meters at one end of a window.
    private record Ends(ProcessSample server, ProcessSample generator, HostSample host,
            ProcessMeter.Switches switches, long allocatedBytes) {
    }

    /// What the meters say of one window.
    ///
    /// @param pauses the collector's, or null
    /// @param used   CPUs that server and generator may use; empty for all
    record Reading(ProcessSample end, ProcessSample.Usage server, ProcessSample.Usage generator, HostSample host,
            ProcessMeter.Switches switches, @Nullable Long allocatedBytes, RunRecord.@Nullable Pauses pauses,
            int generatorCpus, Set<Integer> used) {

        boolean generatorIsBusy() {
            return generator.cores() > BUSY_GENERATOR * generatorCpus;
        }

        Set<Warning> warnings(PhaseResult result) {
            Set<Warning> warnings = EnumSet.noneOf(Warning.class);
            if (generatorIsBusy()) {
                warnings.add(Warning.GENERATOR_BUSY);
            }
            if (result.lag().getValueAtPercentile(99) > LAG_P99_MICROS) {
                warnings.add(Warning.SCHEDULE_LAG);
            }
            if (result.sent() < RATE * result.due()) {
                warnings.add(Warning.RATE_MISSED);
            }
            double total = 0;
            long steal = 0;
            long busy = 0;
            for (HostSample.Cpu cpu : host.cpus()) {
                if (used.isEmpty() || used.contains(cpu.id())) {
                    total += cpu.totalMicros();
                    steal += cpu.stealMicros();
                    // Interrupts are nobody's process; on loopback they are this load's own.
                    busy += cpu.userMicros() + cpu.systemMicros();
                }
            }
            if (steal > STEAL * total) {
                warnings.add(Warning.HOST_STEAL);
            }
            if (busy - server.cpuMicros() - generator.cpuMicros() > OTHER_LOAD * total) {
                warnings.add(Warning.OTHER_LOAD);
            }
            return warnings;
        }

        RunRecord.Loaded toLoaded(String path, Window window, PhaseResult result, long messages) {
            return new RunRecord.Loaded(path, window.clients(), result.seconds(), result.due(), result.sent(), messages,
                    server.cpuMicros(), server.userMicros(), server.systemMicros(), server.jitMicros(),
                    server.gcMicros(), host.total().busyMicros(), host.total().stealMicros(),
                    host.total().totalMicros(),
                    generator.cpuMicros(), generatorCpus, allocatedBytes, pauses, end.rssBytes(), end.peakRssBytes(),
                    end.threads(), switches.voluntary(), switches.involuntary(), latency(result.latency()),
                    latency(result.service()), lag(result.lag()),
                    result.perSecond().stream().map(s -> new RunRecord.Second(s.sent(), s.acked(), s.p99Micros()))
                            .toList());
        }
    }

    ProcessSample process() throws IOException {
        return serverMeter.sample();
    }

    /// Attaches to the server's JVM, where it has one, so that allocation can be read.
    void attach() throws IOException {
        if (jvm == null && server.contender().isJvm()) {
            jvm = JvmMeter.attach(server.pid());
        }
    }

    void begin() throws IOException {
        long allocated = jvm == null ? 0 : jvm.allocatedBytes();
        ProcessMeter.Switches switches = serverMeter.switches();
        HostSample host = HostMeter.sample();
        start = new Ends(serverMeter.sample(), generatorMeter.sample(), host, switches, allocated);
    }

    Reading end() throws IOException {
        Ends from = start;
        if (from == null) {
            throw new IllegalStateException("The window was not begun.");
        }
        ProcessSample end = serverMeter.sample();
        ProcessSample.Usage generator = generatorMeter.sample().since(from.generator());
        HostSample host = HostMeter.sample().since(from.host());
        ProcessMeter.Switches switches = serverMeter.switches();
        Long allocated = jvm == null ? null : Long.valueOf(jvm.allocatedBytes() - from.allocatedBytes());
        return new Reading(end, end.since(from.server()), generator, host,
                new ProcessMeter.Switches(switches.voluntary() - from.switches().voluntary(),
                        switches.involuntary() - from.switches().involuntary()),
                allocated, pauses(from.server().nanos(), end.nanos()), generatorCpus(),
                Stream.concat(rig.cpus().server().stream(), rig.cpus().generator().stream())
                        .collect(Collectors.toSet()));
    }

    /// Writes a window's histograms beside the evidence, in HdrHistogram's own log format.
    void keep(Stage stage, PhaseResult result) throws IOException {
        Path dir = Files.createDirectories(rig.out().resolve("histograms"));
        Path file = dir.resolve(runName + "-" + stage.name().toLowerCase(java.util.Locale.ROOT) + ".hlog");
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputComment(
                    "[µs; tags: latency from due time, service from the send, lag from due time to the send]");
            log.outputLegend();
            write(log, "latency", result.latency(), result.seconds());
            write(log, "service", result.service(), result.seconds());
            write(log, "lag", result.lag(), result.seconds());
        }
    }

    private static void write(HistogramLogWriter log, String tag, Histogram histogram, double seconds) {
        Histogram tagged = histogram.copy();
        tagged.setTag(tag);
        log.outputIntervalHistogram(0, seconds, tagged, 1);
    }

    private RunRecord.@Nullable Pauses pauses(long fromNanos, long toNanos) throws IOException {
        Path log = server.gcLog();
        if (log == null) {
            return null;
        }
        List<GcLog.Pause> pauses = GcLog.pauses(log, fromNanos, toNanos);
        return new RunRecord.Pauses(pauses.size(), pauses.stream().mapToLong(GcLog.Pause::micros).sum(),
                pauses.stream().mapToLong(GcLog.Pause::micros).max().orElse(0));
    }

    private int generatorCpus() {
        return rig.cpus().generator().isEmpty()
                ? Runtime.getRuntime().availableProcessors()
                : rig.cpus().generator().size();
    }

    private static RunRecord.@Nullable Latency latency(Histogram h) {
        return h.getTotalCount() == 0 ? null : lag(h);
    }

    private static RunRecord.Latency lag(Histogram h) {
        return new RunRecord.Latency(h.getTotalCount(), h.getValueAtPercentile(50), h.getValueAtPercentile(90),
                h.getValueAtPercentile(99), h.getValueAtPercentile(99.9), h.getMaxValue());
    }

    @Override
    public void close() {
        if (jvm != null) {
            jvm.close();
        }
    }
}
