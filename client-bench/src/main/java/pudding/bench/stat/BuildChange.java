package pudding.bench.stat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One metric of a newer build against an older one.
///
/// @param metric    id
/// @param label     in words
/// @param direction which way it is better
/// @param primary   whether it decides
/// @param ratio     newer over older; null when the data cannot give one
/// @param interval  95 %, of the ratio; null with too few half-blocks
/// @param verdict   null without intervals
/// @param trend     what a difference in practice means
public record BuildChange(String metric, String label, Direction direction, boolean primary, @Nullable Double ratio,
        @Nullable Interval interval, @Nullable Verdict verdict, Trend trend) {

    /// What a difference in practice means.
    public enum Trend {
        /// The newer build is worse.
        WORSE,
        /// The newer build is better.
        BETTER,
        /// No difference in practice was shown.
        NONE
    }

    static BuildChange of(Effect effect, boolean primary) {
        Direction direction = Direction.of(effect.metric());
        Estimate estimate = effect.estimate();
        Trend trend = Trend.NONE;
        if (effect.verdict() == Verdict.DIFFERS && estimate != null) {
            trend = direction.isWorse(estimate.ratio()) ? Trend.WORSE : Trend.BETTER;
        }
        return new BuildChange(effect.metric(), Label.of(effect.metric()), direction, primary,
                estimate == null ? null : Double.valueOf(estimate.ratio()),
                estimate == null ? null : estimate.interval95(), effect.verdict(), trend);
    }

    /// The metric with its ratio and its interval, as far as it has them.
    public String words() {
        return label + (ratio == null ? "" : String.format(Locale.ROOT, " × %.2f", ratio))
                + (interval == null ? ""
                        : String.format(Locale.ROOT, " (95 %% interval %.2f to %.2f)", interval.low(),
                                interval.high()));
    }
}
