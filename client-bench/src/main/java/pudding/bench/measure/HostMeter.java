package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Samples the processors of the whole machine from `/proc/stat`; has no state, may be used by any thread.
public final class HostMeter {

    private static final Path STAT = Path.of("/proc/stat");
    private static final long TICK_MICROS = 10_000;

    private HostMeter() {
    }

    /// Takes a sample.
    ///
    /// @throws IOException off Linux
    public static HostSample sample() throws IOException {
        return parse(System.nanoTime(), Proc.read(STAT));
    }

    /// Reads the lines `cpu …` and `cpuN …`, the first of `/proc/stat` (proc_stat(5)).
    static HostSample parse(long nanos, String stat) throws IOException {
        List<HostSample.Cpu> cpus = new ArrayList<>();
        for (String line : stat.lines().toList()) {
            if (!line.startsWith("cpu")) {
                break;
            }
            cpus.add(cpu(line.split(" +", -1)));
        }
        if (cpus.isEmpty() || cpus.getFirst().id() != -1) {
            throw new IOException(STAT + " does not begin with the line of all processors");
        }
        return new HostSample(nanos, cpus.getFirst(), cpus.subList(1, cpus.size()));
    }

    /// `cpu0 user nice system idle iowait irq softirq steal guest guest_nice`; user and nice contain the guests.
    private static HostSample.Cpu cpu(String[] fields) {
        int id = fields[0].length() == 3 ? -1 : Integer.parseInt(fields[0].substring(3));
        return new HostSample.Cpu(id, micros(fields, 1) + micros(fields, 2), micros(fields, 3), micros(fields, 6),
                micros(fields, 7), micros(fields, 8), micros(fields, 4) + micros(fields, 5));
    }

    private static long micros(String[] fields, int index) {
        return Long.parseLong(fields[index]) * TICK_MICROS;
    }
}
