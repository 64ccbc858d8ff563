package pudding.bench.plan;

/// Which way a figure is better.
public enum Direction {
    /// A cost: time, memory.
    SMALLER_IS_BETTER,
    /// A capacity.
    LARGER_IS_BETTER;

    /// The direction of a judged metric.
    ///
    /// @throws IllegalArgumentException when no direction is known of it: a guess would let a loss pass for a gain
    public static Direction of(String metric) {
        return switch (metric) {
            case "cpu_less_jit_micros", "memory_bytes", "p99_millis", "cpu_discard_less_jit_micros" ->
                    SMALLER_IS_BETTER;
            default -> throw new IllegalArgumentException("Which way " + metric + " is better is not known.");
        };
    }

    /// Whether a ratio to the baseline is a change to the worse.
    public boolean isWorse(double ratio) {
        return this == SMALLER_IS_BETTER ? ratio > 1 : ratio < 1;
    }
}
