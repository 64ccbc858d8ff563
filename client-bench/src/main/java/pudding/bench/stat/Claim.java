package pudding.bench.stat;

import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// One metric of one contender before any correction: its estimate and what it would claim by itself.
///
/// @param metric    id
/// @param contender name, as told
/// @param contrast  null when the data link it to the baseline by no half-block
/// @param fit       where the contrast comes from
/// @param margin    effective share; NaN when the baseline has no value
record Claim(String metric, String contender, RatioFit.@Nullable Contrast contrast, RatioFit fit, double margin) {

    /// Two mirrored blocks.
    private static final int LEAST_HALF_BLOCKS = 4;

    /// One of those may have lost its run of one contender: the fit allows for that.
    private static final int LEAST_SHARED = 3;

    /// So small that it changes no figure, and yet values that are all equal have a *t*.
    private static final double LEAST_ERROR = 1e-12;

    static Claim of(MetricData metric, String contender, String treatment, RatioFit fit, double baseline) {
        RatioFit.Contrast contrast = fit.contrast(treatment);
        if (contrast != null) {
            contrast = new RatioFit.Contrast(contrast.logRatio(), Math.max(contrast.standardError(), LEAST_ERROR),
                    contrast.halfBlocks());
        }
        return new Claim(metric.id(), contender, contrast, fit, metric.margin().effective(baseline));
    }

    /// Schuirmann's two one-sided tests; 1 without an interval.
    double pSame() {
        return testable() == null ? 1 : student().survivalProbability(inErrors(logMargin() - distance()));
    }

    /// Both sides of the test against the nearer margin; 1 without an interval.
    double pDiffers() {
        return testable() == null
                ? 1
                : Math.min(1, 2 * student().survivalProbability(inErrors(distance() - logMargin())));
    }

    /// The effect once the family is known.
    ///
    /// @param p            of both claims
    /// @param family       how many comparisons were corrected for; 0 for none
    /// @param alphaSame    level that the claim "the same" is now held to
    /// @param alphaDiffers level that the claim "differs" is now held to
    Effect effect(PValues p, int family, double alphaSame, double alphaDiffers) {
        Interval range = Double.isNaN(margin) ? null : Interval.around1(margin);
        RatioFit.Contrast now = testable();
        if (now == null || range == null) {
            return new Effect(metric, contender, family > 0, range, bareEstimate(), null, null, false, whyNot(), null);
        }
        Interval interval90 = interval(now, Power.ALPHA);
        Interval interval95 = interval(now, Power.ALPHA / 2);
        Estimate estimate = new Estimate(Math.exp(now.logRatio()), interval90, interval95, fit.residualSd(),
                fit.degreesOfFreedom(), now.halfBlocks());
        Verdict verdict = verdict(p.sameAdjusted(), p.differsAdjusted(), interval95);
        boolean same = verdict == Verdict.SAME || verdict == Verdict.MEASURABLE;
        Integer settle = verdict == Verdict.INCONCLUSIVE
                ? Power.toSettle(now, fit.degreesOfFreedom(), logMargin(), alphaSame, alphaDiffers)
                : null;
        String why = switch (verdict) {
            case SAME -> "The 90 % interval lies wholly inside the margin.";
            case MEASURABLE -> "The 90 % interval lies wholly inside the margin, and the 95 % interval excludes 1.";
            case DIFFERS -> "The 95 % interval lies wholly outside the margin.";
            case INCONCLUSIVE -> whyOpen(verdict(p.same(), p.differs(), interval95), family) + settling(settle);
        };
        return new Effect(metric, contender, family > 0, range, estimate, p, verdict,
                same && interval90.inside(Interval.around1(0.05)), why, settle);
    }

    private static Verdict verdict(double pSame, double pDiffers, Interval interval95) {
        if (pSame <= Power.ALPHA) {
            return interval95.contains(1) ? Verdict.SAME : Verdict.MEASURABLE;
        }
        return pDiffers <= Power.ALPHA ? Verdict.DIFFERS : Verdict.INCONCLUSIVE;
    }

    private static String whyOpen(Verdict alone, int family) {
        return alone == Verdict.INCONCLUSIVE
                ? "The 95 % interval reaches across an edge of the margin."
                : "By itself it would read \"" + alone.words() + "\", but not after Holm's correction for " + family
                        + " comparisons.";
    }

    private static String settling(@Nullable Integer halfBlocks) {
        return halfBlocks == null
                ? " It lies too near the margin for " + Power.MOST_HALF_BLOCKS + " half-blocks to settle it."
                : " If estimate and noise stay, " + halfBlocks
                        + " half-blocks in all would settle it with 80 % power.";
    }

    private String whyNot() {
        if (contrast == null) {
            return "No half-block links a valid run of it to one of the baseline.";
        }
        return "Half-blocks with a valid run of both: " + contrast.halfBlocks() + "; an interval needs "
                + LEAST_SHARED + " of at least " + LEAST_HALF_BLOCKS + ".";
    }

    private @Nullable Estimate bareEstimate() {
        return contrast == null
                ? null
                : new Estimate(Math.exp(contrast.logRatio()), null, null,
                        Double.isNaN(fit.residualSd()) ? null : fit.residualSd(), fit.degreesOfFreedom(),
                        contrast.halfBlocks());
    }

    private Interval interval(RatioFit.Contrast now, double tail) {
        double reach = student().inverseSurvivalProbability(tail) * now.standardError();
        return new Interval(Math.exp(now.logRatio() - reach), Math.exp(now.logRatio() + reach));
    }

    private RatioFit.@Nullable Contrast testable() {
        return contrast == null || fit.halfBlocks() < LEAST_HALF_BLOCKS || contrast.halfBlocks() < LEAST_SHARED
                ? null
                : contrast;
    }

    private double distance() {
        return contrast == null ? Double.NaN : Math.abs(contrast.logRatio());
    }

    private double inErrors(double distance) {
        return contrast == null ? Double.NaN : distance / contrast.standardError();
    }

    private double logMargin() {
        return Math.log1p(margin);
    }

    private TDistribution student() {
        return TDistribution.of(fit.degreesOfFreedom());
    }
}
