package pudding.bench.stat;

/// What all primary metrics together say of one contender and the baseline.
public enum Overall {
    /// Every primary metric shows no practical difference.
    SAME("the same"),
    /// At least one primary metric differs in practice.
    DIFFERENT("different"),
    /// Neither, or the comparison is void.
    OPEN("open");

    private final String words;

    Overall(String words) {
        this.words = words;
    }

    /// As printed.
    public String words() {
        return words;
    }
}
