package pudding.plain;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLException;
import pudding.contract.Failures;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.SendWatch;
import pudding.contract.SilenceRules;
import pudding.contract.TlsRules;

/// Moves one connection's bytes in the event loop, from the TLS handshake to the end; what they mean is its
/// [LoopConversation]'s part.
///
/// Only the loop's thread uses it.
///
/// ```
///               TLS done              finish: the conversation is over
///  HANDSHAKE ─────────────▶ TALKING ──────────────────────────────────▶ FLUSHING   until the socket took all
///      │                       │                                           │ close_notify and FIN sent
///      │ TLS failed: an alert  │                                       LINGERING   input is discarded
///      ├───────────────────────┼──────────────▶ FLUSHING                   │ peer's end, or 1 s
///      └── peer gone, cut ─────┴──────────────▶ CLOSED ◀───────────────────┘
/// ```
final class LoopConnection {

    private enum State {
        HANDSHAKE, TALKING, FLUSHING, LINGERING, CLOSED
    }

    /// What is done with a connection; what it throws ends the connection alone.
    interface Action {
        void run() throws Rejection, IOException;
    }

    /// TLS records and other steps in one turn, so that a busy peer does not starve the others.
    private static final int MAX_STEPS_PER_TURN = 16;
    private static final long LINGER_NANOS = Duration.ofSeconds(1).toNanos();

    private final SocketChannel channel;
    private final SocketAddress peer;
    private final SelectionKey key;
    private final EventLoop loop;
    private final TlsChannel tls;
    private final LoopConversation conversation;
    private final SendWatch sendWatch;

    private State state = State.HANDSHAKE;
    private long deadlineNanos;
    private boolean tasksRun;
    /// The socket has failed: nothing is read or written any more.
    private boolean gone;

    LoopConnection(SocketChannel channel, SocketAddress peer, SelectionKey key, EventLoop loop) throws IOException {
        this.channel = channel;
        this.peer = peer;
        this.key = key;
        this.loop = loop;
        tls = new TlsChannel(channel, loop.service().tls());
        conversation = new LoopConversation(this, loop);
        sendWatch = new SendWatch(loop.service().limits());
        expireIn(loop.service().limits().handshakeTimeout().toNanos());
    }

    SocketAddress peer() {
        return peer;
    }

    /// The selector found the socket ready.
    void ready() {
        run(() -> {
            boolean choked = tls.isChoked();
            if (key.isWritable()) {
                flush();
            }
            if (key.isValid() && (choked || key.isReadable())) {
                read();
            }
        });
    }

    /// Looks at the deadlines.
    void tick(long nowNanos) {
        try {
            // Every other state has a deadline of its own for it.
            sendWatch.look(state == State.TALKING && conversation.isWebSocket() && tls.unsentBytes() > 0,
                    tls.sentBytes(), nowNanos);
        } catch (Rejection rejection) {
            reject(rejection);
            close();
        }
        if (deadlineNanos - nowNanos <= 0) {
            run(this::expired);
        }
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /// The conversation takes input again.
    void resume() {
        run(conversation::resume);
    }

    /// The server stops.
    void goAway() {
        run(() -> {
            switch (state) {
                case HANDSHAKE -> close();
                case TALKING -> conversation.goAway();
                case FLUSHING, LINGERING, CLOSED -> {
                    // It is ending already.
                }
            }
        });
    }

    /// Ends at once.
    void cut() {
        run(this::close);
    }

    /// Does something with the connection unless it is closed; whatever goes wrong ends this connection alone.
    void run(Action action) {
        if (state == State.CLOSED) {
            return;
        }
        try {
            try {
                action.run();
            } catch (Rejection rejection) {
                conversation.refuse(rejection);
            } catch (IOException e) {
                failed(e);
            }
            showInterest();
        } catch (IOException e) {
            // The peer did not stay to hear why.
            close();
        } catch (RuntimeException | StackOverflowError e) {
            reject(Failures.rejection(e));
            close();
        }
    }

    /// Reads until the socket would block, the turn is over, or the conversation wants no more.
    void read() throws Rejection, IOException {
        if (state == State.LINGERING) {
            discard();
            return;
        }
        tls.borrow(loop.buffers());
        try {
            for (int i = 0; i < MAX_STEPS_PER_TURN; i++) {
                if (!isReading() || !step()) {
                    return;
                }
            }
        } finally {
            tls.giveBack(loop.buffers());
        }
        loop.again(() -> run(this::read));
    }

    /// Sends after what was sent before; in vain when the socket has failed.
    void send(byte[] plaintext) throws IOException {
        if (!gone) {
            tls.send(plaintext);
            if (!tls.awaitsSocket()) {
                // Else it goes when the selector finds room.
                flush();
            }
        }
    }

    /// What the peer has not taken yet.
    int unsentBytes() {
        return tls.unsentBytes();
    }

    /// Sends what is in line and ends this side; closing at once, while input is unread, would reset the connection
    /// and take the last bytes along.
    void finish() throws IOException {
        if (gone) {
            close();
            return;
        }
        state = State.FLUSHING;
        expireIn(LINGER_NANOS);
        flush();
    }

    void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        key.cancel();
        if (!tasksRun) {
            tls.release();
        }
        try {
            channel.close();
        } catch (IOException e) {
            loop.service().log().failed("Cannot close a socket", e);
        }
        conversation.closed();
        loop.ended(this);
    }

    /// @param nanos [SilenceRules#NEVER_NANOS] at most
    void expireIn(long nanos) {
        deadlineNanos = System.nanoTime() + nanos;
    }

    private boolean isReading() {
        return switch (state) {
            case HANDSHAKE -> !tasksRun && !tls.isChoked();
            case TALKING -> !tasksRun && !tls.isChoked() && conversation.wantsInput();
            case FLUSHING, LINGERING, CLOSED -> false;
        };
    }

    private void showInterest() {
        if (state != State.CLOSED) {
            int read = isReading() || state == State.LINGERING ? SelectionKey.OP_READ : 0;
            int write = tls.awaitsSocket() ? SelectionKey.OP_WRITE : 0;
            key.interestOps(gone ? 0 : read | write);
        }
    }

    /// @return whether there may be more
    private boolean step() throws Rejection, IOException {
        return switch (tls.read(loop.buffers())) {
            case DATA -> {
                ByteBuffer plain = loop.buffers().plaintext();
                conversation.received(plain.array(), plain.arrayOffset(), plain.arrayOffset() + plain.limit());
                yield true;
            }
            case NOTHING -> true;
            case ESTABLISHED -> {
                loop.service().counters().handshake();
                state = State.TALKING;
                yield true;
            }
            case TASKS -> {
                tasksRun = true;
                loop.handOver().execute(() -> {
                    tls.runTasks();
                    loop.execute(() -> run(this::tasksDone));
                });
                yield false;
            }
            case BLOCKED -> false;
            case END -> {
                inputEnded();
                yield false;
            }
        };
    }

    private void tasksDone() throws Rejection, IOException {
        tasksRun = false;
        read();
    }

    private void flush() throws IOException {
        boolean all = tls.flush(loop.buffers());
        if (state == State.FLUSHING && all && tls.closeOutbound(loop.buffers())) {
            channel.shutdownOutput();
            state = State.LINGERING;
        } else if (state == State.TALKING) {
            conversation.flushed();
        }
    }

    private void discard() throws IOException {
        int count = 1;
        for (int i = 0; i < MAX_STEPS_PER_TURN && count > 0; i++) {
            count = channel.read(loop.buffers().in().clear());
        }
        if (count < 0) {
            close();
        }
    }

    private void inputEnded() throws IOException {
        if (state == State.TALKING) {
            conversation.inputEnded();
        } else {
            // A peer that leaves without a byte, such as a port check, has done nothing wrong.
            if (tls.anyInput()) {
                reject(TlsRules.rejection(new IOException("end of input")));
            }
            close();
        }
    }

    private void expired() throws Rejection, IOException {
        switch (state) {
            case HANDSHAKE -> {
                reject(new Rejection(Refusal.REQUEST_TIMEOUT, "The TLS handshake took too long."));
                close();
            }
            case TALKING -> conversation.expired();
            case FLUSHING, LINGERING, CLOSED -> close();
        }
    }

    private void failed(IOException e) throws IOException {
        boolean ofTls = e instanceof SSLException;
        if ((ofTls && state != State.FLUSHING) || (state == State.HANDSHAKE && tls.anyInput())) {
            reject(TlsRules.rejection(e));
        }
        gone |= !ofTls;
        switch (state) {
            // Where TLS failed, this tells the peer by an alert.
            case HANDSHAKE -> finish();
            case TALKING -> conversation.inputEnded();
            case FLUSHING, LINGERING, CLOSED -> close();
        }
    }

    private void reject(Rejection rejection) {
        loop.service().rejected(peer, rejection);
    }
}
