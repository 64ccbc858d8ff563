package pudding.bench.stat;

import java.util.List;

/// The comparison's table, ready to be rendered.
///
/// @param contenders names, in the order of each row's cells
/// @param rows       the table
/// @param splits     where the CPU time of a message goes, for contenders that were profiled
/// @param notes      what must be read with it, a sentence each: failures and warnings
/// @param headline   one sentence on what the table is, and is not
/// @param verdicts   ratios, intervals and what they mean
public record Comparison(List<String> contenders, List<Row> rows, List<TimeSplits.Entry> splits, List<String> notes,
        String headline, Verdicts verdicts) {

    public Comparison {
        contenders = List.copyOf(contenders);
        rows = List.copyOf(rows);
        splits = List.copyOf(splits);
        notes = List.copyOf(notes);
    }
}
