package pudding.bench.stat;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Holm's step-down correction (1979): the chance of one or more false claims in a family stays below 5 %.
final class Holm {

    private Holm() {
    }

    /// The adjusted p of each, in the order given.
    static double[] adjust(double[] p) {
        int[] order = order(p);
        double[] adjusted = new double[p.length];
        double highest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            highest = Math.max(highest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = highest;
        }
        return adjusted;
    }

    /// What each is multiplied by: the size of the family less those with a smaller p.
    static int[] factors(double[] p) {
        int[] order = order(p);
        int[] factors = new int[p.length];
        for (int rank = 0; rank < order.length; rank++) {
            factors[order[rank]] = p.length - rank;
        }
        return factors;
    }

    private static int[] order(double[] p) {
        return IntStream.range(0, p.length).boxed()
                .sorted(Comparator.comparingDouble(i -> p[i])).mapToInt(Integer::intValue).toArray();
    }
}
