package pudding.bench.measure.ramp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Failure;
import pudding.bench.load.IdleResult;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.measure.HistogramLog;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.ramp.Attempt.Outcome;
import pudding.bench.plan.Bracket;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan.Idle;
import pudding.bench.plan.RampPlan.Search;
import pudding.bench.plan.RampPlan.Sustained;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerFailedException;

/// Searches the largest number of clients that one contender holds; used once, by one thread.
///
/// A number above one that was held is tried on the same server, with more clients. After a number that was not held,
/// and to confirm the one that was, the server is a fresh one.
final class CeilingRamp {

    private static final int MOST_ATTEMPTS = 30;
    /// An attempt that failed while this share of the machine was stolen says nothing; it is made again.
    private static final double MOST_STEAL = 0.05;
    private static final int MOST_VOID = 3;
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration LEAD_IN = Duration.ofSeconds(5);

    private static final int MOST_LIFELESS = 3;
    private static final double STANDS_STILL = 0.02;
    private static final String TIMEOUT = new Failure.Timeout().kind();

    private final Lab lab;
    private final Contender contender;
    private final RampKind kind;
    private final Search search;
    private final List<Attempt> attempts = new ArrayList<>();
    private List<String> command = List.of();
    private int lifeless;
    private @Nullable Stand stand;

    CeilingRamp(Lab lab, Contender contender, RampKind kind) {
        this.lab = lab;
        this.contender = contender;
        this.kind = kind;
        this.search = kind == RampKind.IDLE ? idle().search() : sustained().search();
    }

    private Idle idle() {
        return Objects.requireNonNull(lab.plan().idle());
    }

    private Sustained sustained() {
        return Objects.requireNonNull(lab.plan().sustained());
    }

    /// What was tried until now.
    List<Attempt> attempts() {
        return attempts;
    }

    List<String> command() {
        return command;
    }

    /// Searches, and holds the number that was found again, on a fresh server; where it is not held, the search goes on
    /// below it.
    ///
    /// @throws IOException when a server does not start, the generator fails, or the search is given up; what was tried
    ///                     stands
    void search() throws ServerFailedException, IOException, InterruptedException {
        try {
            Bracket bracket = new Bracket(search.first(), search.most(), search.resolution());
            while (attempts.size() < MOST_ATTEMPTS) {
                OptionalInt next = bracket.next();
                boolean confirmation = next.isEmpty();
                int clients = next.orElse(bracket.held());
                if (clients == 0) {
                    return;
                }
                if (confirmation) {
                    clear();
                }
                Attempt attempt = attempt(clients, confirmation);
                if (!attempt.held()) {
                    giveUpOn(attempt);
                    bracket.refused(clients, attempt.hold() == null ? attempt.connecting().open() : 0);
                } else if (confirmation) {
                    return;
                } else {
                    bracket.held(clients);
                }
            }
            throw new IOException("No number was confirmed in " + MOST_ATTEMPTS + " attempts.");
        } finally {
            clear();
        }
    }

    /// Smaller numbers do not help everything.
    private void giveUpOn(Attempt attempt) throws IOException {
        if (attempt.outcome() == Outcome.VOID) {
            throw new IOException("The hypervisor gave too much of the CPU to others, several times in a row.");
        }
        if (isLifeless(attempt) && ++lifeless == MOST_LIFELESS) {
            throw new IOException("It stood still or ended by itself three times.");
        }
    }

    /// Whether the server died, or did nothing while nothing came from it. Smaller numbers would not help it.
    private static boolean isLifeless(Attempt attempt) {
        Attempt.Hold hold = attempt.hold();
        Attempt.Shares shares = hold == null ? attempt.connecting().shares() : hold.shares();
        boolean refuses = attempt.connecting().failures().keySet().stream().anyMatch(kind -> !kind.equals(TIMEOUT));
        return attempt.death() != null || (shares.server() < STANDS_STILL && !refuses);
    }

    /// Tries one number, and once more where the machine was taken away meanwhile.
    private Attempt attempt(int clients, boolean confirmation)
            throws ServerFailedException, IOException, InterruptedException {
        Attempt attempt = once(clients, confirmation);
        for (int i = 1; i < MOST_VOID && attempt.outcome() == Outcome.VOID; i++) {
            attempt = once(clients, confirmation);
        }
        return attempt;
    }

    private Attempt once(int clients, boolean confirmation)
            throws ServerFailedException, IOException, InterruptedException {
        lab.watcher().begins(contender.name(), kind, String.format(Locale.ROOT, "%,d clients", clients));
        Stand at = stand;
        boolean fresh = at == null || clients > at.capacity() || clients < at.fleet().open();
        if (fresh || at == null) {
            clear();
            at = stand(clients);
        }
        at.meter().countOverflows();
        Attempt attempt = new Trial(at, clients, fresh, confirmation).make();
        attempts.add(attempt);
        lab.watcher().tried(contender.name(), kind, attempt);
        if (!attempt.held()) {
            clear();
        }
        return attempt;
    }

    private Stand stand(int clients) throws ServerFailedException, IOException, InterruptedException {
        String name = String.format(Locale.ROOT, "%s-%s-%02d", kind.word(), contender.name(), attempts.size());
        Stand made = Stand.open(lab, contender, name, clients);
        stand = made;
        command = made.command();
        return made;
    }

    private void clear() {
        Stand at = stand;
        stand = null;
        if (at != null) {
            at.close();
        }
    }

    /// One number of clients on one server.
    private final class Trial {

        private final Stand at;
        private final int clients;
        private final boolean fresh;
        private final boolean confirmation;
        private Attempt.Connecting connecting;
        private Attempt.@Nullable Hold hold;

        Trial(Stand at, int clients, boolean fresh, boolean confirmation) {
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
            } catch (IOException e) {
                // Of the generator, or because the server has gone.
                if (at.death() == null) {
                    throw e;
                }
                reason = "the server ended by itself";
            }
            Attempt.Readings readings = at.meter().readings();
            RunRecord.Ledger ledger = at.ledger();
            Attempt.Death death = at.death();
            if (death != null) {
                reason = "the server ended by itself with status " + death.status();
            } else if (reason == null && at.tells() && ledger == null) {
                reason = "the server did not tell its counters";
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
            boolean refused = connecting.failures().keySet().stream().anyMatch(failure -> !failure.equals(TIMEOUT));
            return reason == null ? Outcome.HELD
                    : steal > MOST_STEAL && death == null && !refused ? Outcome.VOID : Outcome.REFUSED;
        }

        private Attempt.Hold idling() throws IOException, InterruptedException {
            RampMeter.Mark mark = at.meter().mark();
            IdleResult result = at.fleet().idle(seconds(search.holdSeconds()), seconds(idle().pingSeconds()), null);
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
            double acknowledged = clients * plan.messagesPerSecondPerClient() * search.holdSeconds() / 10;
            long[] late = {0};
            boolean[] cut = {false};
            Phase phase = new Phase("hold", plan.messagesPerSecondPerClient(), seconds(search.holdSeconds()),
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
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }
}
