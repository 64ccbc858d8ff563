package pudding.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.stat.TimeSplit;
import pudding.bench.stat.TimeSplits;

/// Where the CPU time of a message goes: by profile, and by subtraction below it.
final class SplitChart {

    private SplitChart() {
    }

    static Drawing drawing(List<TimeSplits.Entry> splits) {
        return new Drawing("split", Data.of(splits), "Where the CPU time of a message goes", description(splits), 900,
                700);
    }

    private static String description(List<TimeSplits.Entry> splits) {
        return splits.stream().map(entry -> {
            TimeSplit.Micros micros = entry.profile();
            return String.format(Locale.ROOT,
                    "%s %.1f (JSON %.1f, TLS %.1f, kernel %.1f, JIT %.1f, GC %.1f, framing and"
                            + " model %.1f)",
                    entry.contender(), micros.total(), micros.json(), micros.tls(), micros.kernel(),
                    micros.jit(), micros.gc(), micros.rest());
        }).collect(Collectors.joining("; ", "Stacked bars, two for each contender: by profile, and by subtraction. "
                + "CPU µs per message by profile: ", "."));
    }

    /// What `charts/split.js` reads.
    private record Data(List<Contender> contenders) {

        static Data of(List<TimeSplits.Entry> splits) {
            return new Data(splits.stream().map(entry -> new Contender(entry.contender(), parts(entry.profile()),
                    entry.both() == null ? null : parts(entry.both().subtraction()))).toList());
        }

        private static List<Double> parts(TimeSplit.Micros micros) {
            return List.of(micros.json(), micros.tls(), micros.kernel(), micros.jit(), micros.gc(), micros.rest());
        }
    }

    private record Contender(String name, List<Double> profile, @Nullable List<Double> subtraction) {
    }
}
