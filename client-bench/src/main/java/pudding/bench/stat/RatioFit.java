package pudding.bench.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Least squares of log *y* = half-block + treatment + error, with any cells missing.
///
/// Half-blocks are swept out by their means (Frisch and Waugh 1933); what is left is one equation for each treatment
/// but the reference, solved by Cholesky. A treatment that no chain of shared half-blocks links to the reference has
/// no ratio to it, and its runs are left out.
final class RatioFit {

    private final String reference;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final Map<String, Set<Integer>> halfBlocks;
    private final double[] logRatios;
    private final double[][] covariance;
    private final int degreesOfFreedom;
    private final double residualSd;

    /// @param logRatio      treatment over reference
    /// @param standardError of it; NaN without a residual degree of freedom
    /// @param halfBlocks    that hold both
    record Contrast(double logRatio, double standardError, int halfBlocks) {
    }

    /// Half-blocks that hold the reference and something else.
    int halfBlocks() {
        return halfBlocks.getOrDefault(reference, Set.of()).size();
    }

    RatioFit(List<Observation> observations, String reference, Function<Observation, String> treatment) {
        this.reference = reference;
        Map<Integer, List<Observation>> blocks = linked(observations, reference, treatment);
        halfBlocks = new HashMap<>();
        for (Observation o : blocks.values().stream().flatMap(List::stream).toList()) {
            String name = treatment.apply(o);
            halfBlocks.computeIfAbsent(name, key -> new HashSet<>()).add(o.halfBlock());
            if (!name.equals(reference)) {
                columns.putIfAbsent(name, columns.size());
            }
        }
        int size = columns.size();
        double[][] normal = new double[size][size];
        double[] right = new double[size];
        int runs = 0;
        for (List<Observation> block : blocks.values()) {
            double mean = block.stream().mapToDouble(o -> Math.log(o.value())).average().orElseThrow();
            double[] counts = new double[size];
            for (Observation o : block) {
                double y = Math.log(o.value()) - mean;
                Integer column = columns.get(treatment.apply(o));
                runs++;
                if (column != null) {
                    counts[column]++;
                    right[column] += y;
                }
            }
            for (int i = 0; i < size; i++) {
                normal[i][i] += counts[i];
                for (int j = 0; j < size; j++) {
                    normal[i][j] -= counts[i] * counts[j] / block.size();
                }
            }
        }
        covariance = inverse(normal);
        logRatios = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                logRatios[i] += covariance[i][j] * right[j];
            }
        }
        degreesOfFreedom = runs - blocks.size() - size;
        double squares = blocks.values().stream().mapToDouble(block -> squares(block, treatment)).sum();
        residualSd = degreesOfFreedom > 0 ? Math.sqrt(squares / degreesOfFreedom) : Double.NaN;
    }

    /// Residuals are taken one by one: the difference of two sums of squares would lose the digits of a small one.
    private double squares(List<Observation> block, Function<Observation, String> treatment) {
        double[] rests = block.stream().mapToDouble(o -> {
            Integer column = columns.get(treatment.apply(o));
            return Math.log(o.value()) - (column == null ? 0 : logRatios[column]);
        }).toArray();
        double mean = Arrays.stream(rests).average().orElseThrow();
        return Arrays.stream(rests).map(rest -> (rest - mean) * (rest - mean)).sum();
    }

    int degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /// Of the logarithms; NaN without a degree of freedom.
    double residualSd() {
        return residualSd;
    }

    /// Null when the data do not link the treatment to the reference.
    @Nullable
    Contrast contrast(String treatment) {
        Integer column = columns.get(treatment);
        if (column == null) {
            return null;
        }
        Set<Integer> shared = new HashSet<>(halfBlocks.getOrDefault(treatment, Set.of()));
        shared.retainAll(halfBlocks.getOrDefault(reference, Set.of()));
        return new Contrast(logRatios[column], residualSd * Math.sqrt(covariance[column][column]), shared.size());
    }

    private static Map<Integer, List<Observation>> linked(List<Observation> observations, String reference,
            Function<Observation, String> treatment) {
        Map<Integer, List<Observation>> waiting = observations.stream()
                .collect(Collectors.groupingBy(Observation::halfBlock, LinkedHashMap::new, Collectors.toList()));
        Map<Integer, List<Observation>> linked = new LinkedHashMap<>();
        Set<String> reached = new HashSet<>(Set.of(reference));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<Integer, List<Observation>> entry : new ArrayList<>(waiting.entrySet())) {
                List<String> names = entry.getValue().stream().map(treatment).toList();
                if (names.stream().anyMatch(reached::contains)) {
                    reached.addAll(names);
                    linked.put(entry.getKey(), entry.getValue());
                    waiting.remove(entry.getKey());
                    grown = true;
                }
            }
        }
        return linked;
    }

    /// Of a symmetric positive definite matrix, which the links make of the normal equations.
    private static double[][] inverse(double[][] a) {
        int n = a.length;
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(sum) : sum / root[j][j];
            }
        }
        double[][] inverse = new double[n][n];
        for (int column = 0; column < n; column++) {
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                double sum = i == column ? 1 : 0;
                for (int k = 0; k < i; k++) {
                    sum -= root[i][k] * x[k];
                }
                x[i] = sum / root[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                double sum = x[i];
                for (int k = i + 1; k < n; k++) {
                    sum -= root[k][i] * x[k];
                }
                x[i] = sum / root[i][i];
                inverse[i][column] = x[i];
            }
        }
        return inverse;
    }
}
