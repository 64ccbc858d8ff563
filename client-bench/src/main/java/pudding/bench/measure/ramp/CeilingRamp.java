package pudding.bench.measure.ramp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Failure;
import pudding.bench.measure.ramp.Attempt.Outcome;
import pudding.bench.plan.Bracket;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan.Search;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerFailedException;

/// Searches the largest number of clients that one contender holds; used once, by one thread.
///
/// A number above one that was held is tried on the same server, with more clients. After a number that was not held,
/// and to confirm the one that was, the server is a fresh one.
final class CeilingRamp implements Ramp {

    private static final int MOST_ATTEMPTS = 30;
    /// Attempts at one number that the hypervisor may spoil.
    private static final int MOST_VOID = 3;

    private static final int MOST_LIFELESS = 3;
    /// Connections that a server at its limit lacks for those that ask for its counters.
    private static final int SPARE = 16;
    private static final double STANDS_STILL = 0.02;
    static final String TIMEOUT = new Failure.Timeout().kind();

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
        this.search = kind == RampKind.IDLE
                ? Objects.requireNonNull(lab.plan().idle()).search()
                : Objects.requireNonNull(lab.plan().sustained()).search();
    }

    @Override
    public List<Attempt> attempts() {
        return attempts;
    }

    @Override
    public List<String> command() {
        return command;
    }

    /// Searches, and holds the number that was found again, on a fresh server; where it is not held, the search goes on
    /// below it.
    ///
    /// @throws IOException when a server does not start, the generator fails, or the search is given up; what was tried
    ///                     stands
    @Override
    public void measure() throws ServerFailedException, IOException, InterruptedException {
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
                    bracket.refused(clients, reached(attempt));
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

    /// How far it got; 0 where it got as far as it should. A server that could not even tell its counters needs room for
    /// those who ask.
    private static int reached(Attempt attempt) {
        int open = attempt.hold() == null ? attempt.connecting().open() : 0;
        return attempt.ledger() == null ? Math.max(0, open - SPARE) : open;
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
        Attempt attempt = new Trial(lab, kind, at, clients, fresh, confirmation).make();
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
}
