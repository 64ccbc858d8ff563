package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.HistogramLog;
import pudding.bench.measure.RunRecord;
import pudding.bench.plan.Stage;
import pudding.bench.stat.LatencyCurve;

/// Reads the latencies of a comparison's loaded windows from the logs beside its evidence.
final class LatencyLogs {

    private LatencyLogs() {
    }

    /// The curves by percentile. A run whose log is not there any more is left out.
    ///
    /// @param dir the comparison's folder
    static List<LatencyCurve> curves(Path dir, Evidence evidence) throws IOException {
        Map<String, Histogram> latencies = new HashMap<>();
        for (RunRecord run : evidence.runs()) {
            Path file = dir.resolve(HistogramLog.name(run.name(), Stage.LOADED));
            Histogram latency =
                    Files.exists(file) ? HistogramLog.read(file).get(HistogramLog.LATENCY) : null;
            if (latency != null) {
                latencies.put(run.name(), latency);
            }
        }
        return LatencyCurve.of(evidence, latencies);
    }
}
