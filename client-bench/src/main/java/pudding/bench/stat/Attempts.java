package pudding.bench.stat;

/// How many runs of a contender were made, and how many of them the gates made void.
///
/// @param made    all runs
/// @param invalid those without value
public record Attempts(int made, int invalid) {

    private static final double SHARE = 0.25;
    private static final double RUNS = 2;

    /// Whether the gates met this contender so unlike the baseline that a ranking would be one of the gates.
    ///
    /// The shares of invalid runs differ by more than 25 percentage points, and that is at least two runs of this
    /// contender's. Counts are not compared as they are, because the baseline runs twice as often.
    public boolean lopsidedTo(Attempts baseline) {
        if (made == 0 || baseline.made == 0) {
            return false;
        }
        double difference = Math.abs((double) invalid / made - (double) baseline.invalid / baseline.made);
        return difference > SHARE && difference * made >= RUNS;
    }
}
