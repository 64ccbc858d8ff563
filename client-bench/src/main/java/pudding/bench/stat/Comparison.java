package pudding.bench.stat;

import java.util.List;

/// The comparison's table, ready to be rendered.
///
/// @param contenders names, in the order of each row's cells
/// @param rows       the table
/// @param notes      what must be read with it, a sentence each: failures and warnings
/// @param headline   one sentence on what the table is, and is not
public record Comparison(List<String> contenders, List<Row> rows, List<String> notes, String headline) {

    public Comparison {
        contenders = List.copyOf(contenders);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }
}
