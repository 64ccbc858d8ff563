package pudding.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.plan.RampKind;
import pudding.bench.stat.Cell;
import pudding.bench.stat.Ceiling;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Direction;
import pudding.bench.stat.Effect;
import pudding.bench.stat.Row;
import pudding.bench.stat.Summary;

/// The figures as benchmark-action/github-action-benchmark reads them, one file for each of its tools
/// `customSmallerIsBetter` and `customBiggerIsBetter`; a pure function.
///
/// That action takes no file without a figure: where nothing was searched, the second is `[]`, and not for it.
final class BenchmarkFile {

    private BenchmarkFile() {
    }

    /// As that action has it.
    ///
    /// @param range the spread
    /// @param extra shown with the figure
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Entry(String name, String unit, double value, @Nullable String range, String extra) {
    }

    /// Renders the figures that are better in one direction.
    static String render(Evidence evidence, Comparison comparison, Direction direction) {
        List<Entry> entries = new ArrayList<>();
        for (Row row : comparison.rows()) {
            for (int i = 0; i < row.cells().size() && Direction.of(row.id()) == direction; i++) {
                if (row.cells().get(i) instanceof Cell.Figure(Summary summary)) {
                    entries.add(entry(comparison, comparison.contenders().get(i), row, summary));
                }
            }
        }
        for (Ceiling ceiling : Ceiling.of(evidence)) {
            String id = ceiling.kind() == RampKind.IDLE ? "max_idle" : "max_clients";
            if (ceiling.held() > 0 && Direction.of(id) == direction) {
                comparison.rows().stream().filter(row -> row.id().equals(id)).findFirst()
                        .ifPresent(row -> entries.add(new Entry(name(ceiling.contender(), row), "clients",
                                ceiling.held(), null, ceiling.words())));
            }
        }
        return Json.rounded(entries);
    }

    private static Entry entry(Comparison comparison, String contender, Row row, Summary summary) {
        String runs = summary.runs() == 1 ? "one run"
                : String.format(Locale.ROOT, "median of %d runs, from %s to %s", summary.runs(),
                        Format.number(summary.min(), row.unit()), Format.number(summary.max(), row.unit()));
        String verdict = comparison.verdicts().judgement().effect(row.id(), contender)
                .filter(effect -> effect.verdict() != null && effect.estimate() != null)
                .map(effect -> "\n" + words(comparison.verdicts().baseline(), effect)).orElse("");
        return new Entry(name(contender, row), row.unit().symbol().isEmpty() ? "count" : row.unit().symbol(),
                summary.median() / row.unit().divisor(),
                summary.runs() == 1 ? null : "± " + Format.number((summary.max() - summary.min()) / 2, row.unit()),
                runs + verdict);
    }

    private static String words(String baseline, Effect effect) {
        return effect.estimate() == null || effect.verdict() == null ? ""
                : String.format(Locale.ROOT, "%.2f × %s: %s", effect.estimate().ratio(), baseline,
                        effect.verdict().words());
    }

    /// Rows that go on with the one above them begin with an ellipsis; here each stands alone.
    private static String name(String contender, Row row) {
        return contender + ": " + (row.label().startsWith("…") ? row.id() : row.label());
    }
}
