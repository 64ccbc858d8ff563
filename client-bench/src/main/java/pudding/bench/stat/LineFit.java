package pudding.bench.stat;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// The straight line through some points by least squares (*y* = intercept + slope · *x* + error), with the 95 %
/// interval of its slope by Student's *t*.
///
/// The interval tells how well a line fits these points. Where they come from one server, it does not tell how much
/// another start of it would differ.
///
/// @param intercept at *x* = 0
/// @param slope     per unit of *x*
/// @param interval  of the slope; null where there are fewer than three points
/// @param points    how many there are
public record LineFit(double intercept, double slope, @Nullable Interval interval, int points) {

    private static final double BOTH_TAILS = 0.05;

    /// One point.
    public record Point(double x, double y) {
    }

    /// Fits the line; null where fewer than two different *x* are given.
    public static @Nullable LineFit of(List<Point> points) {
        int n = points.size();
        double meanX = points.stream().mapToDouble(Point::x).average().orElse(0);
        double meanY = points.stream().mapToDouble(Point::y).average().orElse(0);
        double sxx = points.stream().mapToDouble(p -> (p.x() - meanX) * (p.x() - meanX)).sum();
        if (n < 2 || sxx == 0) {
            return null;
        }
        double slope = points.stream().mapToDouble(p -> (p.x() - meanX) * (p.y() - meanY)).sum() / sxx;
        double intercept = meanY - slope * meanX;
        if (n == 2) {
            return new LineFit(intercept, slope, null, n);
        }
        double squares = points.stream().mapToDouble(p -> {
            double rest = p.y() - intercept - slope * p.x();
            return rest * rest;
        }).sum();
        double half = TDistribution.of(n - 2).inverseSurvivalProbability(BOTH_TAILS / 2)
                * Math.sqrt(squares / (n - 2) / sxx);
        return new LineFit(intercept, slope, new Interval(slope - half, slope + half), n);
    }
}
