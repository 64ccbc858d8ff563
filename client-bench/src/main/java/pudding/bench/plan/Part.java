package pudding.bench.plan;

/// What a run is made for.
public enum Part {
    /// To see how much runs of the baseline differ, before the comparison is announced. No figure comes from it.
    PILOT,
    /// To be judged: part of a half-block, which holds every judged contender once and the baseline twice.
    BLOCK,
    /// For figures without a verdict.
    VALUES
}
