package pudding.bench.measure.ramp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.bench.plan.RampKind;

/// What one contender showed in one kind of ramp.
///
/// @param contender its name
/// @param kind      what was looked for
/// @param began     when it began, in seconds of the ramp
/// @param seconds   how long it took
/// @param command   the server's command line, paths shortened to file names
/// @param problems  why it ended before its time, or what of it may not be used, a sentence each
/// @param tells     whether the server tells its counters
/// @param acks      whether it answers messages with receipts; null, and left out, in evidence that does not tell
/// @param complete  whether it came to its end
/// @param attempts  numbers of clients that were tried, in order; empty but for a ceiling
/// @param curve     null but for a curve, or where nothing of it was measured
/// @param slopes    null but for slopes
/// @param starts    null, and left out, but for starts
public record RampRun(String contender, RampKind kind, double began, double seconds, List<String> command,
        boolean tells, @JsonInclude(Include.NON_NULL) @Nullable Boolean acks, boolean complete, List<String> problems,
        List<Attempt> attempts, @Nullable Curve curve, @Nullable Slopes slopes,
        @JsonInclude(Include.NON_NULL) @Nullable Starts starts) {

    private static final String INTERRUPTED = "It was interrupted.";

    public RampRun {
        command = List.copyOf(command);
        problems = List.copyOf(problems);
        attempts = List.copyOf(attempts);
    }

    /// The same, cut short by an interrupt; whatever else went wrong then came of that.
    public RampRun interrupted() {
        return new RampRun(contender, kind, began, seconds, command, tells, acks, false, List.of(INTERRUPTED), attempts,
                curve, slopes, starts);
    }

    /// Whether nothing shows that the server parsed what it got.
    public boolean unproven() {
        return Boolean.FALSE.equals(acks) && !tells;
    }

    /// Whether an interrupt cut it short.
    public boolean wasInterrupted() {
        return problems.equals(List.of(INTERRUPTED));
    }
}
