package pudding.bench.stat;

import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.Part;
import pudding.bench.plan.Plan;

/// What the pilot says of the comparison that follows it.
///
/// @param runs          of the baseline, valid
/// @param sd            of the logarithm of CPU per message from run to run: 0.04 is about 4 %
/// @param upperSd       the upper 80 % confidence limit of that
/// @param smallestRatio that the plan will tell from 1 with 80 % power if the noise is `sd`
/// @param upperRatio    the same if it is `upperSd`
/// @param powerOfSame   chance of "no practical difference" where there is none, if the noise is `sd`
public record Pilot(int runs, double sd, double upperSd, double smallestRatio, double upperRatio,
        double powerOfSame) {

    /// Reads the pilot's runs; null where fewer than two were valid, or nothing is to be compared.
    public static @Nullable Pilot of(Plan plan, List<RunRecord> runs) {
        double[] logs = runs.stream()
                .filter(run -> plan.steps().get(run.index()).part() == Part.PILOT && run.outcome() == Outcome.OK
                        && run.loaded() != null)
                .mapToDouble(run -> Math.log(run.loaded().microsLessJit())).toArray();
        if (logs.length < 2 || plan.judged().size() < 2) {
            return null;
        }
        double sd = StandardDeviation.of(logs).getAsDouble();
        double upper = Power.upperSd(sd, logs.length - 1);
        int contenders = plan.judged().size();
        double margin = plan.metrics().getFirst().margin();
        return new Pilot(logs.length, sd, upper, Power.smallestRatio(sd, plan.halfBlocks(), contenders),
                Power.smallestRatio(upper, plan.halfBlocks(), contenders),
                Power.ofSame(sd, plan.halfBlocks(), contenders, margin));
    }

    /// In words.
    public String sentence() {
        return String.format(Locale.ROOT,
                "Pilot: CPU per message differs by %.1f %% from run to run (%d runs; it may be up to %.1f %%). So in "
                        + "it a ratio of %.2f or more will be told from 1 (%.2f if it is that high), and taken "
                        + "alone it will read \"no practical difference\" with a chance of %.0f %% where there is none.",
                sd * 100, runs, upperSd * 100, smallestRatio, upperRatio, powerOfSame * 100);
    }
}
