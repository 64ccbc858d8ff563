package pudding.plain;

import java.io.IOException;
import java.util.ArrayDeque;
import pudding.contract.Failures;
import pudding.contract.Rejection;

/// The queue of one connection's events: worked off in order, by one worker at a time, one event a turn.
///
/// The loop's thread adds, workers take. A lane ends with its last item; what was added after is dropped.
///
/// ```
///            add                    turn done, none left
///   IDLE ──────────▶ SCHEDULED ───────────────────────────▶ IDLE
///                     │     ▲  turn done, more left: to the end of the pool's queue
///                     │     └──┐
///                     └────────┘
///                     │ a Close, a refusal or the end was worked off
///                     ▼
///                   ENDED
/// ```
final class Lane implements Runnable {

    /// Events of one connection that may wait, a large one as many as its [Item#weight].
    static final int MAX_QUEUED = 16;

    private enum State {
        IDLE, SCHEDULED, ENDED
    }

    /// What waits in a lane.
    sealed interface Item {

        /// What counts as one message; a larger one counts once more for each of these that it fills, so that what
        /// waits is bounded in bytes too.
        int UNIT_BYTES = 65_536;

        /// How many messages it counts for.
        default int weight() {
            return 1;
        }

        /// An event for the connection's handler; not a Close.
        record Work(Event event) implements Item {
            @Override
            public int weight() {
                return switch (event) {
                    case Event.Text(_, _, int length) -> 1 + length / UNIT_BYTES;
                    case Event.Binary(_, _, int length) -> 1 + length / UNIT_BYTES;
                    case Event.Ping _,Event.Pong _,Event.Close _ -> 1;
                };
            }
        }

        /// The last: a Close frame is sent.
        record Goodbye(int code, String reason) implements Item {
        }

        /// The last: the decoder refused what followed.
        record Refused(Rejection rejection) implements Item {
        }

        /// The last: the peer is gone, and nothing is sent.
        record End() implements Item {
        }
    }

    /// What a lane tells its connection; called by workers.
    interface Owner {

        /// A message is refused: to be counted and logged.
        void rejected(Rejection rejection);

        /// There is room again for at least half of what fits.
        void laneHasRoom();

        /// The last item is done.
        void laneEnded();
    }

    private final HandOver handOver;
    private final MessageHandler handler;
    private final FrameWriter out;
    private final Owner owner;

    // Guarded by this.
    private final ArrayDeque<Item> items = new ArrayDeque<>(1);
    private int weight;
    private State state = State.IDLE;

    Lane(HandOver handOver, MessageHandler handler, FrameWriter out, Owner owner) {
        this.handOver = handOver;
        this.handler = handler;
        this.out = out;
        this.owner = owner;
    }

    /// Adds an item, whether there is room or not: the caller stops reading when there is none.
    void add(Item item) {
        boolean idle;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            items.add(item);
            weight += item.weight();
            idle = state == State.IDLE;
            state = State.SCHEDULED;
        }
        handOver.added(item.weight());
        if (idle) {
            handOver.execute(this);
        }
    }

    boolean isFull() {
        return queued() >= MAX_QUEUED;
    }

    boolean isHalfFull() {
        return queued() > MAX_QUEUED / 2;
    }

    private synchronized int queued() {
        return weight;
    }

    /// Works off one item; called by the pool.
    @Override
    public void run() {
        Item item = take();
        boolean last = work(item);
        int done = item.weight();
        State next;
        synchronized (this) {
            if (last) {
                done += weight;
                weight = 0;
                items.clear();
            }
            next = last ? State.ENDED : items.isEmpty() ? State.IDLE : State.SCHEDULED;
            state = next;
        }
        handOver.removed(done);
        switch (next) {
            case IDLE -> owner.laneHasRoom();
            case SCHEDULED -> {
                if (!isHalfFull()) {
                    owner.laneHasRoom();
                }
                handOver.execute(this);
            }
            case ENDED -> owner.laneEnded();
        }
    }

    private synchronized Item take() {
        Item item = items.remove();
        weight -= item.weight();
        return item;
    }

    /// @return whether it was the last
    private boolean work(Item item) {
        try {
            switch (item) {
                case Item.Work(Event event) -> {
                    handler.on(event);
                    return false;
                }
                case Item.Goodbye(int code, String reason) -> out.send(FrameEncoder.close(code, reason));
                case Item.Refused(Rejection rejection) -> refuse(rejection);
                case Item.End() -> {
                    // Nobody is there to be told.
                }
            }
            return true;
        } catch (Rejection rejection) {
            refuse(rejection);
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            refuse(Failures.rejection(e));
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    private void refuse(Rejection rejection) {
        owner.rejected(rejection);
        try {
            out.send(FrameEncoder.close(rejection.refusal().code(), rejection.closeReason()));
        } catch (IOException e) {
            // The connection is gone; the refusal is counted.
        }
    }
}
