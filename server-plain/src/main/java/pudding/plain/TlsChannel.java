package pudding.plain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Runs TLS over a socket that does not block: ciphertext in, plaintext out, and back.
///
/// Not thread-safe: only the event loop's thread uses it; the tasks of a handshake alone run elsewhere. It works
/// in [Buffers] that all connections of the loop borrow in turn, and owns memory only for what could not be
/// worked off within one turn:
///
/// ```
///            borrow                               giveBack
///  held in ──────────▶ shared in ── unwrap ──▶ shared plain          (what is left of "in" is held again)
///                        ▲ read
///                      socket
///                        ▲ write
///  held out ◀─────────shared out ◀── wrap ── outbox                  (what the socket does not take is held)
/// ```
///
/// The state of the handshake is the engine's own ([SSLEngine#getHandshakeStatus]).
final class TlsChannel {

    /// What a read came to.
    enum Step {
        /// Plaintext is in [Buffers#plain].
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

    /// What the connections of one loop share, sized for whole TLS records.
    record Buffers(ByteBuffer in, ByteBuffer plain, ByteBuffer out) {

        private static final int RECORDS = 2;

        static Buffers of(Tls tls) {
            var session = tls.engine().getSession();
            int record = session.getPacketBufferSize();
            return new Buffers(ByteBuffer.allocate(RECORDS * record),
                    ByteBuffer.allocate(session.getApplicationBufferSize()),
                    ByteBuffer.allocate(RECORDS * record));
        }
    }

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);
    /// What a piece in line takes beside its bytes, about: a pong may have two.
    private static final int ENTRY_BYTES = 96;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final Buffers buffers;
    private final ArrayDeque<ByteBuffer> outbox = new ArrayDeque<>(1);
    private int outboxBytes;
    private long sentBytes;
    private ByteBuffer heldIn = NONE;
    private ByteBuffer heldOut = NONE;
    private boolean anyInput;
    private boolean established;
    /// The last read took less than there was room for: the socket is empty, and asking again would be in vain.
    private boolean drained;

    TlsChannel(SocketChannel channel, SSLEngine engine, Buffers buffers) throws SSLException {
        this.channel = channel;
        this.engine = engine;
        this.buffers = buffers;
        engine.beginHandshake();
    }

    /// Whether the peer has sent any byte.
    boolean anyInput() {
        return anyInput;
    }

    /// Begins a turn of reading.
    void borrow() {
        buffers.in().clear().put(heldIn).flip();
        heldIn = NONE;
        drained = false;
    }

    /// Ends a turn of reading.
    void giveBack() {
        heldIn = copy(buffers.in());
    }

    /// Takes the next step of a turn.
    ///
    /// @throws SSLException when TLS fails; [#closeOutbound] then sends the alert
    /// @throws IOException  when the connection is gone
    Step read() throws IOException {
        while (true) {
            @Nullable Step step = switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> Step.TASKS;
                case NEED_WRAP -> wrapHandshake();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
                case NOT_HANDSHAKING, FINISHED -> established ? unwrap() : Step.ESTABLISHED;
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
        return heldOut.remaining() >= buffers.out().capacity();
    }

    /// Whether ciphertext waits for the socket to take it.
    boolean awaitsSocket() {
        return heldOut.hasRemaining();
    }

    /// Sends what is in line.
    ///
    /// @return whether the socket took it all
    boolean flush() throws IOException {
        write(NONE);
        while (!outbox.isEmpty() && !awaitsSocket()) {
            ByteBuffer out = buffers.out().clear();
            while (!outbox.isEmpty() && out.remaining() >= out.capacity() / Buffers.RECORDS) {
                wrapNext(outbox.element(), out);
            }
            write(out.flip());
        }
        return !awaitsSocket();
    }

    /// Sends close_notify, or the alert that a failure calls for; to be called after a flush, again if need be.
    ///
    /// @return whether the socket took it all
    boolean closeOutbound() throws IOException {
        engine.closeOutbound();
        ByteBuffer out = buffers.out().clear();
        boolean more = true;
        while (more && !engine.isOutboundDone()) {
            more = engine.wrap(NONE, out).bytesProduced() > 0;
        }
        write(out.flip());
        return !awaitsSocket();
    }

    private @Nullable Step unwrap() throws IOException {
        ByteBuffer plain = buffers.plain().clear();
        SSLEngineResult result = engine.unwrap(buffers.in(), plain);
        return switch (result.getStatus()) {
            case OK -> plain.flip().hasRemaining() ? Step.DATA : Step.NOTHING;
            case BUFFER_UNDERFLOW -> fill();
            case BUFFER_OVERFLOW -> throw new SSLException("a record is larger than allowed");
            case CLOSED -> Step.END;
        };
    }

    private @Nullable Step fill() throws IOException {
        if (drained || isChoked()) {
            return Step.BLOCKED;
        }
        ByteBuffer in = buffers.in().compact();
        int room = in.remaining();
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
    private @Nullable Step wrapHandshake() throws IOException {
        ByteBuffer out = buffers.out().clear();
        boolean more = true;
        while (more && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                && out.remaining() >= out.capacity() / Buffers.RECORDS) {
            more = engine.wrap(NONE, out).bytesProduced() > 0;
        }
        write(out.flip());
        return more ? null : Step.END;
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
