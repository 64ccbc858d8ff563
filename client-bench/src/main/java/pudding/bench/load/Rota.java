package pudding.bench.load;

import java.util.Comparator;
import java.util.List;

/// The order in which the connections of one shard have their turn; belongs to the shard's event loop.
///
/// All have the same interval, so that their order within a round never changes: a circle is enough, and the next
/// one is found without searching.
///
/// @param <T> what has its turn once in a round
final class Rota<T> {

    private final List<Slot<T>> slots;
    private final double roundsPerSecond;
    private int position;
    private long round;
    private long roundNanos;

    /// One and its place within a round.
    record Slot<T>(T of, long phaseNanos) {
    }

    Rota(List<Slot<T>> slots, double roundsPerSecond) {
        this.slots = slots.stream().sorted(Comparator.comparingLong(Slot::phaseNanos)).toList();
        this.roundsPerSecond = roundsPerSecond;
    }

    /// When the next turn is, from the start; [Long#MAX_VALUE] when there is nobody.
    long nextNanos() {
        return slots.isEmpty() ? Long.MAX_VALUE : roundNanos + slots.get(position).phaseNanos();
    }

    /// Takes the next turn: whose it is.
    T take() {
        T next = slots.get(position).of();
        if (++position == slots.size()) {
            position = 0;
            roundNanos = Schedule.roundNanos(++round, roundsPerSecond);
        }
        return next;
    }

    List<Slot<T>> slots() {
        return slots;
    }
}
