package pudding.bench.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.ramp.RampEvidence;

/// Why a comparison or a ramp is not to be published without saying so.
///
/// @param kind     what is wrong
/// @param sentence without a stop
public record Caveat(Kind kind, String sentence) {

    /// What is wrong.
    public enum Kind {
        /// Something that was planned is missing.
        PARTIAL,
        /// The baseline differs from itself, or too many runs of one contender are void.
        VOID,
        /// A server failed, or a message is not accounted for.
        FAILED,
        /// No commit holds the source that was measured.
        NO_COMMIT
    }

    /// Those of a comparison.
    public static List<Caveat> of(Evidence evidence, Verdicts verdicts) {
        List<Caveat> caveats = new ArrayList<>();
        if (evidence.partial()) {
            caveats.add(partial(String.format(Locale.ROOT, "partial: %s, %d runs for a plan of %d", ended(
                    evidence.ending()), evidence.runs().size(), evidence.plan().steps().size())));
        }
        if (verdicts.judgement().isVoid()) {
            caveats.add(new Caveat(Kind.VOID, withoutStop(verdicts.judgement().aaSentence())));
        }
        verdicts.spoilt().forEach((name, why) -> caveats
                .add(new Caveat(Kind.VOID, "no verdict, because of " + name + ": " + withoutStop(why))));
        failed(caveats, evidence.runs().stream().filter(run -> run.outcome() == Outcome.FAIL).count());
        source(caveats, evidence.environment());
        return caveats;
    }

    /// Those of a ramp.
    public static List<Caveat> of(RampEvidence evidence) {
        List<Caveat> caveats = new ArrayList<>();
        if (evidence.partial()) {
            caveats.add(partial(String.format(Locale.ROOT, "partial: %s, %d ramps for a plan of %d", ended(
                    evidence.ending()), evidence.runs().size(),
                    evidence.plan().kinds().size() * evidence.plan().contenders().size())));
        }
        failed(caveats, evidence.runs().stream().filter(run -> !run.problems().isEmpty()).count());
        source(caveats, evidence.environment());
        return caveats;
    }

    private static Caveat partial(String sentence) {
        return new Caveat(Kind.PARTIAL, sentence);
    }

    private static String ended(Ending ending) {
        return switch (ending) {
            case DEADLINE -> "its time was up";
            case INTERRUPTED -> "it was interrupted";
            case OPEN, COMPLETE -> "it was killed";
        };
    }

    private static void failed(List<Caveat> caveats, long runs) {
        if (runs > 0) {
            caveats.add(new Caveat(Kind.FAILED, runs == 1 ? "a run failed" : runs + " runs failed"));
        }
    }

    private static void source(List<Caveat> caveats, Environment environment) {
        if (environment.commit() == null || !Boolean.FALSE.equals(environment.dirty())) {
            caveats.add(new Caveat(Kind.NO_COMMIT, "no commit holds the source that was measured"));
        }
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
