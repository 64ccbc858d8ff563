package pudding.bench.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.Part;
import pudding.bench.stat.BuildChange.Trend;

/// Whether a newer build of one contender is worse than an older one: a pure function of their comparison's evidence,
/// in which the older build is the baseline.
///
/// @param contender name
/// @param result    what decides
/// @param sentence  the same in words
/// @param changes   every judged metric; empty where no verdict holds
/// @param notes     what must be read with it, a sentence each
public record BuildCheck(String contender, Result result, String sentence, List<BuildChange> changes,
        List<String> notes) {

    /// What a check comes to.
    public enum Result {
        /// A run of either build lost a message, or its server failed.
        FAILED,
        /// A primary metric differs in practice, to the worse.
        WORSE,
        /// No difference to the worse was shown; whether there is one may be open.
        NOT_WORSE,
        /// No verdict holds: the machine, not the builds, spoilt it.
        NOTHING
    }

    public BuildCheck {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /// Checks one contender.
    ///
    /// @param evidence of a comparison of two, the older build first
    public static BuildCheck of(String contender, Evidence evidence) {
        Verdicts verdicts = Verdicts.of(evidence);
        Judgement judgement = verdicts.judgement();
        List<BuildChange> changes = judgement.effects().stream()
                .map(effect -> BuildChange.of(effect, judgement.primary().contains(effect.metric()))).toList();
        List<String> notes = notes(evidence, judgement);
        String failure = failure(evidence);
        if (failure != null) {
            return new BuildCheck(contender, Result.FAILED, contender + ": a run failed: " + failure, List.of(),
                    notes);
        }
        String spoilt = spoilt(verdicts, changes);
        if (spoilt != null) {
            return new BuildCheck(contender, Result.NOTHING, contender + ": no verdict holds. " + spoilt,
                    List.of(), notes);
        }
        changes.stream().filter(change -> !change.primary() && isWorse(change))
                .forEach(change -> notes.add("Worse in practice, though not a metric that decides: " + change.words()
                        + "."));
        return new BuildCheck(contender, decisive(changes, BuildCheck::isWorse) ? Result.WORSE : Result.NOT_WORSE,
                contender + ": "
                        + sentence(changes) + ".",
                changes, notes);
    }

    private static String sentence(List<BuildChange> changes) {
        if (decisive(changes, BuildCheck::isWorse)) {
            return "worse in practice in " + words(changes, BuildCheck::isWorse);
        }
        List<String> parts = new ArrayList<>();
        if (decisive(changes, BuildCheck::isBetter)) {
            parts.add("better in practice in " + words(changes, BuildCheck::isBetter));
        }
        if (decisive(changes, BuildCheck::isOpen)) {
            parts.add("inconclusive in " + words(changes, BuildCheck::isOpen));
        }
        if (decisive(changes, BuildCheck::isSame)) {
            parts.add("no practical difference in " + changes.stream().filter(BuildChange::primary)
                    .filter(BuildCheck::isSame).map(BuildChange::label).collect(Collectors.joining(", ")));
        }
        return String.join("; ", parts);
    }

    private static boolean isWorse(BuildChange change) {
        return change.trend() == Trend.WORSE;
    }

    private static boolean isBetter(BuildChange change) {
        return change.trend() == Trend.BETTER;
    }

    private static boolean isOpen(BuildChange change) {
        return change.verdict() == null || change.verdict() == Verdict.INCONCLUSIVE;
    }

    private static boolean isSame(BuildChange change) {
        return change.verdict() == Verdict.SAME || change.verdict() == Verdict.MEASURABLE;
    }

    private static boolean decisive(List<BuildChange> changes, Predicate<BuildChange> which) {
        return changes.stream().anyMatch(change -> change.primary() && which.test(change));
    }

    private static String words(List<BuildChange> changes, Predicate<BuildChange> which) {
        return changes.stream().filter(BuildChange::primary).filter(which).map(BuildChange::words)
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String failure(Evidence evidence) {
        return evidence.runs().stream().filter(run -> run.outcome() == Outcome.FAIL).findFirst()
                .map(run -> "run " + run.index() + ", " + run.contender() + ". "
                        + String.join(" ", run.problems()))
                .orElse(null);
    }

    /// Why no verdict holds; null when one may.
    private static @Nullable String spoilt(Verdicts verdicts, List<BuildChange> changes) {
        if (verdicts.judgement().isVoid()) {
            return verdicts.judgement().aaSentence();
        }
        if (!verdicts.spoilt().isEmpty()) {
            return verdicts.spoilt().entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(" "));
        }
        return decisive(changes, change -> change.ratio() != null) ? null
                : "No half-block has a valid run of both builds.";
    }

    private static List<String> notes(Evidence evidence, Judgement judgement) {
        List<String> notes = new ArrayList<>();
        notes.add("A/A: " + judgement.aaSentence());
        notes.add(evidence.plan().contenders().stream().map(name -> String.format(Locale.ROOT,
                "%s: %d runs valid, %d void, %d failed", name, runs(evidence, name, Outcome.OK),
                runs(evidence, name, Outcome.INVALID), runs(evidence, name, Outcome.FAIL)))
                .collect(Collectors.joining("; ")) + ".");
        if (evidence.partial()) {
            notes.add("It ended before all runs of the plan were made: " + evidence.ending() + ".");
        }
        return notes;
    }

    /// Without the pilot's.
    private static long runs(Evidence evidence, String name, Outcome outcome) {
        return evidence.runs().stream().filter((RunRecord run) -> run.contender().equals(name)
                && run.outcome() == outcome && Verdicts.step(evidence, run).part() == Part.BLOCK).count();
    }
}
