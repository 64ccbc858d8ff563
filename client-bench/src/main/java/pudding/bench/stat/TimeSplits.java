package pudding.bench.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.RunRecord.Sampled;
import pudding.bench.measure.Slices;
import pudding.bench.measure.floor.Floor;

/// Where the CPU time of a message goes, for each contender that was profiled.
public final class TimeSplits {

    private TimeSplits() {
    }

    /// One contender.
    ///
    /// @param profile by the profile alone
    /// @param both    by both ways; null where there is no floor for its TLS, or it has no `/discard`
    /// @param slices  the samples
    /// @param run     name of the run, by [RunRecord#name]; null where its stacks were not kept
    public record Entry(String contender, TimeSplit.Micros profile, @Nullable TimeSplit both, Slices slices,
            @Nullable String run) {

        /// A sentence for each slice in which the two ways disagree.
        public List<String> disagreements() {
            return both == null
                    ? List.of()
                    : both.checks().stream().filter(TimeSplit.Check::disagree)
                            .map(check -> contender + ": " + check.sentence()).toList();
        }
    }

    /// The last valid profile of each contender, in the plan's order. The same run's windows are its other way: two
    /// JVMs do not compile alike.
    static List<Entry> of(Evidence evidence) {
        List<Entry> entries = new ArrayList<>();
        for (String contender : evidence.plan().contenders()) {
            evidence.runs().reversed().stream()
                    .filter(run -> run.contender().equals(contender) && run.outcome() == Outcome.OK)
                    .filter(run -> run.profile() != null && run.profile().slices().total() > 0)
                    .findFirst().ifPresent(run -> entries.add(entry(evidence.floor(), run)));
        }
        return entries;
    }

    private static Entry entry(@Nullable Floor floor, RunRecord run) {
        Sampled sampled = Objects.requireNonNull(run.profile());
        TimeSplit.Cost profiled = TimeSplit.Cost.of(sampled.window());
        return new Entry(run.contender(), TimeSplit.byProfile(sampled.slices(), profiled),
                both(floor, run, sampled.slices(), profiled), sampled.slices(),
                sampled.stacks() == null ? null : run.name());
    }

    private static @Nullable TimeSplit both(@Nullable Floor floor, RunRecord run, Slices slices,
            TimeSplit.Cost profiled) {
        Floor.Figure tls = floor == null ? null : OverFloor.tls(floor, run);
        if (floor == null || tls == null || run.loaded() == null || run.discard() == null) {
            return null;
        }
        return TimeSplit.of(slices, profiled, TimeSplit.Cost.of(run.loaded()), TimeSplit.Cost.of(run.discard()),
                floor, tls);
    }
}
