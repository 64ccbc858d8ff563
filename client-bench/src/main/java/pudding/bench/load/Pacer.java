package pudding.bench.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gives each turn of a rota when it is due, with one timer for all; belongs to the shard's event loop.
///
/// @param <T> what has its turn
final class Pacer<T> {

    /// Turns in a row when the loop is late, before it looks after its sockets again.
    private static final int MAX_BURST = 16;

    private final EventLoop loop;
    private final Rota<T> rota;
    private final long startNanos;
    private final Consumer<T> due;
    private final Runnable over;
    private long limitNanos;
    private @Nullable Future<?> tick;

    /// @param startNanos of the monotonic clock
    /// @param limitNanos from the start until no turn is due any more
    /// @param due        given whose turn it is
    /// @param over       run after the last turn
    Pacer(EventLoop loop, Rota<T> rota, long startNanos, long limitNanos, Consumer<T> due, Runnable over) {
        this.loop = loop;
        this.rota = rota;
        this.startNanos = startNanos;
        this.limitNanos = limitNanos;
        this.due = due;
        this.over = over;
    }

    /// Nobody ever has a turn.
    static <T> Pacer<T> none(EventLoop loop) {
        return new Pacer<>(loop, new Rota<>(List.of(), 1), 0, 0, _ -> {
        }, () -> {
        });
    }

    /// Gives every turn that is due, then sleeps until the next one is.
    void turn() {
        for (int i = 0; i < MAX_BURST; i++) {
            long next = rota.nextNanos();
            if (next >= limitNanos) {
                over.run();
                return;
            }
            long wait = startNanos + next - System.nanoTime();
            if (wait > 0) {
                tick = loop.schedule(this::turn, wait, TimeUnit.NANOSECONDS);
                return;
            }
            due.accept(rota.take());
        }
        // Scheduled, not executed: the loop reads and writes its sockets before it comes back.
        tick = loop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
    }

    /// Whether every turn was given.
    boolean isOver() {
        return rota.nextNanos() >= limitNanos;
    }

    /// The end, by the monotonic clock.
    long endNanos() {
        return startNanos + limitNanos;
    }

    /// Brings the end forward to now; turns that are due by now are still given.
    void end() {
        limitNanos = Math.clamp(System.nanoTime() - startNanos, 0, limitNanos);
    }

    /// Gives no other turn, but names those that were due and not given.
    void cancel(Consumer<T> missed) {
        if (tick != null) {
            tick.cancel(false);
        }
        while (!isOver()) {
            missed.accept(rota.take());
        }
    }

    List<Rota.Slot<T>> slots() {
        return rota.slots();
    }
}
