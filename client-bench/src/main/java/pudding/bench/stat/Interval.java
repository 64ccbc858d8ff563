package pudding.bench.stat;

/// A confidence interval of a ratio, or the range that it is held to.
///
/// @param low  lower end
/// @param high upper end
public record Interval(double low, double high) {

    /// From 1/(1 + share) to 1 + share: the same distance to either side, seen from either contender.
    static Interval around1(double share) {
        return new Interval(1 / (1 + share), 1 + share);
    }

    boolean inside(Interval other) {
        return low >= other.low && high <= other.high;
    }

    boolean outside(Interval other) {
        return low > other.high || high < other.low;
    }

    boolean contains(double ratio) {
        return low <= ratio && ratio <= high;
    }
}
