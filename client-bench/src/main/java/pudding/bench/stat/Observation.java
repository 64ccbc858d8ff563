package pudding.bench.stat;

/// What one valid run gave for one metric. A void run gives none.
///
/// @param halfBlock  the half-block that the run belongs to
/// @param contender  name
/// @param slot       1 for the baseline's second run of a half-block, else 0
/// @param value      above 0, in the metric's unit
public record Observation(int halfBlock, String contender, int slot, double value) {

    /// @throws IllegalArgumentException if the value has no logarithm
    public Observation {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("A ratio needs values above 0, not " + value + ".");
        }
    }
}
