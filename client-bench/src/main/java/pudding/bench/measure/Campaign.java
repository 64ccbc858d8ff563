package pudding.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.Part;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Step;

/// Carries a plan through: makes its runs in order, repeats void ones in their place, and ends at the border of a
/// unit where the next one would not be done before the deadline. Used by one thread.
public final class Campaign {

    private static final double RESERVE = 1.08;

    private final Plan plan;
    private final Laboratory laboratory;
    private final DoubleSupplier elapsedSeconds;
    private final Consumer<RunRecord> onRun;
    private final List<RunRecord> runs;
    /// Of the runs: what is searched after them needs its time too.
    private final double deadlineSeconds;
    private int repeats;

    /// Makes runs.
    public interface Laboratory {

        /// Makes the run of one step.
        ///
        /// @param attempt 1, and more where runs of that step were void before
        RunRecord run(Step step, int attempt) throws InterruptedException;
    }

    /// Why a campaign ended.
    public enum Ending {
        /// It has not: runs are still being made, or it was killed.
        OPEN,
        /// Every run was made.
        COMPLETE,
        /// The next unit would not have been done before the deadline.
        DEADLINE,
        /// It was interrupted.
        INTERRUPTED
    }

    /// @param before         runs that were made in an earlier sitting
    /// @param elapsedSeconds the comparison's time, earlier sittings included
    /// @param onRun          told of each run when it is over
    public Campaign(Plan plan, List<RunRecord> before, Laboratory laboratory, DoubleSupplier elapsedSeconds,
            Consumer<RunRecord> onRun) {
        this.plan = plan;
        this.laboratory = laboratory;
        this.elapsedSeconds = elapsedSeconds;
        this.onRun = onRun;
        this.deadlineSeconds = plan.deadlineSeconds() - plan.ceilingSeconds();
        this.runs = new ArrayList<>(resumable(plan, before));
        this.repeats = (int) runs.stream().filter(run -> run.outcome() == Outcome.INVALID
                && !run.warnings().contains(Warning.INTERRUPTED) && part(run) != Part.PILOT).count();
    }

    /// Makes the runs that are still to be made.
    ///
    /// @return why it ended: [Ending#COMPLETE] or [Ending#DEADLINE]
    /// @throws InterruptedException when the thread is interrupted; [#runs] has what was made until then
    public Ending proceed() throws InterruptedException {
        Map<Integer, List<Step>> units = plan.steps().stream().collect(Collectors.groupingBy(Step::unit));
        for (int unit = 0; unit < units.size(); unit++) {
            List<Step> steps = units.getOrDefault(unit, List.of()).stream().filter(step -> !isDone(step)).toList();
            if (steps.isEmpty()) {
                continue;
            }
            if (!fits(steps)) {
                return Ending.DEADLINE;
            }
            for (Step step : steps) {
                make(step);
            }
        }
        return Ending.COMPLETE;
    }

    /// The runs made so far, earlier sittings included, in the order in which they were made.
    public List<RunRecord> runs() {
        return List.copyOf(runs);
    }

    /// How long the runs that are still to be made will take, by those that were.
    public double expectedSeconds() {
        return expected(plan.steps().stream().filter(step -> !isDone(step)).toList());
    }

    private void make(Step step) throws InterruptedException {
        int attempt = 1 + (int) runs.stream().filter(run -> run.index() == step.index()).count();
        while (true) {
            RunRecord run = laboratory.run(step, attempt);
            runs.add(run);
            onRun.accept(run);
            boolean again =
                    run.outcome() == Outcome.INVALID && step.part() != Part.PILOT && repeats < plan.maxRepeats();
            // Not at the cost of what was planned, whose time is but an estimate.
            double needed = RESERVE * (expected(step) + expectedSeconds());
            if (!again || elapsedSeconds.getAsDouble() + needed > deadlineSeconds) {
                return;
            }
            repeats++;
            attempt++;
        }
    }

    private boolean fits(List<Step> steps) {
        return elapsedSeconds.getAsDouble() + expected(steps) <= deadlineSeconds;
    }

    private double expected(List<Step> steps) {
        return steps.stream().mapToDouble(this::expected).sum();
    }

    /// By the runs of the same stages, where there are any.
    private double expected(Step step) {
        return runs.stream().filter(run -> run.stages().equals(step.stages()) && part(run) == step.part())
                .mapToDouble(RunRecord::seconds).average().orElseGet(() -> plan.expectedSeconds(step));
    }

    private Part part(RunRecord run) {
        return plan.steps().get(run.index()).part();
    }

    private boolean isDone(Step step) {
        return runs.stream().anyMatch(run -> run.index() == step.index()
                && !run.warnings().contains(Warning.INTERRUPTED));
    }

    /// Runs of a half-block that was not finished are void: the rest of it would be made at another time.
    private static List<RunRecord> resumable(Plan plan, List<RunRecord> before) {
        return before.stream().map(run -> {
            int halfBlock = plan.steps().get(run.index()).halfBlock();
            boolean whole = halfBlock < 0 || plan.steps().stream().filter(step -> step.halfBlock() == halfBlock)
                    .allMatch(step -> before.stream().anyMatch(other -> other.index() == step.index()));
            return whole ? run : run.interrupted();
        }).toList();
    }
}
