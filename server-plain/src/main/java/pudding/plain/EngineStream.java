package pudding.plain;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS by an `SSLEngine` over a blocking socket, by the driver of the event loop: a connection that waits owns no
/// buffer but the small one of its [BlockingWire].
///
/// ```
///         await                receive
///  wire ─────────▶ 256 bytes ──────────▶ the rest, into a [Loan] ──▶ plaintext, while the loan lasts
/// ```
final class EngineStream implements TlsStream {

    /// Records in one turn, so that a busy peer does not keep the others from the connection's lock.
    private static final int MAX_STEPS_PER_TURN = 4;

    /// What a connection borrows while it works; a peer that does not read what is written makes it last.
    ///
    /// @param transfer native memory that arrays move by; none where there are no arrays
    record Loan(TlsBuffers tls, ByteBuffer transfer) {

        static Loan of(TlsBuffers buffers) {
            return new Loan(buffers, ByteBuffer.allocateDirect(buffers.in().isDirect() ? 0 : buffers.in().capacity()));
        }
    }

    private final BlockingWire wire;
    private final Tls tls;
    private final BufferPool<Loan> loans;
    private @Nullable TlsChannel channel;
    /// That of the turn.
    private @Nullable Loan loan;
    private boolean mayHaveMore;
    private boolean inputEnded;
    private boolean outputEnded;

    EngineStream(BlockingWire wire, Tls tls, BufferPool<Loan> loans) {
        this.wire = wire;
        this.tls = tls;
        this.loans = loans;
    }

    @Override
    public boolean begin() throws IOException {
        return wire.await();
    }

    @Override
    public void handshake() throws IOException {
        TlsChannel beginning = new TlsChannel(wire, tls);
        channel = beginning;
        while (!inTurn(buffers -> establish(beginning, buffers))) {
            if (!wire.await()) {
                throw new EOFException("end of input");
            }
        }
        // The peer's first words may have come along.
        mayHaveMore = true;
    }

    @Override
    public boolean await() throws IOException {
        return !inputEnded && (mayHaveMore || wire.await());
    }

    @Override
    public int receive(Receiver receiver) throws IOException {
        if (outputEnded) {
            // Nothing that comes now matters, but closing while it is unread would reset the connection.
            mayHaveMore = false;
            inTurn(buffers -> wire.read(buffers.in().clear()));
            return 1;
        }
        return inTurn(buffers -> receive(channel(), buffers, receiver));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        channel().send(bytes);
        inTurn(channel()::flush);
    }

    @Override
    public void end() throws IOException {
        outputEnded = true;
        inTurn(channel()::closeOutbound);
        wire.shutdownOutput();
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.release();
        }
    }

    /// Works on what has arrived.
    ///
    /// @return whether the handshake is complete
    private static boolean establish(TlsChannel channel, TlsBuffers buffers) throws IOException {
        channel.borrow(buffers);
        try {
            while (true) {
                switch (channel.read(buffers)) {
                    case ESTABLISHED -> {
                        return true;
                    }
                    case TASKS -> channel.runTasks();
                    case NOTHING -> {
                        // The next may hold more.
                    }
                    case BLOCKED -> {
                        return false;
                    }
                    case DATA -> throw new SSLException("data within the handshake");
                    case END -> throw new EOFException("end of input");
                }
            }
        } catch (SSLException e) {
            throw alerted(channel, buffers, e);
        } finally {
            channel.giveBack(buffers);
        }
    }

    private int receive(TlsChannel channel, TlsBuffers buffers, Receiver receiver) throws IOException {
        channel.borrow(buffers);
        try {
            int steps = 0;
            mayHaveMore = true;
            while (mayHaveMore && !outputEnded && steps < MAX_STEPS_PER_TURN) {
                steps++;
                switch (channel.read(buffers)) {
                    case DATA -> {
                        ByteBuffer plain = buffers.plaintext();
                        receiver.received(plain.array(), plain.arrayOffset(), plain.arrayOffset() + plain.limit());
                    }
                    case NOTHING -> {
                        // It took a step.
                    }
                    case BLOCKED -> mayHaveMore = false;
                    case END -> {
                        inputEnded = true;
                        mayHaveMore = false;
                    }
                    case TASKS -> channel.runTasks();
                    case ESTABLISHED -> throw new IllegalStateException("established twice");
                }
            }
            return steps;
        } catch (SSLException e) {
            throw outputEnded ? e : alerted(channel, buffers, e);
        } finally {
            channel.giveBack(buffers);
        }
    }

    /// Tells the peer why TLS failed.
    private static SSLException alerted(TlsChannel channel, TlsBuffers buffers, SSLException failure) {
        try {
            channel.closeOutbound(buffers);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /// Something that needs buffers.
    private interface Turn<T> {
        T take(TlsBuffers buffers) throws IOException;
    }

    /// Lends buffers for a turn, and within it the same ones again.
    private <T> T inTurn(Turn<T> turn) throws IOException {
        if (loan != null) {
            return turn.take(loan.tls());
        }
        Loan taken = loans.take();
        loan = taken;
        wire.lend(taken.transfer());
        try {
            return turn.take(taken.tls());
        } finally {
            loan = null;
            wire.giveBack();
            loans.giveBack(taken);
        }
    }

    private TlsChannel channel() {
        return Objects.requireNonNull(channel);
    }
}
