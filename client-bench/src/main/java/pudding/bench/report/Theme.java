package pudding.bench.report;

/// What a chart is looked at on.
public enum Theme {
    LIGHT, DARK
}
