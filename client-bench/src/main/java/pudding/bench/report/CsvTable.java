package pudding.bench.report;

import pudding.bench.stat.Cell;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Row;
import pudding.bench.stat.Summary;

/// The table as CSV (RFC 4180), a line for each figure, in the evidence's own units.
public final class CsvTable {

    private CsvTable() {
    }

    /// Renders `row,label,unit,contender,median,min,max,runs,text`; bytes stay bytes.
    public static String render(Comparison comparison) {
        StringBuilder out = new StringBuilder("row,label,unit,contender,median,min,max,runs,text\r\n");
        for (Row row : comparison.rows()) {
            for (int i = 0; i < row.cells().size(); i++) {
                out.append(row.id()).append(',').append(quoted(row.label())).append(',')
                        .append(row.unit().divisor() == 1 ? row.unit().symbol() : "B").append(',')
                        .append(quoted(comparison.heads().get(i))).append(',')
                        .append(values(row.cells().get(i))).append("\r\n");
            }
        }
        return out.toString();
    }

    private static String values(Cell cell) {
        return switch (cell) {
            case Cell.Figure(Summary s) -> s.median() + "," + s.min() + "," + s.max() + "," + s.runs() + ",";
            case Cell.Text(String text) -> ",,,," + quoted(text);
            case Cell.NotAvailable(String why) -> ",,,," + quoted("n/a: " + why);
        };
    }

    /// As RFC 4180 has it.
    static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
