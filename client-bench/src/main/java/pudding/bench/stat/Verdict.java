package pudding.bench.stat;

/// What can be said of one contender and one metric. "p ≥ 0.05, so they are the same" is never said.
public enum Verdict {
    /// The 90 % interval lies wholly inside the margin: two one-sided tests at 5 %.
    SAME("no practical difference"),
    /// The same, and yet the 95 % interval excludes 1.
    MEASURABLE("measurable, not practical"),
    /// The 95 % interval lies wholly outside the margin.
    DIFFERS("differs in practice"),
    /// None of these.
    INCONCLUSIVE("inconclusive");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /// As printed.
    public String words() {
        return words;
    }
}
