package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Effect;
import pudding.bench.stat.Estimate;
import pudding.bench.stat.Interval;
import pudding.bench.stat.Label;
import pudding.bench.stat.TimeSplit;
import pudding.bench.stat.TimeSplits;
import pudding.bench.stat.Verdict;
import pudding.bench.stat.Verdicts;

/// The smaller tables beside the comparison's, as texts in cells.
///
/// @param head of each column; the first column is text, the others are figures
/// @param rows as many cells as the head has
record Grid(List<String> head, List<List<String>> rows) {

    /// What stands under the verdicts.
    static final String VERDICTS = "\"No practical difference\": the 90 % interval of the ratio lies wholly inside the "
            + "margin; \"measurable\": and the 95 % interval excludes 1. \"Differs in practice\": the 95 % interval lies "
            + "wholly outside. \"Inconclusive\": neither. "
            + "Claims on the three primary metrics are corrected for their number (Holm); intervals are not.";

    /// What stands under the splits.
    static final String SPLITS =
            "By profile: CPU-time samples of a window of its own, at twice the rate. By subtraction: /ingest less "
                    + "/discard, the TLS engine alone, system time, and what remains.";

    /// Every ratio with its interval and its verdict; the baseline against itself last.
    static Grid verdicts(Comparison comparison) {
        Verdicts verdicts = comparison.verdicts();
        List<List<String>> rows = new ArrayList<>();
        for (Effect effect : verdicts.judgement().effects()) {
            rows.add(row(comparison.head(effect.contender()) + ": " + Label.of(effect.metric()), effect,
                    verdict(verdicts, effect)));
        }
        verdicts.bare().forEach((contender, ratios) -> ratios.forEach((metric, ratio) -> rows
                .add(List.of(comparison.head(contender) + ": " + Label.of(metric), Format.ratio(ratio), "", "", "",
                        "not judged"))));
        for (Effect effect : verdicts.judgement().aa().stream().filter(e -> e.estimate() != null).toList()) {
            rows.add(row("A/A, " + verdicts.baseline() + " against itself: " + Label.of(effect.metric()), effect,
                    words(effect)));
        }
        return new Grid(List.of("ratio to " + verdicts.baseline(), "ratio", "90 % interval", "95 % interval", "margin",
                "verdict"), rows);
    }

    /// Where the CPU time goes, both ways.
    static Grid splits(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        for (TimeSplits.Entry entry : comparison.splits()) {
            rows.add(row(comparison.head(entry.contender()) + ", by profile", entry.profile()));
            TimeSplit both = entry.both();
            if (both != null) {
                rows.add(row(comparison.head(entry.contender()) + ", by subtraction", both.subtraction()));
            }
        }
        return new Grid(
                List.of("CPU per message, µs", "JSON", "TLS", "kernel", "JIT", "GC", "framing and model", "sum"),
                rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    private static List<String> row(String label, TimeSplit.Micros micros) {
        return List.of(label, one(micros.json()), one(micros.tls()), one(micros.kernel()), one(micros.jit()),
                one(micros.gc()), one(micros.rest()), one(micros.total()));
    }

    private static List<String> row(String label, Effect effect, String verdict) {
        Estimate estimate = effect.estimate();
        return List.of(label, estimate == null ? "n/a" : Format.ratio(estimate.ratio()),
                interval(estimate == null ? null : estimate.interval90()),
                interval(estimate == null ? null : estimate.interval95()), interval(effect.range()), verdict);
    }

    private static String verdict(Verdicts verdicts, Effect effect) {
        if (!verdicts.hold(effect.contender())) {
            return "none: see the notes";
        }
        return words(effect);
    }

    private static String words(Effect effect) {
        if (effect.verdict() == null) {
            return "too few half-blocks";
        }
        String words = effect.verdict().words();
        if (effect.verdict() == Verdict.INCONCLUSIVE && effect.why().contains("Holm")) {
            words += " after Holm's correction";
        }
        if (effect.equalWithin5Percent()) {
            words += ", equal within 5 %";
        }
        return effect.halfBlocksToSettle() == null
                ? words
                : words + "; " + effect.halfBlocksToSettle() + " half-blocks would settle it";
    }

    private static String interval(@Nullable Interval interval) {
        return interval == null ? "" : Format.interval(interval);
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
