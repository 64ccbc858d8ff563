package pudding.plain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayDeque;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Runs TLS over a channel whose reads do not block: ciphertext in, plaintext out, and back.
///
/// Not thread-safe: one thread uses it at a time; the tasks of a handshake alone may run elsewhere. It works in
/// [TlsBuffers] that each call lends it, the same ones within a turn, and owns memory only for what could not be
/// worked off within one turn:
///
/// ```
///            borrow                               giveBack
///  held in ──────────▶ shared in ── unwrap ──▶ shared plain          (what is left of "in" is held again)
///                        ▲ read
///                      channel
///                        ▲ write
///  held out ◀─────────shared out ◀── wrap ── outbox                  (what the channel does not take is held)
/// ```
///
/// A channel that takes all that it is given, as a blocking one does, leaves nothing to be held on the way out. The
/// state of the handshake is the engine's own ([SSLEngine#getHandshakeStatus]).
final class TlsChannel {

    /// What a read came to.
    enum Step {
        /// Plaintext is in [TlsBuffers#plain].
        DATA,
        /// A record was worked off that held none: of the handshake, a KeyUpdate (RFC 8446 §4.6.3), an empty one. It
        /// takes a step too, because a peer may send these without end.
        NOTHING,
        /// The handshake is complete; told once.
        ESTABLISHED,
        /// The engine has tasks to run elsewhere, and nothing can be read before they are done.
        TASKS,
        /// The socket has no more for now.
        BLOCKED,
        /// The peer has ended its side.
        END
    }

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);
    /// A fatal alert handshake_failure, as a record of TLS 1.2 (RFC 5246 §7.2).
    private static final byte[] HANDSHAKE_FAILURE = {0x15, 3, 3, 0, 2, 2, 40};
    /// What a piece in line takes beside its bytes, about: a pong may have two.
    private static final int ENTRY_BYTES = 96;
    /// Ciphertext that may wait for the socket before nothing more is read.
    private static final int MAX_HELD_BYTES = 32_768;

    private final ByteChannel channel;
    private final Tls tls;
    private final SSLEngine engine;
    private final ArrayDeque<ByteBuffer> outbox = new ArrayDeque<>(1);
    private int outboxBytes;
    private long sentBytes;
    private ByteBuffer heldIn = NONE;
    private ByteBuffer heldOut = NONE;
    private boolean anyInput;
    private boolean established;
    /// The last read took less than there was room for: the socket is empty, and asking again would be in vain.
    private boolean drained;

    TlsChannel(ByteChannel channel, Tls tls) throws SSLException {
        this.channel = channel;
        this.tls = tls;
        engine = tls.engine();
        engine.beginHandshake();
    }

    /// Whether the peer has sent any byte.
    boolean anyInput() {
        return anyInput;
    }

    /// Begins a turn of reading.
    void borrow(TlsBuffers buffers) {
        buffers.in().clear().put(heldIn).flip();
        heldIn = NONE;
        drained = false;
    }

    /// Ends a turn of reading.
    void giveBack(TlsBuffers buffers) {
        heldIn = copy(buffers.in());
    }

    /// Takes the next step of a turn.
    ///
    /// @throws SSLException when TLS fails; [#closeOutbound] then sends the alert
    /// @throws IOException  when the connection is gone
    Step read(TlsBuffers buffers) throws IOException {
        while (true) {
            @Nullable Step step = switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> Step.TASKS;
                case NEED_WRAP -> wrapHandshake(buffers);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap(buffers);
                case NOT_HANDSHAKING, FINISHED -> established ? unwrap(buffers) : Step.ESTABLISHED;
            };
            if (step != null) {
                established |= step == Step.ESTABLISHED;
                return step;
            }
        }
    }

    /// Runs the engine's tasks; called on a worker, while nothing else is done with the engine.
    void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /// Puts plaintext in line; [#flush] sends it.
    void send(byte[] plaintext) {
        outbox.add(ByteBuffer.wrap(plaintext));
        outboxBytes += plaintext.length;
    }

    /// What waits for the socket, as memory: plaintext in line, and ciphertext that it did not take.
    int unsentBytes() {
        return outboxBytes + outbox.size() * ENTRY_BYTES + heldOut.remaining();
    }

    /// Ciphertext that the socket took so far.
    long sentBytes() {
        return sentBytes;
    }

    /// Whether so much waits for the socket that nothing more is to be read: a peer may ask for answers of TLS itself
    /// (RFC 8446 §4.6.3), and not read them.
    boolean isChoked() {
        return heldOut.remaining() >= MAX_HELD_BYTES;
    }

    /// Whether ciphertext waits for the socket to take it.
    boolean awaitsSocket() {
        return heldOut.hasRemaining();
    }

    /// Sends what is in line.
    ///
    /// @return whether the socket took it all
    boolean flush(TlsBuffers buffers) throws IOException {
        write(NONE);
        while (!outbox.isEmpty() && !awaitsSocket()) {
            ByteBuffer out = buffers.out().clear();
            while (!outbox.isEmpty() && buffers.outTakesRecord()) {
                wrapNext(outbox.element(), out);
            }
            write(out.flip());
        }
        return !awaitsSocket();
    }

    /// Sends close_notify, or the alert that a failure calls for; to be called after a flush, again if need be.
    ///
    /// @return whether the socket took it all
    boolean closeOutbound(TlsBuffers buffers) throws IOException {
        engine.closeOutbound();
        ByteBuffer out = buffers.out().clear();
        boolean more = true;
        while (more && !engine.isOutboundDone()) {
            more = engine.wrap(NONE, out).bytesProduced() > 0;
        }
        write(out.flip());
        return !awaitsSocket();
    }

    /// Gives up all that TLS holds; nothing is read or sent after it.
    void release() {
        tls.release(engine);
    }

    private @Nullable Step unwrap(TlsBuffers buffers) throws IOException {
        ByteBuffer plain = buffers.plain().clear();
        SSLEngineResult result = engine.unwrap(buffers.in(), plain);
        return switch (result.getStatus()) {
            case OK -> plain.flip().hasRemaining() ? Step.DATA : Step.NOTHING;
            case BUFFER_UNDERFLOW -> fill(buffers.in());
            case BUFFER_OVERFLOW -> throw new SSLException("a record is larger than allowed");
            case CLOSED -> Step.END;
        };
    }

    private @Nullable Step fill(ByteBuffer in) throws IOException {
        if (drained || isChoked()) {
            return Step.BLOCKED;
        }
        int room = in.compact().remaining();
        int count = channel.read(in);
        in.flip();
        if (count < 0) {
            return Step.END;
        }
        anyInput |= count > 0;
        drained = count < room;
        return count == 0 ? Step.BLOCKED : null;
    }

    /// Sends as many handshake messages as the engine has, in one write.
    private @Nullable Step wrapHandshake(TlsBuffers buffers) throws IOException {
        ByteBuffer out = buffers.out().clear();
        boolean produced = true;
        while (produced && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && buffers.outTakesRecord()) {
            produced = engine.wrap(NONE, out).bytesProduced() > 0;
        }
        out.flip();
        if (tls.isNative() && sentBytes == 0 && !awaitsSocket()) {
            refuseWeakSignature(out);
        }
        write(out);
        // An engine that is closed wants to wrap and has nothing; another may find only now that it has nothing.
        return produced || engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP ? null : Step.END;
    }

    /// Sends an alert in place of a first flight that is signed by SHA-1 or less. The JDK's engine sees to it by itself.
    private void refuseWeakSignature(ByteBuffer flight) throws IOException {
        if (!ServerFlight.isProperlySigned(flight)) {
            write(flight.clear().put(HANDSHAKE_FAILURE).flip());
            throw new SSLException("the server's first flight is signed by SHA-1 or cannot be read");
        }
    }

    private void wrapNext(ByteBuffer plaintext, ByteBuffer out) throws SSLException {
        SSLEngineResult result = engine.wrap(plaintext, out);
        outboxBytes -= result.bytesConsumed();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            // TLS has ended, by an alert or by the peer's close_notify under TLS 1.2: nothing more can be said.
            outbox.clear();
            outboxBytes = 0;
        } else if (!plaintext.hasRemaining()) {
            outbox.remove();
        }
    }

    /// Writes after what is held, and holds what the socket does not take.
    private void write(ByteBuffer ciphertext) throws IOException {
        if (awaitsSocket()) {
            sentBytes += channel.write(heldOut);
        }
        if (awaitsSocket()) {
            if (ciphertext.hasRemaining()) {
                heldOut = copy(heldOut, ciphertext);
            }
        } else {
            if (ciphertext.hasRemaining()) {
                sentBytes += channel.write(ciphertext);
            }
            heldOut = copy(ciphertext);
        }
    }

    private static ByteBuffer copy(ByteBuffer... parts) {
        int length = 0;
        for (ByteBuffer part : parts) {
            length += part.remaining();
        }
        if (length == 0) {
            return NONE;
        }
        ByteBuffer whole = ByteBuffer.allocate(length);
        for (ByteBuffer part : parts) {
            whole.put(part);
        }
        return whole.flip();
    }
}
