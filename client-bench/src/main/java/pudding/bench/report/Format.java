package pudding.bench.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Environment;
import pudding.bench.stat.Cell;
import pudding.bench.stat.Interval;
import pudding.bench.stat.Row;
import pudding.bench.stat.Summary;
import pudding.bench.stat.Unit;

/// How figures are written, alike in every rendering.
final class Format {

    /// What stands under every table.
    static final String SPREAD = "± is half the distance between the lowest and the highest run; "
            + "a figure without it comes from one run.";

    /// What stands under the article's columns.
    static final String ARTICLE = "The article's columns were measured by its author on a Raspberry Pi 4, with "
            + "servers in another language; they are no part of this comparison. Its memory is a heap profiler's.";

    private Format() {
    }

    /// Median, with half the range where there is more than one run.
    static String cell(Cell cell, Unit unit) {
        return switch (cell) {
            case Cell.Figure(Summary s) -> s.runs() == 1
                    ? number(s.median(), unit)
                    : number(s.median(), unit) + " ±" + number((s.max() - s.min()) / 2, unit);
            case Cell.Text(String text) -> text;
            case Cell.NotAvailable _ -> "n/a";
        };
    }

    /// The commit that a result was made from.
    static String commit(Environment e) {
        return (e.commit() == null ? "unknown" : String.format("%.12s", e.commit()))
                + (Boolean.TRUE.equals(e.dirty()) ? " with changes" : "");
    }

    static String article(@Nullable String figure) {
        return figure == null ? "" : figure;
    }

    static String label(Row row) {
        return row.unit().symbol().isEmpty() ? row.label() : row.label() + ", " + row.unit().symbol();
    }

    static String number(double value, Unit unit) {
        return String.format(Locale.ROOT, "%,." + unit.decimals() + "f", value / unit.divisor());
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    static String interval(Interval interval) {
        return ratio(interval.low()) + " to " + ratio(interval.high());
    }
}
