package pudding.bench.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for the event loops, and counts the seconds meanwhile; used by one thread.
final class Seconds {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long startNanos;
    private final Runnable each;
    private int passed;

    /// @param startNanos of the monotonic clock
    /// @param each       run at the end of each second since then
    Seconds(long startNanos, Runnable each) {
        this.startNanos = startNanos;
        this.each = each;
    }

    /// Waits until `what` is done, or until that long after the start.
    void await(CompletableFuture<?> what, long untilNanos) throws InterruptedException {
        while (true) {
            long next = Math.min((passed + 1) * SECOND_NANOS, untilNanos);
            try {
                what.get(next - (System.nanoTime() - startNanos), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                if (next == untilNanos) {
                    return;
                }
                passed++;
                each.run();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A shard failed.", e);
            }
        }
    }
}
