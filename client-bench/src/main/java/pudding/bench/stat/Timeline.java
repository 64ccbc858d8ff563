package pudding.bench.stat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.plan.Part;
import pudding.bench.plan.Step;

/// When what was measured: every run of a comparison, void and failed ones too.
///
/// @param contenders in the plan's order
/// @param entries    by their beginning
/// @param dividers   moments that part the pilot, the half-blocks and the runs for values, in seconds
public record Timeline(List<String> contenders, List<Entry> entries, List<Double> dividers) {

    public Timeline {
        contenders = List.copyOf(contenders);
        entries = List.copyOf(entries);
        dividers = List.copyOf(dividers);
    }

    /// What became of it.
    public enum Kind {
        OK, INVALID, FAIL, SEARCH
    }

    /// One run, or one search of a ceiling.
    ///
    /// @param began   in seconds of the comparison
    /// @param seconds how long it took
    /// @param words   what it was for, and what went wrong
    /// @param steal   share of the CPUs of server and generator that the hypervisor took in the loaded window; null
    ///                where there was none
    public record Entry(String contender, Kind kind, double began, double seconds, String words,
            @Nullable Double steal) {

        /// When it was over.
        public double ended() {
            return began + seconds;
        }
    }

    /// The timeline of a comparison.
    public static Timeline of(Evidence evidence) {
        List<RunRecord> runs = evidence.runs().stream().sorted(Comparator.comparingDouble(RunRecord::began)).toList();
        List<Entry> entries = new ArrayList<>();
        List<Double> dividers = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            RunRecord run = runs.get(i);
            if (i > 0 && !place(evidence, run).equals(place(evidence, runs.get(i - 1)))) {
                RunRecord before = runs.get(i - 1);
                dividers.add((before.began() + before.seconds() + run.began()) / 2);
            }
            entries.add(new Entry(run.contender(), Kind.valueOf(run.outcome().name()), run.began(), run.seconds(),
                    words(evidence, run), steal(run)));
        }
        evidence.ceilings().forEach(ramp -> entries.add(search(ramp)));
        entries.sort(Comparator.comparingDouble(Entry::began));
        return new Timeline(evidence.plan().contenders(), entries, dividers);
    }

    private record Place(Part part, int halfBlock) {
    }

    private static Place place(Evidence evidence, RunRecord run) {
        Step step = Verdicts.step(evidence, run);
        return new Place(step.part(), step.halfBlock());
    }

    private static String words(Evidence evidence, RunRecord run) {
        Step step = Verdicts.step(evidence, run);
        String part = switch (step.part()) {
            case PILOT -> "pilot";
            case BLOCK -> "half-block " + (step.halfBlock() + 1) + (step.slot() == 1 ? ", second slot" : "");
            case VALUES -> "values";
        };
        return Stream.of(part + (run.attempt() == 1 ? "" : ", attempt " + run.attempt()),
                run.outcome().name().toLowerCase(Locale.ROOT), String.join(" ", run.problems()),
                run.warnings().stream().map(warning -> warning.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", ")))
                .filter(words -> !words.isEmpty()).collect(Collectors.joining("; "));
    }

    private static @Nullable Double steal(RunRecord run) {
        RunRecord.Loaded loaded = run.loaded();
        return loaded == null || loaded.cpuSet().totalMicros() == 0 ? null
                : Double.valueOf(loaded.cpuSet().stealMicros() / (double) loaded.cpuSet().totalMicros());
    }

    private static Entry search(RampRun ramp) {
        return new Entry(ramp.contender(), Kind.SEARCH, ramp.began(), ramp.seconds(),
                Stream.concat(Stream.of(ramp.kind().label()), ramp.problems().stream())
                        .collect(Collectors.joining("; ")),
                null);
    }
}
