package pudding.bench.measure;

import java.io.IOException;
import java.util.function.ToLongFunction;
import pudding.bench.server.ServerStats;

/// Waits until a server has worked off what it was sent; has no state, may be used by any thread.
public final class Settling {

    private static final long WITHIN_NANOS = 30_000_000_000L;
    private static final long STALLED_NANOS = 3_000_000_000L;
    private static final long POLL_MILLIS = 50;

    private Settling() {
    }

    /// Reads the counters of one server.
    @FunctionalInterface
    public interface Reader {
        ServerStats read() throws IOException, InterruptedException;
    }

    /// The counters once no more than `lost` messages are missing; or after three seconds without progress, or thirty
    /// in all, as they are then.
    ///
    /// @param missing messages that the server has not finished, by its counters
    /// @param lost    messages that are not waited for
    public static ServerStats await(Reader reader, ToLongFunction<ServerStats> missing, long lost)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        long progressNanos = startNanos;
        long workedOff = -1;
        while (true) {
            ServerStats stats = reader.read();
            long done = stats.received() + stats.messages() + stats.rejectedSum();
            long nanos = System.nanoTime();
            if (done != workedOff) {
                workedOff = done;
                progressNanos = nanos;
            }
            if (missing.applyAsLong(stats) <= lost || nanos - progressNanos > STALLED_NANOS
                    || nanos - startNanos > WITHIN_NANOS) {
                return stats;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
