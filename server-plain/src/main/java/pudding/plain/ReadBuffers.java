package pudding.plain;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Lends read buffers, so that a connection has one only while it works on what it read; safe for use by many
/// threads at once.
///
/// There are as many as connections ever were at work at the same time.
final class ReadBuffers {

    /// Plaintext of the largest TLS record (RFC 8446 §5.1).
    private static final int BUFFER_BYTES = 16_384;

    private final Queue<byte[]> idle = new ConcurrentLinkedQueue<>();

    byte[] take() {
        byte[] buffer = idle.poll();
        return buffer == null ? new byte[BUFFER_BYTES] : buffer;
    }

    void giveBack(byte[] buffer) {
        idle.add(buffer);
    }
}
