package pudding.plain;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Hands work from the event loop to the pool, and counts it, so that the loop stops reading before messages
/// queue without end.
///
/// Safe for use by many threads at once; only the loop adds messages, so that what it saw as room stays room.
final class HandOver {

    /// Messages of all connections that may wait; with each at its default limit, 32 MB.
    static final int MAX_QUEUED = 512;

    private final ExecutorService pool;
    private final Runnable onRoom;
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean awaited;

    /// @param onRoom called by a worker when there is room again after [#awaitRoom]; perhaps more than once
    HandOver(int workers, Runnable onRoom) {
        pool = Executors.newFixedThreadPool(workers, Thread.ofPlatform().daemon().name("worker-", 0).factory());
        this.onRoom = onRoom;
    }

    void execute(Runnable work) {
        pool.execute(work);
    }

    boolean isFull() {
        return queued.get() >= MAX_QUEUED;
    }

    /// Asks to be told of room, which begins where half of it is free.
    ///
    /// @param wanted false when nobody waits any more
    void awaitRoom(boolean wanted) {
        awaited = wanted;
    }

    void added() {
        queued.incrementAndGet();
    }

    void removed(int count) {
        if (queued.addAndGet(-count) <= MAX_QUEUED / 2 && awaited) {
            onRoom.run();
        }
    }

    /// Ends the pool once its work is done, or the time is over.
    void close(long withinMillis) throws InterruptedException {
        pool.shutdown();
        pool.awaitTermination(withinMillis, TimeUnit.MILLISECONDS);
    }
}
