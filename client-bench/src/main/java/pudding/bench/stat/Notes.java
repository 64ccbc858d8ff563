package pudding.bench.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Warning;
import pudding.bench.plan.Part;
import pudding.bench.plan.Plan;

/// What must be read with a table.
final class Notes {

    /// Above this share of its CPU set an end counts as the one that was at its limit.
    private static final double AT_ITS_LIMIT = 0.9;

    private final Evidence evidence;
    private final List<String> notes = new ArrayList<>();

    private Notes(Evidence evidence) {
        this.evidence = evidence;
    }

    /// The sentences, what is gravest first.
    static List<String> of(Evidence evidence, Verdicts verdicts, List<TimeSplits.Entry> splits) {
        Notes notes = new Notes(evidence);
        notes.failures();
        verdicts.spoilt().forEach((name, why) -> notes.notes.add("No verdict on " + name + ": " + why));
        notes.ending();
        notes.voids();
        Binding.note(Ceiling.of(evidence)).ifPresent(notes.notes::add);
        evidence.ceilings().forEach(run -> run.problems().forEach(problem -> notes.notes
                .add(run.contender() + ", " + run.kind().label() + ": " + problem)));
        notes.warnings();
        OverFloor.doubt(evidence).ifPresent(notes.notes::add);
        if (!evidence.plan().judged().isEmpty()) {
            notes.notes.add("A/A floor: " + verdicts.judgement().aaSentence());
        }
        notes.pilot();
        splits.forEach(entry -> notes.notes.addAll(entry.disagreements()));
        evidence.fitness().forEach(sentence -> notes.notes.add("Machine: " + sentence));
        return notes.notes;
    }

    /// What the table is, and is not.
    static String headline(Evidence evidence) {
        Plan plan = evidence.plan();
        String what = plan.smoke()
                ? "Smoke, no verdict: one short run of each contender shows that everything works."
                : "Profile " + plan.profile() + ": medians of the runs, with half the distance between the extremes.";
        return evidence.ending() == Ending.INTERRUPTED || evidence.ending() == Ending.OPEN
                ? what + " Interrupted: these are the runs made until then."
                : what;
    }

    private void failures() {
        for (RunRecord run : evidence.runs()) {
            for (String problem : run.problems()) {
                notes.add("FAIL: run " + run.index() + ", " + run.contender() + ": " + problem);
            }
        }
    }

    private void ending() {
        if (evidence.ending() == Ending.DEADLINE) {
            long made = evidence.runs().stream().map(RunRecord::index).distinct().count();
            notes.add("The deadline of " + evidence.plan().deadlineSeconds() + " s ended the comparison after " + made
                    + " of " + evidence.plan().steps().size() + " runs, at the border of a block.");
        }
    }

    private void voids() {
        List<String> counts = evidence.plan().contenders().stream()
                .filter(name -> count(name, run -> run.outcome() == Outcome.INVALID) > 0)
                .map(name -> name + " " + count(name, run -> run.outcome() == Outcome.INVALID) + " of "
                        + count(name, _ -> true))
                .toList();
        if (!counts.isEmpty()) {
            notes.add("Void runs, which give no figure: " + String.join(", ", counts) + ".");
        }
    }

    private void warnings() {
        for (Warning warning : Warning.values()) {
            List<String> where = evidence.plan().contenders().stream()
                    .filter(name -> count(name, run -> run.warnings().contains(warning)) > 0)
                    .map(name -> name + " in " + count(name, run -> run.warnings().contains(warning)) + " of "
                            + count(name, _ -> true) + " runs")
                    .toList();
            if (!where.isEmpty()) {
                notes.add("Warning: " + warning.sentence() + ": " + String.join(", ", where) + ".");
            }
        }
    }

    private void pilot() {
        Pilot pilot = Pilot.of(evidence.plan(), evidence.runs());
        if (pilot != null) {
            notes.add(pilot.sentence());
        }
        evidence.runs().stream().filter(run -> step(run) == Part.PILOT).map(RunRecord::ceiling)
                .filter(Objects::nonNull).forEach(ceiling -> notes.add(sentence(ceiling)));
    }

    static String sentence(RunRecord.Ceiling ceiling) {
        String limit = ceiling.generatorShare() >= AT_ITS_LIMIT
                ? "its own CPU was the limit"
                : ceiling.serverShare() >= AT_ITS_LIMIT
                        ? "the server's CPU was the limit"
                        : "neither end's CPU was the limit";
        return String.format(Locale.ROOT,
                "The generator sent up to %,.0f messages a second to /discard (%s: generator %.0f %%, server %.0f %%).",
                ceiling.messagesPerSecond(), limit, ceiling.generatorShare() * 100, ceiling.serverShare() * 100);
    }

    private Part step(RunRecord run) {
        return Verdicts.step(evidence, run).part();
    }

    private long count(String name, Predicate<RunRecord> which) {
        return evidence.runs().stream().filter(run -> run.contender().equals(name)).filter(which).count();
    }
}
