package pudding.bench.measure.ramp;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.FleetException;
import pudding.bench.load.IdleResult;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.measure.HistogramLog;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.ramp.Attempt.Outcome;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan.Idle;
import pudding.bench.plan.RampPlan.Sustained;

/// Tries one number of clients on one server: warms it where it is fresh and is to work, connects, holds; used once, by
/// one thread.
final class Trial {

    /// An attempt that failed while this share of the machine was stolen says nothing.
    private static final double MOST_STEAL = 0.05;
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration LEAD_IN = Duration.ofSeconds(5);

    private static final String NO_COUNTERS = "the server did not tell its counters";

    private final Lab lab;
    private final RampKind kind;
    private final Stand at;
    private final int clients;
    private final boolean fresh;
    private final boolean confirmation;
    private Attempt.Connecting connecting;
    private Attempt.@Nullable Hold hold;

    Trial(Lab lab, RampKind kind, Stand at, int clients, boolean fresh, boolean confirmation) {
        this.lab = lab;
        this.kind = kind;
        this.at = at;
        this.clients = clients;
        this.fresh = fresh;
        this.confirmation = confirmation;
        this.connecting = new Attempt.Connecting(clients, 0, 0, 0, Map.of(), 0, 0, 0,
                Attempt.Shares.UNKNOWN);
    }

    Attempt make() throws IOException, InterruptedException {
        String reason;
        try {
            reason = hold();
        } catch (FleetException e) {
            // The generator's own failure is none of the server's.
            throw e;
        } catch (IOException e) {
            reason = NO_COUNTERS;
        }
        Attempt.Readings readings = at.meter().readings();
        RunRecord.Ledger ledger = at.ledger();
        Attempt.Death death = at.death();
        if (death != null) {
            reason = "the server ended by itself with status " + death.status();
        } else if (reason == null && at.tells() && ledger == null) {
            reason = NO_COUNTERS;
        } else if (reason == null && ledger != null && !ledger.balances()) {
            reason = ledger.unaccounted() + " messages are not accounted for";
        }
        return new Attempt(clients, fresh, confirmation, outcome(reason, death), reason, connecting, hold, readings,
                ledger, death);
    }

    /// Warms a fresh server, connects, and holds.
    ///
    /// @return why the number was not held, or null
    private @Nullable String hold() throws IOException, InterruptedException {
        if (fresh && kind == RampKind.SUSTAINED) {
            int warming = Math.min(clients, Stand.WARMING_CLIENTS);
            connecting = at.connect(warming);
            if (connecting.open() < warming) {
                return connected(warming);
            }
            at.warmUp();
        }
        connecting = at.connect(clients);
        if (connecting.open() < clients) {
            return connected(clients);
        }
        if (kind == RampKind.SUSTAINED && !leadsIn()) {
            return "connections were lost in the first seconds";
        }
        Attempt.Hold held = kind == RampKind.IDLE ? idling() : sending();
        hold = held;
        return reason(held);
    }

    private String connected(int wanted) {
        return String.format(Locale.ROOT, "%,d of %,d connected: %s", connecting.open(), wanted,
                Stand.words(connecting.failures()));
    }

    /// A death, or connections that were refused, are nobody else's doing.
    private Outcome outcome(@Nullable String reason, Attempt.@Nullable Death death) {
        double steal = Math.max(connecting.shares().steal(), hold == null ? 0 : hold.shares().steal());
        boolean refused =
                connecting.failures().keySet().stream().anyMatch(failure -> !failure.equals(CeilingRamp.TIMEOUT));
        return reason == null ? Outcome.HELD
                : steal > MOST_STEAL && death == null && !refused ? Outcome.VOID : Outcome.REFUSED;
    }

    private Attempt.Hold idling() throws IOException, InterruptedException {
        Idle idle = Objects.requireNonNull(lab.plan().idle());
        RampMeter.Mark mark = at.meter().mark();
        IdleResult result =
                at.fleet().idle(Stand.seconds(idle.search().holdSeconds()), Stand.seconds(idle.pingSeconds()), null);
        Attempt.Pings pings = new Attempt.Pings(result.pings(), result.pongs(), result.wrongPongs(),
                result.skipped(), HistogramLog.quantiles(result.rtt()));
        return new Attempt.Hold(result.seconds(), false, Stand.kinds(result.failures()), 0, 0, 0, 0, 0, null, pings,
                at.sharesSince(mark));
    }

    /// What the first messages of a connection cost, and of a number of connections, is no part of what is sustained.
    ///
    /// @return whether all connections are still open
    private boolean leadsIn() throws IOException, InterruptedException {
        at.fleet().run(new Phase("lead-in", sustained().messagesPerSecondPerClient(), LEAD_IN,
                Phase.Pace.OPEN_LOOP, DRAIN, null));
        at.finished();
        return at.fleet().open() == clients;
    }

    private Attempt.Hold sending() throws IOException, InterruptedException {
        Sustained plan = sustained();
        double acknowledged = clients * plan.messagesPerSecondPerClient() * plan.search().holdSeconds() / 10;
        long[] late = {0};
        boolean[] cut = {false};
        Phase phase = new Phase("hold", plan.messagesPerSecondPerClient(), Stand.seconds(plan.search().holdSeconds()),
                Phase.Pace.OPEN_LOOP, DRAIN, Duration.ofNanos(Math.round(plan.maxP99Millis() * 1e6)), second -> {
                    late[0] += second.late();
                    // More than one in a hundred of all that will be acknowledged: p99 is lost for certain.
                    if (!cut[0] && late[0] > acknowledged / 100) {
                        cut[0] = true;
                        at.fleet().stop();
                    }
                });
        RampMeter.Mark mark = at.meter().mark();
        PhaseResult result = at.fleet().run(phase);
        return new Attempt.Hold(result.seconds(), cut[0], Stand.kinds(result.failures()), result.due(),
                result.sent(), result.notSentByEnd() + result.unacked(), result.ackErrors().total(),
                result.lag().getValueAtPercentile(99), HistogramLog.quantiles(result.latency()), null,
                at.sharesSince(mark));
    }

    /// Why it counts as not held, or null.
    private @Nullable String reason(Attempt.Hold held) {
        Attempt.Pings pings = held.pings();
        RunRecord.Latency latency = held.latency();
        if (!held.failures().isEmpty()) {
            return "connections were lost: " + Stand.words(held.failures());
        }
        if (pings != null && (pings.missing() > 0 || pings.wrong() > 0)) {
            return String.format(Locale.ROOT, "%,d of %,d pings were not answered", pings.missing() + pings.wrong(),
                    pings.sent());
        }
        if (pings != null && pings.late() > 0) {
            return String.format(Locale.ROOT, "%,d pings were not sent in time", pings.late());
        }
        if (held.cutShort() || (latency != null && latency.p99() > sustained().maxP99Millis() * 1e3)) {
            return String.format(Locale.ROOT, "p99 over %,.0f ms", sustained().maxP99Millis());
        }
        return held.unfinished() > 0 || held.wrongAcks() > 0
                ? String.format(Locale.ROOT, "%,d messages were left, %,d acknowledgements wrong",
                        held.unfinished(),
                        held.wrongAcks())
                : null;
    }

    private Sustained sustained() {
        return Objects.requireNonNull(lab.plan().sustained());
    }
}
