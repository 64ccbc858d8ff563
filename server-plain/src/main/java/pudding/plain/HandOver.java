package pudding.plain;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Hands work from the event loop to the pool, and counts it, so that the loop stops reading before messages
/// queue without end. Without a pool the loop does the work itself, at once, and nothing queues.
///
/// Safe for use by many threads at once; only the loop adds messages, so that what it saw as room stays room.
final class HandOver {

    private final @Nullable ExecutorService pool;
    private final Executor executor;
    private final int maxQueued;
    private final Runnable onRoom;
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean awaited;

    /// @param workers   threads of the pool; 0 for none
    /// @param maxQueued messages of all connections that may wait, a large one as many as its [Lane.Item#weight]
    /// @param onRoom    called by a worker when there is room again after [#awaitRoom]; perhaps more than once
    HandOver(int workers, int maxQueued, Runnable onRoom) {
        if (workers > 0) {
            pool = Executors.newFixedThreadPool(workers, Thread.ofPlatform().daemon().name("worker-", 0).factory());
            executor = pool;
        } else {
            pool = null;
            executor = Runnable::run;
        }
        this.maxQueued = maxQueued;
        this.onRoom = onRoom;
    }

    void execute(Runnable work) {
        executor.execute(work);
    }

    /// Whether whoever hands over goes on while the work is done.
    boolean isElsewhere() {
        return pool != null;
    }

    boolean isFull() {
        return queued.get() >= maxQueued;
    }

    /// How many wait now, those that are worked on among them.
    int queued() {
        return queued.get();
    }

    /// Asks to be told of room, which begins where half of it is free.
    ///
    /// @param wanted false when nobody waits any more
    void awaitRoom(boolean wanted) {
        awaited = wanted;
    }

    void added(int weight) {
        queued.addAndGet(weight);
    }

    void removed(int weight) {
        if (queued.addAndGet(-weight) <= maxQueued / 2 && awaited) {
            onRoom.run();
        }
    }

    /// Ends the pool once its work is done, or the time is over.
    void close(long withinMillis) throws InterruptedException {
        if (pool != null) {
            pool.shutdown();
            pool.awaitTermination(withinMillis, TimeUnit.MILLISECONDS);
        }
    }
}
