package pudding.bench.stat;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Warning;

/// What the servers that others entered can show, and why a figure of theirs is not known: a pure function of the
/// evidence.
///
/// @param unproven contenders that cannot show that they parsed what they got
/// @param pinged   contenders that acknowledge nothing, and were timed by Pings
record Standing(Set<String> unproven, Set<String> pinged) {

    private static final Set<String> LATENCY = Set.of("p50_millis", "p99_millis", "p999_millis", "max_millis");
    private static final Set<String> OF_A_JVM = Set.of("memory_bytes", "live_heap_bytes", "allocated_bytes",
            "gc_pauses", "gc_pause_max_millis");
    private static final Set<String> OF_THE_ARTICLE = Set.of("memory_bytes", "live_heap_bytes");
    private static final String PSS = "pss_bytes";
    private static final String DISCARD = "cpu_discard";

    static Standing of(Evidence evidence) {
        return new Standing(with(evidence, Warning.UNPROVEN), with(evidence, Warning.PING_ROUND_TRIP));
    }

    /// A contender's name as every table has it.
    static String head(Set<String> unproven, String contender) {
        return unproven.contains(contender) ? contender + " (unproven)" : contender;
    }

    private static Set<String> with(Evidence evidence, Warning warning) {
        return evidence.runs().stream().filter(run -> run.warnings().contains(warning)).map(RunRecord::contender)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Why a contender that was measured lacks a figure; null where that is not the contender's doing.
    @Nullable
    String whyUnknown(Evidence evidence, String contender, String figure) {
        if (pinged.contains(contender) && LATENCY.contains(figure)) {
            return "it answers no message, so that only a ping behind the message can be timed";
        }
        boolean loaded = measured(evidence, contender, run -> run.loaded() != null);
        boolean article = measured(evidence, contender, run -> run.article() != null);
        boolean window = OF_THE_ARTICLE.contains(figure) ? article : loaded;
        if (figure.equals(PSS) && article) {
            return "the mappings of one of its processes could not be read";
        }
        if (OF_A_JVM.contains(figure) && window) {
            return "only a JVM tells it, and there is none, or none that answers";
        }
        // Where others have it, it was asked for.
        boolean planned = evidence.runs().stream().anyMatch(run -> run.discard() != null);
        return figure.startsWith(DISCARD) && loaded && planned
                && evidence.runs().stream().noneMatch(run -> run.contender().equals(contender)
                        && run.discard() != null)
                                ? "it has no path that reads a message without parsing it"
                                : null;
    }

    private static boolean measured(Evidence evidence, String contender, Predicate<RunRecord> by) {
        return evidence.runs().stream()
                .anyMatch(run -> run.contender().equals(contender) && run.outcome() == Outcome.OK && by.test(run));
    }
}
