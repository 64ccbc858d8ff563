package pudding.bench.stat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;

/// A contender's latency over the time of its loaded windows.
///
/// @param contender its name
/// @param runs      its valid runs, in order
public record LatencySeconds(String contender, List<Run> runs) {

    /// A second of which the hypervisor took this much, in ms over all CPUs, is marked.
    public static final int STOLEN_MILLIS = 50;

    public LatencySeconds {
        runs = List.copyOf(runs);
    }

    /// One run.
    ///
    /// @param name    of the run
    /// @param p99     of its whole window, in ms
    /// @param median  whether its p99 is the median of the contender's runs; of two, the lower
    /// @param seconds of its window
    public record Run(String name, double p99, boolean median, List<Second> seconds) {

        public Run {
            seconds = List.copyOf(seconds);
        }
    }

    /// One second.
    ///
    /// @param p99Millis null where nothing was acknowledged
    /// @param stolen    whether the hypervisor took [#STOLEN_MILLIS] of it
    public record Second(@Nullable Double p99Millis, boolean stolen) {
    }

    /// Of each contender that has valid runs whose latency is known, in the plan's order.
    public static List<LatencySeconds> of(Evidence evidence) {
        List<LatencySeconds> all = new ArrayList<>();
        for (String contender : evidence.plan().contenders()) {
            List<RunRecord> runs = Verdicts.valid(evidence).stream()
                    .filter(run -> run.contender().equals(contender) && !run.pinged())
                    .filter(run -> run.loaded() != null && run.loaded().latency() != null
                            && !run.loaded().perSecond().isEmpty())
                    .toList();
            if (!runs.isEmpty()) {
                RunRecord median = runs.stream().sorted(Comparator.comparingDouble(LatencySeconds::p99)).toList()
                        .get((runs.size() - 1) / 2);
                all.add(new LatencySeconds(contender,
                        runs.stream().map(run -> run(run, run.name().equals(median.name()))).toList()));
            }
        }
        return all;
    }

    private static double p99(RunRecord run) {
        return Objects.requireNonNull(Objects.requireNonNull(run.loaded()).latency()).p99() / 1e3;
    }

    private static Run run(RunRecord run, boolean median) {
        return new Run(run.name(), p99(run), median, Objects.requireNonNull(run.loaded()).perSecond().stream()
                .map(s -> new Second(s.acked() == 0 ? null : Double.valueOf(s.p99Micros() / 1e3),
                        s.stealMicros() >= 1_000L * STOLEN_MILLIS))
                .toList());
    }
}
