package pudding.bench.stat;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.MachineReader;
import pudding.bench.measure.MachineReadings.Bounds;
import pudding.bench.measure.ramp.Attempt;
import pudding.bench.measure.ramp.Attempt.Outcome;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;

/// The most clients that one contender held, and what stopped it there.
///
/// It carries no verdict: it is one search, and often it tells of the machine.
///
/// @param contender its name
/// @param kind      which ceiling
/// @param held      clients; 0 where no number was
/// @param confirmed whether that number was held again, on a fresh server
/// @param refused   the smallest larger number that was not; null where none was
/// @param binding   what stopped it; null where nothing did yet
/// @param complete  whether the search came to its end
/// @param at        the last attempt in which `held` was held; null for 0
public record Ceiling(String contender, RampKind kind, int held, boolean confirmed, @Nullable Integer refused,
        @Nullable Binding binding, boolean complete, @Nullable Attempt at) {

    /// The ceiling that a search found.
    public static Ceiling of(RampRun run, RampPlan plan, Bounds bounds) {
        List<Attempt> attempts = run.attempts();
        Attempt refused = attempts.stream().filter(a -> a.outcome() == Outcome.REFUSED)
                .min(Comparator.comparingInt(Attempt::clients)).orElse(null);
        int limit = refused == null ? Integer.MAX_VALUE : refused.clients();
        Attempt at = attempts.stream().filter(a -> a.held() && a.clients() < limit)
                .reduce((a, b) -> b.clients() >= a.clients() ? b : a).orElse(null);
        int held = at == null ? 0 : at.clients();
        Binding binding = refused != null ? Binding.of(refused, plan, bounds)
                : held == most(run.kind(), plan) ? Binding.bound(held) : null;
        return new Ceiling(run.contender(), run.kind(), held, at != null && at.confirmation(),
                refused == null ? null : refused.clients(), binding, run.complete(), at);
    }

    /// The ceilings of a comparison; none where its plan has none.
    public static List<Ceiling> of(Evidence evidence) {
        RampPlan plan = evidence.plan().ceilings();
        Bounds bounds = MachineReader.bounds(evidence.environment());
        return plan == null ? List.of()
                : evidence.ceilings().stream().filter(run -> !run.attempts().isEmpty())
                        .map(run -> of(run, plan, bounds)).toList();
    }

    private static int most(RampKind kind, RampPlan plan) {
        RampPlan.Idle idle = plan.idle();
        RampPlan.Sustained sustained = plan.sustained();
        return kind == RampKind.IDLE && idle != null ? idle.search().most()
                : kind == RampKind.SUSTAINED && sustained != null ? sustained.search().most() : 0;
    }

    /// `19,996: the descriptor limit`, and whatever else must be said with the number.
    public String words() {
        Binding stopped = binding;
        String number = String.format(Locale.ROOT, "%s%,d",
                stopped != null && stopped.resource() == Binding.Resource.BOUND ? "≥ " : "", held);
        String why = stopped == null ? "" : ": " + stopped.resource().label();
        return number + why + (complete ? "" : ", search not finished")
                + (held == 0 || confirmed ? "" : ", not confirmed");
    }
}
