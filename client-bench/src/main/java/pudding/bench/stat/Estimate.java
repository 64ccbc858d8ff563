package pudding.bench.stat;

import org.jspecify.annotations.Nullable;

/// A contender's ratio to the baseline. With fewer than four half-blocks it stands without intervals.
///
/// @param ratio            contender over baseline, adjusted for half-blocks
/// @param interval90       t-interval; inside the margin, it is two one-sided tests at 5 %
/// @param interval95       t-interval
/// @param residualSd       of the logarithms, from run to run: 0.04 is about 4 %; null when nothing is left to tell it
/// @param degreesOfFreedom of the residual
/// @param halfBlocks       that hold a valid run of both
public record Estimate(double ratio, @Nullable Interval interval90, @Nullable Interval interval95,
        @Nullable Double residualSd, int degreesOfFreedom, int halfBlocks) {
}
