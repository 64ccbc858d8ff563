package pudding.bench.stat;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Median;

/// One figure of several runs: its median and its spread. The unit of evidence is a run, never a message.
///
/// @param median of the runs
/// @param min    the lowest run
/// @param max    the highest run
/// @param runs   how many there are
public record Summary(double median, double min, double max, int runs) {

    /// Summarises one value per run; empty when there is no run.
    public static Optional<Summary> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        double[] array = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Optional.of(new Summary(Median.withDefaults().evaluate(array), array[0], array[array.length - 1],
                array.length));
    }
}
