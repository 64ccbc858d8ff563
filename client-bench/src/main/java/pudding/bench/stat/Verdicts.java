package pudding.bench.stat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Warning;
import pudding.bench.plan.Metric;
import pudding.bench.plan.Part;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Step;

/// What a comparison says of its contenders: a pure function of its evidence, written to `verdicts.json`.
///
/// @param baseline  what the others are compared with
/// @param headlines the sentences that come first
/// @param judgement every ratio with its interval and verdict, and the baseline against itself
/// @param bare      ratios of contenders without a verdict, by contender and metric; a ratio of medians
/// @param spoilt    why a contender has no verdict although it was to have one, by contender
public record Verdicts(String baseline, List<Headline> headlines, Judgement judgement,
        Map<String, Map<String, Double>> bare, Map<String, String> spoilt) {

    private static final String PLAIN = "plain-platform";
    private static final String EQUAL_TLS = "netty-jdk";
    private static final String AS_SHIPPED = "netty-boringssl";

    /// One sentence on two contenders.
    ///
    /// @param title     what is compared, such as "Equal TLS"
    /// @param contender what is compared with the baseline
    /// @param overall   what the primary metrics say together
    /// @param sentence  in words
    public record Headline(String title, String contender, Overall overall, String sentence) {
    }

    /// Judges what the plan says is to be judged.
    public static Verdicts of(Evidence evidence) {
        Plan plan = evidence.plan();
        Map<String, String> spoilt = new LinkedHashMap<>();
        plan.judged().forEach(name -> {
            String why = spoilt(evidence, name);
            if (why != null) {
                spoilt.put(name, why);
            }
        });
        Judgement judgement = Judgement.of(plan.metrics().stream().map(metric -> data(evidence, metric)).toList(),
                plan.baseline(), plan.judged().stream().filter(name -> !name.equals(plan.baseline())).toList());
        Map<String, Map<String, Double>> bare = new LinkedHashMap<>();
        plan.contenders().stream().filter(name -> !plan.judged().contains(name) && !plan.judged().isEmpty())
                .forEach(name -> bare.put(name, bare(evidence, name)));
        Verdicts verdicts = new Verdicts(plan.baseline(), List.of(), judgement, bare, spoilt);
        return new Verdicts(plan.baseline(), verdicts.headlines(plan), judgement, bare, spoilt);
    }

    /// Whether a contender's verdicts hold: neither its own runs, nor the baseline's, nor the A/A comparison spoil them.
    public boolean hold(String contender) {
        return !spoilt.containsKey(contender) && !spoilt.containsKey(baseline) && !judgement.isVoid();
    }

    /// What the primary metrics say together of a contender.
    public Overall overall(String contender) {
        return spoilt.containsKey(contender) || spoilt.containsKey(baseline)
                ? Overall.OPEN
                : judgement.overall(contender);
    }

    private List<Headline> headlines(Plan plan) {
        List<String> others = plan.contenders().stream().filter(name -> !name.equals(baseline)).toList();
        List<Headline> headlines = new ArrayList<>();
        if (!plan.judged().isEmpty() && baseline.equals(PLAIN)) {
            others.stream().filter(EQUAL_TLS::equals).forEach(name -> headlines.add(headline("Equal TLS", name)));
            others.stream().filter(AS_SHIPPED::equals)
                    .forEach(name -> headlines.add(headline("Each as shipped", name)));
        }
        if (headlines.isEmpty()) {
            plan.judged().stream().filter(others::contains)
                    .forEach(name -> headlines.add(headline("Compared", name)));
        }
        return headlines;
    }

    private Headline headline(String title, String contender) {
        Map<String, Double> ratios = bare.get(contender);
        if (ratios != null) {
            String figures = ratios.entrySet().stream()
                    .map(entry -> String.format(Locale.ROOT, "%s × %.2f", Label.of(entry.getKey()), entry.getValue()))
                    .collect(Collectors.joining(", "));
            return new Headline(title, contender, Overall.OPEN, contender + " against " + baseline
                    + ": not judged in this profile"
                    + (figures.isEmpty() ? "." : "; its figures without an interval are " + figures + "."));
        }
        return new Headline(title, contender, overall(contender), sentence(contender));
    }

    private String sentence(String contender) {
        for (String name : List.of(baseline, contender)) {
            if (spoilt.containsKey(name)) {
                return contender + " against " + baseline + ": no verdict. Of " + name + ": " + spoilt.get(name);
            }
        }
        if (judgement.isVoid()) {
            return judgement.aaSentence();
        }
        List<Effect> primary = judgement.effects().stream()
                .filter(e -> e.contender().equals(contender) && judgement.primary().contains(e.metric())).toList();
        return switch (judgement.overall(contender)) {
            case SAME ->
                    contender + " and " + baseline + ": no practical difference on this workload and this machine.";
            case DIFFERENT -> contender + " and " + baseline
                    + " differ in practice on this workload and this machine: " + named(primary, Verdict.DIFFERS)
                    + ".";
            case OPEN -> primary.stream().anyMatch(e -> e.verdict() == null)
                    ? contender + " against " + baseline + ": no verdict. " + primary.stream()
                            .filter(e -> e.verdict() == null).findFirst()
                            .map(e -> "In " + Label.of(e.metric()) + ": " + e.why()).orElse("")
                    : contender + " against " + baseline + ": inconclusive in "
                            + named(primary, Verdict.INCONCLUSIVE) + ".";
        };
    }

    private static String named(List<Effect> effects, Verdict verdict) {
        return effects.stream().filter(e -> e.verdict() == verdict)
                .map(e -> Label.of(e.metric()) + (e.estimate() == null ? ""
                        : String.format(Locale.ROOT, " × %.2f", e.estimate().ratio())))
                .collect(Collectors.joining(", "));
    }

    /// Why a contender can have no verdict; null when it can.
    private static @Nullable String spoilt(Evidence evidence, String contender) {
        List<RunRecord> runs = runs(evidence, contender);
        long failed = runs.stream().filter(run -> run.outcome() == Outcome.FAIL).count();
        if (failed > 0) {
            return failed + " of its " + runs.size() + " runs failed.";
        }
        Attempts attempts = attempts(runs);
        Attempts baseline = attempts(runs(evidence, evidence.plan().baseline()));
        return attempts.lopsidedTo(baseline)
                ? "void runs are lopsided: " + attempts.invalid() + " of " + attempts.made() + ", and "
                        + baseline.invalid() + " of " + baseline.made() + " of the baseline's."
                : null;
    }

    private static Attempts attempts(List<RunRecord> runs) {
        return new Attempts(runs.size(),
                (int) runs.stream().filter(run -> run.outcome() == Outcome.INVALID).count());
    }

    /// Runs of the blocks; one that an interrupt voided says nothing of the machine or the contender.
    private static List<RunRecord> runs(Evidence evidence, String contender) {
        return evidence.runs().stream().filter(run -> run.contender().equals(contender)
                && step(evidence, run).part() == Part.BLOCK && !run.warnings().contains(Warning.INTERRUPTED)).toList();
    }

    private static MetricData data(Evidence evidence, Metric metric) {
        List<Observation> observations = new ArrayList<>();
        for (RunRecord run : evidence.runs()) {
            Step step = step(evidence, run);
            Double value = step.part() == Part.BLOCK ? figure(metric.id(), run) : null;
            if (value != null && value > 0) {
                observations.add(new Observation(step.halfBlock(), run.contender(), step.slot(), value));
            }
        }
        return new MetricData(metric.id(), metric.primary(), new Margin(metric.margin(), metric.absolute()),
                observations);
    }

    private static Map<String, Double> bare(Evidence evidence, String contender) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (Metric metric : evidence.plan().metrics()) {
            Summary own = Summary.of(values(evidence, contender, metric.id())).orElse(null);
            Summary baseline = Summary.of(values(evidence, evidence.plan().baseline(), metric.id())).orElse(null);
            if (own != null && baseline != null) {
                ratios.put(metric.id(), own.median() / baseline.median());
            }
        }
        return ratios;
    }

    /// One figure of every valid run of a contender, the pilot's aside.
    static List<Double> values(Evidence evidence, String contender, String figure) {
        List<Double> values = new ArrayList<>();
        for (RunRecord run : evidence.runs()) {
            boolean its = run.contender().equals(contender) && step(evidence, run).part() != Part.PILOT;
            Double value = its ? figure(figure, run) : null;
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /// A figure of a run; null where the run, or the window that it comes from, is void or failed.
    private static @Nullable Double figure(String id, RunRecord run) {
        boolean ofVoidWindow = Figures.isOfDiscard(id) && run.warnings().contains(Warning.DISCARD_VOID);
        return run.outcome() == Outcome.OK && !ofVoidWindow ? Figures.of(id, run) : null;
    }

    /// The valid runs that give figures: the pilot's are none of them.
    static List<RunRecord> valid(Evidence evidence) {
        return evidence.runs().stream().filter(run -> run.outcome() == Outcome.OK
                && step(evidence, run).part() != Part.PILOT).toList();
    }

    static Step step(Evidence evidence, RunRecord run) {
        return evidence.plan().steps().get(run.index());
    }
}
