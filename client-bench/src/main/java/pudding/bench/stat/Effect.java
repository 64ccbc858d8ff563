package pudding.bench.stat;

import org.jspecify.annotations.Nullable;

/// One metric of one contender against the baseline, or of the baseline's second slot against its first.
///
/// @param metric              id
/// @param contender           name; the baseline's own in the A/A comparison
/// @param adjusted            whether Holm's correction covers it; where not, its verdict stands alone and a table
///                            with many such verdicts errs more often than each of them
/// @param range               ratios without practical difference; null when the baseline has no value
/// @param estimate            null when the data cannot give one
/// @param p                   null without intervals
/// @param verdict             null without intervals
/// @param equalWithin5Percent whether there is no practical difference and the 90 % interval lies in 1/1.05 to 1.05
/// @param why                 one or two sentences
/// @param halfBlocksToSettle  the even number of half-blocks in all that would settle an inconclusive one with 80 %
///                            power if estimate and noise stay; null when 200 are too few, and for other verdicts
public record Effect(String metric, String contender, boolean adjusted, @Nullable Interval range,
        @Nullable Estimate estimate, @Nullable PValues p, @Nullable Verdict verdict, boolean equalWithin5Percent,
        String why, @Nullable Integer halfBlocksToSettle) {
}
