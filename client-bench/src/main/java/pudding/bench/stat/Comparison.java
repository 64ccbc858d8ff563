package pudding.bench.stat;

import java.util.List;
import java.util.Set;

/// The comparison's table, ready to be rendered.
///
/// @param contenders names, in the order of each row's cells
/// @param rows       the table
/// @param splits     where the CPU time of a message goes, for contenders that were profiled
/// @param notes      what must be read with it, a sentence each: failures and warnings
/// @param headline   one sentence on what the table is, and is not
/// @param verdicts   ratios, intervals and what they mean
/// @param unproven   contenders that cannot show that they parsed what they got
public record Comparison(List<String> contenders, List<Row> rows, List<TimeSplits.Entry> splits, List<String> notes,
        String headline, Verdicts verdicts, Set<String> unproven) {

    public Comparison {
        contenders = List.copyOf(contenders);
        rows = List.copyOf(rows);
        splits = List.copyOf(splits);
        notes = List.copyOf(notes);
        unproven = Set.copyOf(unproven);
    }

    /// A contender's name as every table has it.
    public String head(String contender) {
        return Standing.head(unproven, contender);
    }

    /// The names over the cells of each row.
    public List<String> heads() {
        return contenders.stream().map(this::head).toList();
    }
}
