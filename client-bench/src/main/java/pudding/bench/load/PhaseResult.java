package pudding.bench.load;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What a phase saw. Always `due` = `sent` + `skipped` + `notSentByEnd`.
///
/// Histograms are in µs, of three digits, up to 60 s; a longer time counts as 60 s.
///
/// @param phase        what was asked for
/// @param clients      connections that were open at its start
/// @param openAtEnd    of those, connections open at its end
/// @param due          messages that fell due, those of lost connections too
/// @param sent         messages whose last byte the socket took before the phase's end
/// @param bytes        payload bytes of those
/// @param skipped      messages given up because of [Phase.Pace#BACKPRESSURED]
/// @param behind       messages that could not be sent at once because the socket was full
/// @param notSentByEnd messages due and neither sent nor skipped when the drain ended
/// @param maxPending   the most messages that were due and not yet sent on one connection
/// @param acked        acknowledgements that arrived for messages of this phase
/// @param unacked      messages of acknowledged connections without one, those not sent too
/// @param ackErrors    acknowledgements that were wrong
/// @param seconds      how long messages fell due
/// @param drainSeconds how long it took afterwards until all was sent and acknowledged, or the drain ended
/// @param latency      from due time to the acknowledgement's arrival, of every message due on an acknowledged
///                     connection; one of `unacked` counts with the time for which it had waited at the end, a
///                     lower bound. Empty in [Phase.Pace#BACKPRESSURED] but for what was sent
/// @param service      from the write to the acknowledgement's arrival
/// @param lag          from due time until the generator turned to the message: its own lateness
/// @param sendDelay    from due time until the socket had taken the message: grows when a server does not read
/// @param perSecond    rows, those of the drain too
/// @param failures     connections lost since the end of the phase before, by kind
public record PhaseResult(Phase phase, int clients, int openAtEnd, long due, long sent, long bytes, long skipped,
        long behind, long notSentByEnd, int maxPending, long acked, long unacked, AckErrors ackErrors, double seconds,
        double drainSeconds, Histogram latency, Histogram service, Histogram lag, Histogram sendDelay,
        List<Second> perSecond, Map<Failure, Integer> failures) {

    /// Acknowledgements that were wrong.
    ///
    /// @param wrongDigest for the right message, with a digest that it does not have
    /// @param wrongOrder  after that of a later message, twice, or for a message that was not sent
    /// @param unreadable  not an acknowledgement, or where none was due
    public record AckErrors(long wrongDigest, long wrongOrder, long unreadable) {

        AckErrors plus(AckErrors other) {
            return new AckErrors(wrongDigest + other.wrongDigest, wrongOrder + other.wrongOrder,
                    unreadable + other.unreadable);
        }

        public long total() {
            return wrongDigest + wrongOrder + unreadable;
        }
    }

    /// What happened between two ticks of the clock.
    ///
    /// @param number    1 for the first second
    /// @param sent      messages sent
    /// @param acked     acknowledgements received
    /// @param p99Micros latency from due time of those, to two digits; 0 when there were none
    /// @param open      connections open at its end
    /// @param late      of `acked`, those that arrived later than [Phase#late] after their message's due time
    public record Second(int number, long sent, long acked, long p99Micros, int open, long late) {
    }

    /// Both of two parts of the same phase, without rows.
    PhaseResult plus(PhaseResult other) {
        return new PhaseResult(phase, clients + other.clients, openAtEnd + other.openAtEnd, due + other.due,
                sent + other.sent, bytes + other.bytes, skipped + other.skipped, behind + other.behind,
                notSentByEnd + other.notSentByEnd, Math.max(maxPending, other.maxPending), acked + other.acked,
                unacked + other.unacked, ackErrors.plus(other.ackErrors), Math.max(seconds, other.seconds),
                Math.max(drainSeconds, other.drainSeconds), Tally.sum(latency, other.latency),
                Tally.sum(service, other.service), Tally.sum(lag, other.lag), Tally.sum(sendDelay, other.sendDelay),
                List.of(), Tally.sum(failures, other.failures));
    }

    PhaseResult with(Phase newPhase, List<Second> rows) {
        return new PhaseResult(newPhase, clients, openAtEnd, due, sent, bytes, skipped, behind, notSentByEnd,
                maxPending,
                acked, unacked, ackErrors, seconds, drainSeconds, latency, service, lag, sendDelay, List.copyOf(rows),
                failures);
    }

    /// Whether every message was sent and acknowledged as it must be, and no connection lost.
    public boolean isClean() {
        return notSentByEnd == 0 && unacked == 0 && ackErrors.total() == 0 && failures.isEmpty();
    }
}
