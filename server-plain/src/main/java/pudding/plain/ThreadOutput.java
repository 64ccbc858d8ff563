package pudding.plain;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import pudding.contract.Limits;
import pudding.contract.Rejection;
import pudding.contract.SendWatch;

/// Writes to one TLS socket, blocking, and shows to the reaper whether the peer takes what is written.
///
/// Whoever writes holds the lock of the [ThreadConnection]; any thread may ask [#isWriting], the reaper alone looks.
final class ThreadOutput {

    /// Plaintext of one TLS record (RFC 8446 §5.1): what is written at once, so that progress can be seen.
    private static final int RECORD_BYTES = 16_384;

    /// Writes begun and writes done, together: odd while one is under way.
    private final AtomicInteger writes = new AtomicInteger();
    private final SendWatch watch;
    private @Nullable SSLSocket socket;

    ThreadOutput(Limits limits) {
        watch = new SendWatch(limits);
    }

    /// The TLS handshake is complete.
    void open(SSLSocket established) {
        socket = established;
    }

    void write(byte[] bytes) throws IOException {
        OutputStream out = Objects.requireNonNull(socket).getOutputStream();
        for (int at = 0; at < bytes.length; at += RECORD_BYTES) {
            writes.incrementAndGet();
            out.write(bytes, at, Math.min(bytes.length - at, RECORD_BYTES));
            writes.incrementAndGet();
        }
    }

    /// Sends close_notify and ends this side.
    void end() throws IOException {
        writes.incrementAndGet();
        Objects.requireNonNull(socket).shutdownOutput();
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
