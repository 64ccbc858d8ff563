package pudding.bench.stat;

/// How far two contenders may lie apart and still be the same in practice.
///
/// @param share    of the baseline, such as 0.15
/// @param absolute in the metric's unit: a smaller difference never matters in practice; 0 for none
public record Margin(double share, double absolute) {

    /// 15 %, the margin to which every metric is held unless it has a floor.
    public static final Margin STANDARD = new Margin(0.15, 0);

    /// 15 % or this much in the metric's unit, whichever is larger.
    public static Margin orAbsolute(double absolute) {
        return new Margin(STANDARD.share, absolute);
    }

    /// The share *m* that holds for a baseline of this geometric mean; its bounds are 1/(1 + *m*) and 1 + *m*.
    double effective(double baseline) {
        return Math.max(share, absolute / baseline);
    }
}
