package pudding.bench.stat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the comparison's table.
///
/// @param id             stable name, for CSV and tools
/// @param label          what the figure is
/// @param unit           of each figure
/// @param articleNoAsync the article's figure for its server without async, on its Raspberry Pi; null where it
///                       has none
/// @param articleAsync   the article's figure for its async server
/// @param cells          one for each contender, in the comparison's order
public record Row(String id, String label, Unit unit, @Nullable String articleNoAsync,
        @Nullable String articleAsync, List<Cell> cells) {

    public Row {
        cells = List.copyOf(cells);
    }
}
