package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Warning;
import pudding.bench.measure.WholeFiles;
import pudding.bench.plan.RampPlan;
import pudding.bench.plan.Step;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Comparison;
import pudding.contract.UsageException;

/// Checks a comparison's folder: that no file was changed, that the figures of each run are those of its histograms,
/// that all that is derived is what the evidence gives, and that nothing tells of a machine or a user.
///
/// Stops at the first difference. Has no state; may be used by any thread.
public final class Verify {

    private static final Pattern OF_RUN =
            Pattern.compile("logs/(.+?)(?:\\.gc)?\\.log|histograms/(.+)-[a-z_]+\\.hlog|profiles/(.+)\\.folded\\.gz");

    private Verify() {
    }

    /// Checks everything.
    ///
    /// @throws UsageException      when it is no folder of a comparison, or one of another version
    /// @throws DifferenceException for the first thing that differs
    public static Verified folder(Path dir) throws IOException, UsageException, DifferenceException {
        Evidence evidence = sums(dir, _ -> false);
        int quantiles;
        try {
            quantiles = measured(dir, evidence);
        } catch (RuntimeException e) {
            // Whatever it is, someone wrote what no comparison gives.
            throw new DifferenceException(ResultFolder.EVIDENCE + " holds what no comparison gives: " + e + ".");
        }
        Comparison comparison = derived(dir, evidence);
        FileChecks.leaks(dir);
        int cells = comparison.rows().size() * comparison.contenders().size();
        return new Verified(Checksums.read(dir).byName().size(), evidence.runs().size(),
                evidence.plan().steps().size(), quantiles + cells, evidence.partial());
    }

    /// Checks everything but the derived files, which may have been changed or deleted.
    static Evidence measured(Path dir) throws IOException, UsageException, DifferenceException {
        Evidence evidence = sums(dir, Rendered::is);
        measured(dir, evidence);
        return evidence;
    }

    private static Evidence sums(Path dir, Predicate<String> but)
            throws IOException, UsageException, DifferenceException {
        ResultFolder.refuseOtherFolders(dir);
        if (!Files.exists(dir.resolve(Checksums.NAME))) {
            // Another version may have had no such file; then that is the sentence that helps.
            Json.evidence(dir);
        }
        Checksums checksums = Checksums.read(dir);
        checksums.compare(dir, but);
        Evidence evidence = Json.evidence(dir);
        checksums.requireListed(dir, name -> but.test(name) || unfinished(evidence, name));
        return evidence;
    }

    /// Whether a file is what a comparison that was killed left of the run that it was making.
    private static boolean unfinished(Evidence evidence, String name) {
        if (!evidence.partial()) {
            return false;
        }
        Matcher ofRun = OF_RUN.matcher(name);
        if (!ofRun.matches()) {
            return name.endsWith(WholeFiles.PART);
        }
        String run = IntStream.rangeClosed(1, ofRun.groupCount()).mapToObj(ofRun::group).filter(Objects::nonNull)
                .findFirst().orElseThrow();
        boolean planned = evidence.plan().steps().stream().map(s -> RunRecord.name(s.index(), s.contender(), 1))
                .anyMatch(first -> run.equals(first) || run.startsWith(first + "-"));
        return planned && evidence.runs().stream().noneMatch(made -> run.equals(made.name()));
    }

    private static int measured(Path dir, Evidence evidence) throws IOException, UsageException, DifferenceException {
        if (!Json.plan(dir).equals(evidence.plan())) {
            throw new DifferenceException(
                    ResultFolder.PLAN + " is not the plan that " + ResultFolder.EVIDENCE + " holds.");
        }
        attempts(evidence);
        RampPlan ceilings = evidence.plan().ceilings();
        if (ceilings != null) {
            RampFolder.checkHeld(evidence.ceilings(), ceilings, ResultFolder.EVIDENCE);
        }
        int figures = 0;
        for (int i = 0; i < evidence.runs().size(); i++) {
            RunRecord run = evidence.runs().get(i);
            for (RunCheck check : RunCheck.ALL) {
                figures += check.check(new RunCheck.Place(dir, evidence.plan(), "runs[" + i + "]"), run);
            }
        }
        return figures;
    }

    /// Every step has its attempts in order, each after one that was void, and the last one stands.
    private static void attempts(Evidence evidence) throws DifferenceException {
        for (Step step : evidence.plan().steps()) {
            List<RunRecord> attempts = evidence.runs().stream().filter(run -> run.index() == step.index()).toList();
            if (attempts.isEmpty() && !evidence.partial()) {
                throw new DifferenceException(ResultFolder.EVIDENCE + " has no run of step " + step.index()
                        + " and is not marked partial.");
            }
            for (int i = 0; i < attempts.size(); i++) {
                RunRecord run = attempts.get(i);
                boolean last = i == attempts.size() - 1;
                boolean voided = run.warnings().contains(Warning.INTERRUPTED) || run.outcome() == Outcome.INVALID;
                if (run.attempt() != i + 1 || (!last && !voided)
                        || (last && !evidence.partial() && run.warnings().contains(Warning.INTERRUPTED))) {
                    throw new DifferenceException(ResultFolder.EVIDENCE + ": attempt " + run.attempt() + " of step "
                            + step.index() + " is out of place.");
                }
            }
        }
    }

    private static Comparison derived(Path dir, Evidence evidence) throws IOException, DifferenceException {
        Comparison comparison;
        Map<String, byte[]> files;
        try {
            comparison = Compare.of(evidence);
            files = Rendered.of(dir, evidence, comparison);
        } catch (RuntimeException e) {
            // Whatever it is, someone wrote what no comparison gives.
            throw new DifferenceException(ResultFolder.EVIDENCE + " gives no table: " + e + ".");
        }
        FileChecks.same(dir, files, ResultFolder.EVIDENCE);
        for (String name : Checksums.files(dir)) {
            if (Rendered.is(name) && !files.containsKey(name)) {
                throw new DifferenceException(ResultFolder.EVIDENCE + " gives no " + name + ".");
            }
        }
        return comparison;
    }
}
