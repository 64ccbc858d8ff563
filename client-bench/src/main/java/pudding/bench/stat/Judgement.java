package pudding.bench.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The verdicts of a comparison: numbers in, statements out.
///
/// Each metric is fitted by itself as log *y* = half-block + contender + error, the baseline's two slots as one
/// contender. Holm's correction covers primary metrics × contenders, for the claims "the same" and "differs" apart; a
/// comparison without an interval counts in the family, so that a missing run makes no other claim easier.
///
/// @param effects every metric × contender, in the order given
/// @param aa      for each metric the baseline's second slot over its first: a ratio whose truth is 1
/// @param primary ids of the primary metrics
public record Judgement(List<Effect> effects, List<Effect> aa, List<String> primary) {

    public Judgement {
        effects = List.copyOf(effects);
        aa = List.copyOf(aa);
        primary = List.copyOf(primary);
    }

    /// Judges all contenders on all metrics.
    ///
    /// @param metrics    the observations; contenders that are not to be judged still help to tell the noise
    /// @param baseline   name of the one that all are compared to
    /// @param contenders names of those to judge
    public static Judgement of(List<MetricData> metrics, String baseline, List<String> contenders) {
        List<Claim> family = new ArrayList<>();
        List<Claim> alone = new ArrayList<>();
        List<Effect> aa = new ArrayList<>();
        for (MetricData metric : metrics) {
            double mean = geometricMean(metric, baseline);
            RatioFit fit = new RatioFit(metric.observations(), baseline, Observation::contender);
            contenders.forEach(contender -> (metric.primary() ? family : alone)
                    .add(Claim.of(metric, contender, contender, fit, mean)));
            String second = baseline + ", second slot";
            Function<Observation, String> split = o -> o.slot() == 1 ? second : o.contender();
            RatioFit splitFit = new RatioFit(metric.observations(), baseline, split);
            aa.add(unadjusted(Claim.of(metric, baseline, second, splitFit, mean)));
        }
        List<Effect> effects = new ArrayList<>(adjusted(family));
        alone.forEach(claim -> effects.add(unadjusted(claim)));
        List<String> order = metrics.stream().map(MetricData::id).toList();
        effects.sort((a, b) -> Integer.compare(order.indexOf(a.metric()), order.indexOf(b.metric())));
        return new Judgement(effects, aa, metrics.stream().filter(MetricData::primary).map(MetricData::id).toList());
    }

    /// The effect of one contender on one metric.
    public Optional<Effect> effect(String metric, String contender) {
        return effects.stream().filter(e -> e.metric().equals(metric) && e.contender().equals(contender)).findFirst();
    }

    /// Whether the baseline differs from itself on a primary metric: then no verdict of this comparison holds.
    public boolean isVoid() {
        return !differingFromItself().isEmpty();
    }

    /// One sentence on what the A/A comparison says of this one.
    public String aaSentence() {
        List<String> differing = differingFromItself();
        if (!differing.isEmpty()) {
            return "The comparison is void: the baseline differs from itself in " + String.join(", ", differing) + ".";
        }
        List<Effect> decisive = aa.stream().filter(e -> primary.contains(e.metric())).toList();
        if (decisive.stream().anyMatch(e -> e.verdict() == null)) {
            return "Too few half-blocks tell whether the baseline differs from itself.";
        }
        List<String> open = decisive.stream().filter(e -> e.verdict() == Verdict.INCONCLUSIVE)
                .map(e -> Label.of(e.metric())).toList();
        return open.isEmpty()
                ? "The baseline is the same as itself in all primary metrics."
                : "The baseline was not found to differ from itself; inconclusive in " + String.join(", ", open) + ".";
    }

    /// What all primary metrics say together; open when the comparison is void.
    public Overall overall(String contender) {
        List<Effect> decisive = effects.stream()
                .filter(e -> e.contender().equals(contender) && primary.contains(e.metric()))
                .toList();
        if (isVoid() || decisive.isEmpty()) {
            return Overall.OPEN;
        }
        if (decisive.stream().anyMatch(e -> e.verdict() == Verdict.DIFFERS)) {
            return Overall.DIFFERENT;
        }
        return decisive.stream().allMatch(e -> e.verdict() == Verdict.SAME || e.verdict() == Verdict.MEASURABLE)
                ? Overall.SAME
                : Overall.OPEN;
    }

    private List<String> differingFromItself() {
        return aa.stream().filter(e -> e.verdict() == Verdict.DIFFERS && primary.contains(e.metric()))
                .map(e -> Label.of(e.metric())).toList();
    }

    private static List<Effect> adjusted(List<Claim> family) {
        double[] same = family.stream().mapToDouble(Claim::pSame).toArray();
        double[] differs = family.stream().mapToDouble(Claim::pDiffers).toArray();
        double[] sameAdjusted = Holm.adjust(same);
        double[] differsAdjusted = Holm.adjust(differs);
        int[] sameFactors = Holm.factors(same);
        int[] differsFactors = Holm.factors(differs);
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < same.length; i++) {
            effects.add(family.get(i).effect(
                    new PValues(same[i], sameAdjusted[i], differs[i], differsAdjusted[i]), family.size(),
                    Power.ALPHA / sameFactors[i], Power.ALPHA / differsFactors[i]));
        }
        return effects;
    }

    private static Effect unadjusted(Claim claim) {
        return claim.effect(new PValues(claim.pSame(), claim.pSame(), claim.pDiffers(), claim.pDiffers()), 0,
                Power.ALPHA, Power.ALPHA);
    }

    private static double geometricMean(MetricData metric, String baseline) {
        return Math.exp(metric.observations().stream().filter(o -> o.contender().equals(baseline))
                .mapToDouble(o -> Math.log(o.value())).average().orElse(Double.NaN));
    }
}
