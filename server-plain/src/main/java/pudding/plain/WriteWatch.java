package pudding.plain;

import java.util.concurrent.atomic.AtomicInteger;
import pudding.contract.Limits;
import pudding.contract.Rejection;
import pudding.contract.SendWatch;

/// Shows to the reaper whether the peer takes what is being written to it, by writes that block.
///
/// Whoever writes tells it, one at a time; any thread may ask [#isWriting], the reaper alone looks.
final class WriteWatch {

    /// Writes begun and writes done, together: odd while one is under way.
    private final AtomicInteger writes = new AtomicInteger();
    private final SendWatch watch;

    WriteWatch(Limits limits) {
        watch = new SendWatch(limits);
    }

    /// A write begins, of one TLS record or two, so that progress can be seen.
    void begin() {
        writes.incrementAndGet();
    }

    /// The write has succeeded.
    void done() {
        writes.incrementAndGet();
    }

    /// Whether a write is under way, or has failed.
    boolean isWriting() {
        return (writes.get() & 1) != 0;
    }

    /// @throws Rejection once, when a write has made no progress for too long
    void look(long nowNanos) throws Rejection {
        watch.look(isWriting(), writes.get(), nowNanos);
    }
}
