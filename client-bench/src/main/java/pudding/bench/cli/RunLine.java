package pudding.bench.cli;

import java.util.Locale;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Loaded;
import pudding.bench.plan.Part;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Step;
import pudding.bench.report.Screen;

/// What is printed of a run when it is over.
final class RunLine {

    private RunLine() {
    }

    static String of(Plan plan, RunRecord run, Screen screen) {
        Step step = plan.steps().get(run.index());
        String outcome = switch (run.outcome()) {
            case OK -> "ok  ";
            case INVALID -> screen.doubt("VOID");
            case FAIL -> screen.alarm("FAIL");
        };
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%3d/%d  %-6s %-16s %s", run.index() + 1,
                plan.steps().size(), place(step), run.contender(), outcome));
        if (run.article() != null && run.article().memoryBytes() != null) {
            line.append(String.format(Locale.ROOT, "  memory %.1f MB", run.article().memoryBytes() / 1e6));
        }
        if (run.loaded() != null) {
            line.append(String.format(Locale.ROOT, "  %s a message", micros(run.loaded())));
            if (run.loaded().latency() != null) {
                line.append(String.format(Locale.ROOT, run.pinged() ? ", ping p99 %.2f ms" : ", p99 %.2f ms",
                        run.loaded().latency().p99() / 1e3));
            }
        }
        if (run.discard() != null) {
            line.append(String.format(Locale.ROOT, "  %s without JSON", micros(run.discard())));
        }
        run.warnings().forEach(warning -> line.append("; ").append(warning.sentence()));
        run.problems().forEach(problem -> line.append("\n         ").append(problem));
        return line.toString();
    }

    /// Less the JIT's, which is told beside it.
    private static String micros(Loaded window) {
        return String.format(Locale.ROOT, "%.1f µs +%.1f JIT",
                window.microsLessJit(),
                window.jitMicros() / (double) window.messages());
    }

    private static String place(Step step) {
        return step.part() == Part.BLOCK ? "hb " + (step.halfBlock() + 1)
                : step.part().name().toLowerCase(Locale.ROOT);
    }
}
