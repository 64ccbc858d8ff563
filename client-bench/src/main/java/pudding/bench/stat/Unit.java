package pudding.bench.stat;

/// What a figure is measured in, and how many decimals say something about it.
public enum Unit {
    SECONDS("s", 1, 1),
    MILLIS("ms", 1, 2),
    MICROS("µs", 1, 1),
    MEGABYTES("MB", 1e6, 1),
    KILOBYTES("KB", 1e3, 1),
    RATIO("", 1, 2),
    COUNT("", 1, 0);

    private final String symbol;
    private final double divisor;
    private final int decimals;

    Unit(String symbol, double divisor, int decimals) {
        this.symbol = symbol;
        this.divisor = divisor;
        this.decimals = decimals;
    }

    /// As printed behind a row's label; empty for a plain count.
    public String symbol() {
        return symbol;
    }

    /// What a value of the evidence is divided by to be printed: bytes are kept as bytes.
    public double divisor() {
        return divisor;
    }

    public int decimals() {
        return decimals;
    }
}
