package pudding.bench.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pudding.bench.stat.Timeline;
import pudding.bench.stat.Timeline.Entry;
import pudding.bench.stat.Timeline.Kind;

/// Every run of a comparison in its order, and what became of it.
final class TimelineChart {

    private TimelineChart() {
    }

    static Drawing drawing(Timeline timeline) {
        return new Drawing("timeline", Data.of(timeline), "Every run, in order", description(timeline), 900, 400);
    }

    /// One row for each run.
    static Grid grid(Timeline timeline) {
        return new Grid(List.of("run", "what for, and what went wrong", "began, s", "took, s", "CPU taken"),
                timeline.entries().stream().map(entry -> List.of(entry.contender(), entry.words(),
                        String.format(Locale.ROOT, "%,.0f", entry.began()),
                        String.format(Locale.ROOT, "%,.0f", entry.seconds()),
                        entry.steal() == null ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * entry.steal())))
                        .toList());
    }

    private static String description(Timeline timeline) {
        long searches = count(timeline, Kind.SEARCH);
        return String.format(Locale.ROOT,
                "A bar for each run, a lane for each contender, over %.0f minutes: %d runs, of "
                        + "which %d are valid, %d void and %d failed%s. The hypervisor took up to %.1f %% of the CPUs in a run.",
                end(timeline) / 60, timeline.entries().size() - searches, count(timeline, Kind.OK),
                count(timeline, Kind.INVALID), count(timeline, Kind.FAIL),
                searches == 0 ? "" : String.format(Locale.ROOT, "; searches of ceilings: %d", searches),
                100 * timeline.entries().stream().mapToDouble(entry -> entry.steal() == null ? 0 : entry.steal()).max()
                        .orElse(0));
    }

    private static long count(Timeline timeline, Kind kind) {
        return timeline.entries().stream().filter(entry -> entry.kind() == kind).count();
    }

    private static double end(Timeline timeline) {
        return timeline.entries().stream().mapToDouble(Entry::ended).max().orElse(0);
    }

    /// What `charts/timeline.js` reads.
    private record Data(double seconds, List<String> lanes, List<Run> runs, List<Double> dividers) {

        static Data of(Timeline timeline) {
            return new Data(end(timeline), timeline.contenders(), timeline.entries().stream()
                    .map(entry -> new Run(timeline.contenders().indexOf(entry.contender()), entry.began(),
                            entry.seconds(), entry.kind(), entry.words(), entry.steal()))
                    .filter(run -> run.lane() >= 0).toList(), timeline.dividers());
        }
    }

    private record Run(int lane, double began, double seconds, Kind outcome, String words, @Nullable Double steal) {
    }
}
