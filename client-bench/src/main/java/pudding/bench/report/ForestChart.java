package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.stat.Effect;
import pudding.bench.stat.Estimate;
import pudding.bench.stat.Interval;
import pudding.bench.stat.Label;
import pudding.bench.stat.Verdict;
import pudding.bench.stat.Verdicts;

/// The ratios to the baseline with their intervals, against the margin, metric by metric; the baseline against itself
/// last.
final class ForestChart {

    private static final String NOT_JUDGED = "not judged";

    private ForestChart() {
    }

    static Drawing drawing(Verdicts verdicts) {
        Data data = Data.of(verdicts);
        return new Drawing("forest", data, "Ratio to " + verdicts.baseline() + ": same, or different?",
                description(data), 900, 700);
    }

    private static String description(Data data) {
        return Stream
                .concat(data.groups().stream(), Stream.of(new Group("A/A, the baseline against itself", data.self())))
                .filter(group -> !group.rows().isEmpty())
                .map(group -> group.heading() + ": "
                        + group.rows().stream().map(ForestChart::told).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; ", "Forest plot of the ratios to " + data.baseline()
                        + ", with their 90 % and 95 % intervals, against the margin of practical difference. ", "."));
    }

    private static String told(Row row) {
        List<Double> narrow = row.narrow();
        return row.name() + (row.ratio() == null ? "" : String.format(Locale.ROOT, " %.2f", row.ratio()))
                + (narrow == null ? ""
                        : String.format(Locale.ROOT, " (90 %%: %.2f to %.2f)", narrow.getFirst(), narrow.getLast()))
                + " " + row.words();
    }

    /// What `charts/forest.js` reads.
    private record Data(String baseline, List<Group> groups, List<Row> self) {

        static Data of(Verdicts verdicts) {
            List<Effect> effects = verdicts.judgement().effects();
            List<String> metrics = Stream.concat(effects.stream().map(Effect::metric),
                    verdicts.bare().values().stream().flatMap(ratios -> ratios.keySet().stream())).distinct().toList();
            return new Data(verdicts.baseline(),
                    metrics.stream().map(metric -> new Group(Label.of(metric), rows(verdicts, metric))).toList(),
                    verdicts.judgement().aa().stream().filter(effect -> effect.estimate() != null)
                            .map(effect -> Row.of(Label.of(effect.metric()), null, effect, true)).toList());
        }

        private static List<Row> rows(Verdicts verdicts, String metric) {
            List<Row> rows = new ArrayList<>();
            verdicts.judgement().effects().stream().filter(effect -> effect.metric().equals(metric))
                    .forEach(effect -> rows.add(Row.of(effect.contender(), effect.contender(), effect,
                            verdicts.hold(effect.contender()))));
            Interval range = verdicts.judgement().effects().stream().filter(e -> e.metric().equals(metric))
                    .findFirst().map(Effect::range).orElse(null);
            verdicts.bare().forEach((contender, ratios) -> {
                Double ratio = ratios.get(metric);
                if (ratio != null) {
                    rows.add(new Row(contender, contender, Charts.known(ratio), null, null, Row.ends(range), "NONE",
                            NOT_JUDGED));
                }
            });
            return rows;
        }
    }

    private record Group(String heading, List<Row> rows) {
    }

    private record Row(String name, @Nullable String mark, @Nullable Double ratio, @Nullable List<Double> narrow,
            @Nullable List<Double> wide, @Nullable List<Double> range, String verdict, String words) {

        static Row of(String name, @Nullable String mark, Effect effect, boolean holds) {
            Estimate estimate = effect.estimate();
            Verdict verdict = holds ? effect.verdict() : null;
            return new Row(name, mark, estimate == null ? null : Charts.known(estimate.ratio()),
                    estimate == null ? null : ends(estimate.interval90()),
                    estimate == null ? null : ends(estimate.interval95()), ends(effect.range()),
                    verdict == null ? "NONE" : verdict.name(), words(verdict, holds));
        }

        private static String words(@Nullable Verdict verdict, boolean holds) {
            return switch (verdict) {
                case SAME -> "same";
                case MEASURABLE -> "same, measurable";
                case DIFFERS -> "differs";
                case INCONCLUSIVE -> "inconclusive";
                case null -> holds ? "too few runs" : "none: see notes";
            };
        }

        static @Nullable List<Double> ends(@Nullable Interval interval) {
            return interval == null || !(interval.low() > 0) || !Double.isFinite(interval.high()) ? null
                    : List.of(interval.low(), interval.high());
        }
    }
}
