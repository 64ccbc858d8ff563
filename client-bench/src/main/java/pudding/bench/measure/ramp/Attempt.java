package pudding.bench.measure.ramp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Ledger;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;

/// One number of clients that was tried.
///
/// @param clients      the number
/// @param fresh        whether the server was started for it; else it held a smaller number before
/// @param confirmation whether it was held before, and is now held again
/// @param outcome      whether it was held
/// @param reason       why not, in words; null where it was
/// @param connecting   how the connections were opened
/// @param hold         how they were held; null where they did not open
/// @param readings     what the server had used at the end; null where it could not be read any more
/// @param ledger       every message on both ends since the server's start; null where the server does not tell
/// @param death        how the server ended; null where it lived
public record Attempt(int clients, boolean fresh, boolean confirmation, Outcome outcome, @Nullable String reason,
        Connecting connecting, @Nullable Hold hold, @Nullable Readings readings, @Nullable Ledger ledger,
        @Nullable Death death) {

    private static final double SECOND = 1;

    /// Whether a number was held.
    public enum Outcome {
        /// Every connection opened and stayed, every message arrived, and latency kept to its bound.
        HELD,
        /// One of these failed.
        REFUSED,
        /// One of these failed while the hypervisor gave the CPU to others: it says nothing of the server.
        VOID
    }

    /// Whether it was held.
    public boolean held() {
        return outcome == Outcome.HELD;
    }

    /// Whether the figures are those of a number that was held, whatever the outcome says.
    ///
    /// @param tells whether the server tells its counters
    public boolean keeps(RampKind kind, RampPlan plan, boolean tells) {
        Hold of = hold;
        if (of == null || death != null || of.cutShort() || connecting.open() < clients
                || !of.failures().isEmpty() || of.unfinished() > 0 || of.wrongAcks() > 0
                || (tells && (ledger == null || !ledger.balances()))) {
            return false;
        }
        Pings pings = of.pings();
        RampPlan.Idle idle = plan.idle();
        RampPlan.Sustained sustained = plan.sustained();
        if (kind == RampKind.IDLE) {
            return idle != null && pings != null && lasted(of, idle.search()) && pings.missing() == 0
                    && pings.wrong() == 0 && pings.late() == 0 && pings.sent() >= clients;
        }
        return sustained != null && of.latency() != null && lasted(of, sustained.search())
                && of.latency().p99() <= sustained.maxP99Millis() * 1e3;
    }

    private static boolean lasted(Hold hold, RampPlan.Search search) {
        return hold.seconds() > search.holdSeconds() - SECOND;
    }

    /// How connections were opened, those in addition to what was open before.
    ///
    /// @param wanted     connections
    /// @param tried      of those, begun: after many failures no more are
    /// @param opened     of those, WebSockets that opened
    /// @param open       open at the end, those of before too
    /// @param failures   by kind
    /// @param seconds    how long it took
    /// @param p50Micros  from the start of a connection to its open WebSocket
    /// @param p99Micros  likewise
    /// @param shares     CPU meanwhile
    public record Connecting(int wanted, int tried, int opened, int open, Map<String, Integer> failures,
            double seconds, long p50Micros, long p99Micros, Shares shares) {
    }

    /// How connections were held.
    ///
    /// @param seconds    how long
    /// @param cutShort   whether it was ended when it could not be held any more
    /// @param failures   connections lost, by kind
    /// @param due        messages due
    /// @param sent       messages sent
    /// @param unfinished messages not sent, or not acknowledged, by the end of the drain
    /// @param wrongAcks  acknowledgements that were wrong
    /// @param lagMicros  how late the generator turned to one message in a hundred, at least
    /// @param latency    from due time to the acknowledgement's arrival; null where no message was due
    /// @param pings      null where none were sent
    /// @param shares     CPU meanwhile
    public record Hold(double seconds, boolean cutShort, Map<String, Integer> failures, long due, long sent,
            long unfinished, long wrongAcks, long lagMicros, @Nullable Latency latency, @Nullable Pings pings,
            Shares shares) {
    }

    /// Pings and their answers.
    ///
    /// @param sent     pings
    /// @param answered with the same payload
    /// @param wrong    answers with another
    /// @param late     pings that were due and not sent: the one before was not answered, or the generator was late
    /// @param rtt      from the ping to its answer
    public record Pings(long sent, long answered, long wrong, long late, Latency rtt) {

        /// Pings without an answer.
        public long missing() {
            return sent - answered;
        }
    }

    /// CPU time in a stretch, as shares of the CPU set that the user of it has.
    ///
    /// @param server    the server's process
    /// @param gc        of it the collector's threads
    /// @param generator all processes of the generator
    /// @param steal     taken by the hypervisor, of all CPUs
    public record Shares(double server, double gc, double generator, double steal) {

        static final Shares UNKNOWN = new Shares(0, 0, 0, 0);
    }

    /// What the server, and the machine, had used.
    ///
    /// @param threads         of the server
    /// @param descriptors     of the server
    /// @param maps            memory maps of the server
    /// @param rssBytes        of the server
    /// @param heapBytes       live after the last collection; null where there was none, or no JVM
    /// @param hostTasks       threads of all processes of the machine
    /// @param availableBytes  memory of the machine that was free, or could be freed
    /// @param listenOverflows connections that the kernel turned away because they were not accepted in time, since
    ///                        the attempt's begin
    public record Readings(int threads, int descriptors, int maps, long rssBytes, @Nullable Long heapBytes,
            int hostTasks, long availableBytes, long listenOverflows) {
    }

    /// How a server ended by itself.
    ///
    /// @param status its exit status
    /// @param tail   the last lines that it printed
    public record Death(int status, List<String> tail) {

        public Death {
            tail = List.copyOf(tail);
        }
    }
}
