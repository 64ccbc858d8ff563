package pudding.bench.stat;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// What a number of half-blocks can show, said before the first run.
///
/// Every half-block holds the baseline twice and each other contender once, so a log ratio has the variance
/// sd² × 1.5 / half-blocks. The power of a verdict is the normal one averaged over the chi-squared spread of the
/// estimated sd, by numerical integration; the smallest ratio comes from a shifted central *t*. A simulation among the
/// tests bears both out.
public final class Power {

    /// The power that is asked for.
    public static final double TARGET = 0.8;

    /// The most half-blocks that are ever proposed.
    public static final int MOST_HALF_BLOCKS = 200;

    static final double ALPHA = 0.05;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /// In standard errors of an estimated sd, and in how many steps.
    private static final double REACH = 7;
    private static final int STEPS = 50;

    private Power() {
    }

    /// The smallest ratio above 1 that would be told from 1 with 80 % power, at 5 % two-sided.
    ///
    /// @param residualSd of the logarithms, from run to run
    /// @param halfBlocks at least 2
    /// @param contenders that run in each half-block, the baseline counted once; at least 2
    public static double smallestRatio(double residualSd, int halfBlocks, int contenders) {
        TDistribution t = TDistribution.of(degreesOfFreedom(halfBlocks, contenders));
        double standardErrors = t.inverseSurvivalProbability(ALPHA / 2) + t.inverseCumulativeProbability(TARGET);
        return Math.exp(standardErrors * standardError(residualSd, halfBlocks));
    }

    /// The chance of the verdict "no practical difference" when the true ratio is 1, without Holm's correction.
    ///
    /// @param residualSd of the logarithms, from run to run
    /// @param halfBlocks at least 2
    /// @param contenders that run in each half-block, the baseline counted once; at least 2
    /// @param margin     share, such as 0.15
    public static double ofSame(double residualSd, int halfBlocks, int contenders, double margin) {
        return ofSame(0, Math.log1p(margin), standardError(residualSd, halfBlocks),
                degreesOfFreedom(halfBlocks, contenders), ALPHA);
    }

    /// The upper 80 % confidence limit of a standard deviation, to plan with when it comes from a short pilot.
    ///
    /// @param residualSd       as estimated
    /// @param degreesOfFreedom that it was estimated from
    public static double upperSd(double residualSd, int degreesOfFreedom) {
        double quantile = ChiSquaredDistribution.of(degreesOfFreedom).inverseCumulativeProbability(1 - TARGET);
        return residualSd * Math.sqrt(degreesOfFreedom / quantile);
    }

    /// The least even number of half-blocks that settles a claim with 80 % power if estimate and noise stay.
    ///
    /// Both the noise and the share of void runs stay as they are: the standard error shrinks with the root of the
    /// half-blocks, and the degrees of freedom grow with them.
    ///
    /// @param now              the estimate
    /// @param degreesOfFreedom of its residual
    /// @param logMargin        the margin's distance from 1, as a logarithm
    /// @param alphaSame        level of the claim "the same"
    /// @param alphaDiffers     level of the claim "differs", two-sided
    /// @return null when [#MOST_HALF_BLOCKS] are too few
    static @Nullable Integer toSettle(RatioFit.Contrast now, int degreesOfFreedom, double logMargin,
            double alphaSame, double alphaDiffers) {
        double effect = Math.abs(now.logRatio());
        int low = now.halfBlocks() / 2 + 1;
        int high = MOST_HALF_BLOCKS / 2 + 1;
        while (low < high) {
            int middle = (low + high) / 2;
            double growth = 2.0 * middle / now.halfBlocks();
            double error = now.standardError() / Math.sqrt(growth);
            double power = effect < logMargin
                    ? ofSame(effect, logMargin, error, degreesOfFreedom * growth, alphaSame)
                    : ofDiffers(effect, logMargin, error, degreesOfFreedom * growth, alphaDiffers);
            if (power >= TARGET) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return 2 * low > MOST_HALF_BLOCKS ? null : 2 * low;
    }

    private static double ofSame(double effect, double logMargin, double error, double degreesOfFreedom,
            double alpha) {
        double critical = TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(alpha);
        return average(degreesOfFreedom, spread -> Math.max(0,
                NORMAL.cumulativeProbability((logMargin - effect) / error - critical * spread)
                        + NORMAL.cumulativeProbability((logMargin + effect) / error - critical * spread) - 1));
    }

    private static double ofDiffers(double effect, double logMargin, double error, double degreesOfFreedom,
            double alpha) {
        double critical = TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(alpha / 2);
        return average(degreesOfFreedom,
                spread -> NORMAL.cumulativeProbability((effect - logMargin) / error - critical * spread));
    }

    /// Of a power over how far the estimated sd may lie from the true one, as their quotient, by the midpoint rule.
    private static double average(double degreesOfFreedom, DoubleUnaryOperator power) {
        ChiSquaredDistribution squares = ChiSquaredDistribution.of(degreesOfFreedom);
        double reach = REACH / Math.sqrt(2 * degreesOfFreedom);
        double start = Math.max(0, 1 - reach);
        double width = (1 + reach - start) / STEPS;
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            double spread = start + (i + 0.5) * width;
            double density = 2 * degreesOfFreedom * spread * squares.density(degreesOfFreedom * spread * spread);
            sum += density * power.applyAsDouble(spread);
        }
        return sum * width;
    }

    private static double standardError(double residualSd, int halfBlocks) {
        return residualSd * Math.sqrt(1.5 / halfBlocks);
    }

    /// Runs less half-blocks less contenders plus one.
    private static int degreesOfFreedom(int halfBlocks, int contenders) {
        return halfBlocks * (contenders + 1) - halfBlocks - contenders + 1;
    }
}
