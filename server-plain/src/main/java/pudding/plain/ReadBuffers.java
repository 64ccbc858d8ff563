package pudding.plain;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// Lends read buffers, so that a connection has one only while it works on what it read; safe for use by many
/// threads at once.
final class ReadBuffers {

    /// Plaintext of the largest TLS record (RFC 8446 §5.1).
    private static final int BUFFER_BYTES = 16_384;
    /// Kept for the next to ask; more than that, after a burst, are left to the collector.
    private static final int MAX_KEPT = 64;

    private final Queue<byte[]> kept = new ArrayBlockingQueue<>(MAX_KEPT);

    byte[] take() {
        byte[] buffer = kept.poll();
        return buffer == null ? new byte[BUFFER_BYTES] : buffer;
    }

    void giveBack(byte[] buffer) {
        kept.offer(buffer);
    }
}
