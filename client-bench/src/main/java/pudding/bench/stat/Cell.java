package pudding.bench.stat;

/// One contender's entry in one row.
public sealed interface Cell {

    /// A measured figure with its spread.
    record Figure(Summary summary) implements Cell {
    }

    /// A statement that is not a figure, such as a bound that was reached.
    record Text(String text) implements Cell {
    }

    /// Not known, and why.
    record NotAvailable(String why) implements Cell {
    }
}
