package pudding.bench.load;

import java.util.Comparator;
import java.util.List;

/// The order in which the lanes of one shard have a message due; belongs to the shard's event loop.
///
/// All lanes have the same interval, so that their order within a round never changes: a circle is enough, and
/// the next message is found without searching.
final class Rota {

    private final List<Slot> slots;
    private final double messagesPerSecond;
    private int position;
    private long round;
    private long roundNanos;

    /// A lane and its place within a round.
    record Slot(Lane lane, long phaseNanos) {
    }

    Rota(List<Slot> slots, double messagesPerSecond) {
        this.slots = slots.stream().sorted(Comparator.comparingLong(Slot::phaseNanos)).toList();
        this.messagesPerSecond = messagesPerSecond;
    }

    /// When the next message is due, from the start; [Long#MAX_VALUE] when there is no lane.
    long nextNanos() {
        return slots.isEmpty() ? Long.MAX_VALUE : roundNanos + slots.get(position).phaseNanos();
    }

    /// Takes the next message: the lane on which it is due.
    Lane take() {
        Lane lane = slots.get(position).lane();
        if (++position == slots.size()) {
            position = 0;
            roundNanos = Schedule.roundNanos(++round, messagesPerSecond);
        }
        return lane;
    }

    List<Slot> slots() {
        return slots;
    }
}
