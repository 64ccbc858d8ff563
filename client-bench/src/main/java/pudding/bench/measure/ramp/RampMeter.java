package pudding.bench.measure.ramp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.GcLog;
import pudding.bench.measure.HostMeter;
import pudding.bench.measure.HostSample;
import pudding.bench.measure.MachineReader;
import pudding.bench.measure.ProcessMeter;
import pudding.bench.measure.ProcessSample;
import pudding.bench.measure.ramp.Attempt.Readings;
import pudding.bench.measure.ramp.Attempt.Shares;
import pudding.bench.server.CpuSets;
import pudding.bench.server.ServerProcess;

/// Meters one server, the generator's processes and the machine in stretches; used by one thread.
final class RampMeter {

    private static final String OVERFLOWS = "ListenOverflows";

    private final ServerProcess server;
    private final ProcessMeter serverMeter;
    private final List<ProcessMeter> generator = new ArrayList<>();
    private final int serverCpus;
    private final int generatorCpus;
    private long overflowsBefore;

    /// @param generatorPids the generator's processes, this one among them where it sends
    RampMeter(ServerProcess server, List<Long> generatorPids, CpuSets cpus) {
        this.server = server;
        this.serverMeter = ProcessMeter.ofTree(server.pid());
        generatorPids.forEach(pid -> generator.add(ProcessMeter.of(pid)));
        int all = Runtime.getRuntime().availableProcessors();
        this.serverCpus = cpus.server().isEmpty() ? all : cpus.server().size();
        this.generatorCpus = cpus.generator().isEmpty() ? all : cpus.generator().size();
    }

    /// All meters at one moment.
    record Mark(ProcessSample server, List<ProcessSample> generator, HostSample host) {
    }

    /// What happened between two marks.
    record Stretch(ProcessSample.Usage server, Shares shares) {
    }

    /// @throws IOException when the server has gone
    Mark mark() throws IOException {
        List<ProcessSample> samples = new ArrayList<>();
        for (ProcessMeter meter : generator) {
            samples.add(meter.sample());
        }
        return new Mark(serverMeter.sample(), samples, HostMeter.sample());
    }

    Stretch since(Mark from) throws IOException {
        Mark to = mark();
        ProcessSample.Usage used = to.server().since(from.server());
        double cores = 0;
        for (int i = 0; i < generator.size(); i++) {
            cores += to.generator().get(i).since(from.generator().get(i)).cores();
        }
        HostSample.Cpu host = to.host().since(from.host()).total();
        return new Stretch(used, new Shares(used.cores() / serverCpus,
                used.gcMicros() * 1e3 / used.nanos() / serverCpus, cores / generatorCpus,
                host.stealMicros() / (double) Math.max(1, host.totalMicros())));
    }

    long rssBytes() throws IOException {
        return serverMeter.sample().rssBytes();
    }

    /// From now on connections that the kernel turns away are counted anew.
    void countOverflows() {
        overflowsBefore = overflows();
    }

    /// What the server has used; null where it has gone.
    @Nullable
    Readings readings() {
        try {
            ProcessSample sample = serverMeter.sample();
            Path gcLog = server.gcLog();
            return new Readings(sample.threads(), sample.descriptors(), maps(), sample.rssBytes(),
                    gcLog == null ? null : GcLog.heapAfterLastBytes(gcLog), hostTasks(), MachineReader.availableBytes(),
                    Math.max(0, overflows() - overflowsBefore));
        } catch (IOException e) {
            return null;
        }
    }

    private int maps() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(server.pid()), "maps"))) {
            return (int) lines.count();
        }
    }

    /// The fourth field of proc_loadavg(5): entities that run, and all.
    private static int hostTasks() throws IOException {
        String all = Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[3];
        return Integer.parseInt(all.substring(all.indexOf('/') + 1));
    }

    /// Of the server's own network: pairs of lines, names and values. 0 where they cannot be read.
    private long overflows() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "net/netstat"));
            for (int i = 0; i + 1 < lines.size(); i += 2) {
                List<String> names = List.of(lines.get(i).split(" ", -1));
                int at = names.indexOf(OVERFLOWS);
                if (at > 0) {
                    return Long.parseLong(lines.get(i + 1).split(" ", -1)[at]);
                }
            }
        } catch (IOException e) {
            // The server has gone.
        }
        return 0;
    }
}
