package pudding.bench.stat;

/// The words for a judged metric.
public final class Label {

    private Label() {
    }

    /// The words for the metric of that id.
    public static String of(String metric) {
        return switch (metric) {
            case "cpu_less_jit_micros" -> "CPU per message";
            case "memory_bytes" -> "memory";
            case "p99_millis" -> "latency p99";
            case "cpu_discard_less_jit_micros" -> "CPU without JSON";
            default -> metric;
        };
    }
}
