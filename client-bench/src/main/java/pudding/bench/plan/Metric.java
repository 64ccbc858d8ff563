package pudding.bench.plan;

/// A figure that is judged, and the margin within which a difference does not matter in practice.
///
/// @param id       of the table's row
/// @param primary  whether two contenders are "the same" only if they are so in this
/// @param margin   a ratio to the baseline between 1/(1 + margin) and 1 + margin does not matter
/// @param absolute a difference up to this does not matter either, in the unit of the evidence; 0 for none
public record Metric(String id, boolean primary, double margin, double absolute) {
}
