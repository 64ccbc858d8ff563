package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.stat.LatencySeconds;
import pudding.bench.stat.Unit;

/// Latency over time: each contender's runs, second by second.
final class SecondsChart {

    private SecondsChart() {
    }

    static Drawing drawing(List<LatencySeconds> contenders) {
        return new Drawing("seconds", Data.of(contenders), "Latency over time", description(contenders), 900, 700);
    }

    /// One row for each run.
    static Grid grid(List<LatencySeconds> contenders) {
        List<List<String>> rows = new ArrayList<>();
        for (LatencySeconds of : contenders) {
            for (LatencySeconds.Run run : of.runs()) {
                List<Double> known = known(run);
                rows.add(List.of(run.name() + (run.median() ? ", the median run" : ""), number(run.p99()),
                        known.isEmpty() ? "" : number(known.getFirst()),
                        known.isEmpty() ? "" : number(known.getLast()),
                        String.valueOf(run.seconds().size()), String.valueOf(stolen(run))));
            }
        }
        return new Grid(List.of("latency p99, ms", "whole window", "lowest second", "highest second", "seconds",
                "with CPU taken"), rows);
    }

    private static List<Double> known(LatencySeconds.Run run) {
        return run.seconds().stream().map(LatencySeconds.Second::p99Millis).filter(Objects::nonNull).sorted().toList();
    }

    private static long stolen(LatencySeconds.Run run) {
        return run.seconds().stream().filter(LatencySeconds.Second::stolen).count();
    }

    private static String number(double millis) {
        return Format.number(millis, Unit.MILLIS);
    }

    private static String description(List<LatencySeconds> contenders) {
        return contenders.stream().map(of -> of.contender() + " " + of.runs().stream()
                .filter(LatencySeconds.Run::median).map(run -> number(run.p99())).collect(Collectors.joining()))
                .collect(Collectors.joining("; ", "The 99th percentile of latency in each second of the loaded window, "
                        + "a panel for each contender, a line for each run. Over the whole window of the median run, "
                        + "ms: ",
                        ". Seconds with CPU taken by the hypervisor: "
                                + contenders.stream().flatMap(of -> of.runs().stream()).mapToLong(SecondsChart::stolen)
                                        .sum()
                                + "."));
    }

    /// What `charts/seconds.js` reads.
    private record Data(int stolenMillis, List<Contender> contenders) {

        static Data of(List<LatencySeconds> contenders) {
            return new Data(LatencySeconds.STOLEN_MILLIS, contenders.stream().map(of -> new Contender(of.contender(),
                    of.runs().stream().map(run -> new Run(run.name(), run.median(),
                            run.seconds().stream().map(s -> new Second(s.p99Millis(), s.stolen())).toList())).toList()))
                    .toList());
        }
    }

    private record Contender(String name, List<Run> runs) {
    }

    private record Run(String name, boolean median, List<Second> seconds) {
    }

    private record Second(@Nullable Double p99, boolean stolen) {
    }
}
