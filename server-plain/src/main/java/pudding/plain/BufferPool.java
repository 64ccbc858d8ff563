package pudding.plain;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/// Lends buffers, so that a connection has one only while it works; safe for use by many threads at once.
///
/// The last given back is the first lent: it is still in the cache, and those that a burst needed are not touched
/// again.
final class BufferPool<B> {

    /// Kept for the next to ask; more than that, after a burst, are left to the collector.
    private static final int MAX_KEPT = 64;

    private final Supplier<B> maker;
    private final ArrayDeque<B> kept = new ArrayDeque<>();

    BufferPool(Supplier<B> maker) {
        this.maker = maker;
    }

    B take() {
        synchronized (kept) {
            if (!kept.isEmpty()) {
                return kept.pop();
            }
        }
        return maker.get();
    }

    void giveBack(B buffer) {
        synchronized (kept) {
            if (kept.size() < MAX_KEPT) {
                kept.push(buffer);
            }
        }
    }
}
