package pudding.plain;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.RequestRules.Outcome;

/// Serves one connection in the event loop, from the TLS handshake to the end.
///
/// Only the loop's thread uses it, except for [Lane.Owner], whose methods come from workers.
///
/// ```
///               TLS done               101 sent          Close received, refused, stop, peer gone
///  HANDSHAKE ─────────────▶ REQUEST ──────────────▶ OPEN ──────────────────▶ DRAINING   the lane works off what
///      │                    │  ▲  │                   │                         │       was read
///      │                200 └──┘  │                   │ message refused         │ lane ended
///      └── failed ────────────────┴── refused, end ───┴─────────────────▶ FLUSHING      until the socket took all
///                                                                               │ close_notify and FIN sent
///                                                                         LINGERING     input is discarded
///                                                                               │ peer's end, or 1 s
///                                                                          CLOSED
/// ```
///
/// Reading is off while the engine's tasks run, and while the connection is *suspended*: its lane, the hand-over or
/// its outbox is full. What is decrypted but not decoded is held until it resumes.
final class LoopConnection implements Lane.Owner {

    private enum State {
        HANDSHAKE, REQUEST, OPEN, DRAINING, FLUSHING, LINGERING, CLOSED
    }

    private interface Action {
        void run() throws Rejection, IOException;
    }

    /// What there is from OPEN on.
    private record WebSocket(FrameDecoder decoder, Lane lane) {
    }

    /// TLS records and other steps in one turn, so that a busy peer does not starve the others.
    private static final int MAX_STEPS_PER_TURN = 16;
    /// Plaintext that waits for a peer who does not read.
    private static final int MAX_OUTBOX_BYTES = 65_536;
    private static final long LINGER_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NEVER_NANOS = Long.MAX_VALUE / 2;
    private static final byte[] NONE = {};

    private final SocketChannel channel;
    private final SocketAddress peer;
    private final SelectionKey key;
    private final EventLoop loop;
    private final TlsChannel tls;

    private State state = State.HANDSHAKE;
    private long deadlineNanos;
    private @Nullable RequestParser request = new RequestParser();
    private boolean answered;
    private @Nullable WebSocket webSocket;
    private boolean tasksRun;
    private boolean broken;
    private byte[] heldPlaintext = NONE;
    /// Read by workers, too.
    private volatile boolean suspended;

    LoopConnection(SocketChannel channel, SelectionKey key, EventLoop loop) throws IOException {
        this.channel = channel;
        peer = channel.getRemoteAddress();
        this.key = key;
        this.loop = loop;
        tls = new TlsChannel(channel, loop.service().tls().engine(), loop.buffers());
        expireIn(loop.service().options().handshakeTimeout().toNanos());
    }

    /// The selector found the socket ready.
    void ready() {
        run(() -> {
            if (key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        });
    }

    /// Looks at the deadline.
    void tick(long nowNanos) {
        if (deadlineNanos - nowNanos <= 0) {
            run(this::expired);
        }
    }

    /// Goes on reading, if nothing keeps it any more.
    void resume() {
        run(() -> {
            if (!suspended || webSocket != null && webSocket.lane().isHalfFull()
                    || tls.outboxBytes() > MAX_OUTBOX_BYTES / 2) {
                // Whoever frees the lane or the outbox calls again.
                return;
            }
            if (loop.handOver().isFull()) {
                loop.awaitRoom(this);
                return;
            }
            suspended = false;
            read();
        });
    }

    /// The server stops.
    void goAway() {
        run(() -> {
            switch (state) {
                case HANDSHAKE, REQUEST -> close();
                case OPEN -> {
                    suspended = false;
                    decodeHeld(false);
                    if (state == State.OPEN) {
                        drain(new Lane.Item.Goodbye(CloseCodes.GOING_AWAY, "going away"));
                    }
                }
                case DRAINING, FLUSHING, LINGERING, CLOSED -> {
                    // It is ending already.
                }
            }
        });
    }

    /// Ends at once.
    void cut() {
        run(this::close);
    }

    @Override
    public void rejected(Rejection rejection) {
        loop.service().rejected(peer, rejection);
    }

    @Override
    public void laneHasRoom() {
        if (suspended) {
            loop.execute(this::resume);
        }
    }

    @Override
    public void laneEnded() {
        loop.execute(() -> run(this::finish));
    }

    private void run(Action action) {
        if (state == State.CLOSED) {
            return;
        }
        try {
            try {
                action.run();
            } catch (Rejection rejection) {
                refuse(rejection);
            } catch (IOException e) {
                failed(e);
            }
            showInterest();
        } catch (IOException e) {
            // The peer did not stay to hear why.
            close();
        } catch (RuntimeException e) {
            loop.service().log().failed("A connection failed", e);
            close();
        }
    }

    private void showInterest() {
        if (state != State.CLOSED) {
            int read = isReading() || state == State.LINGERING ? SelectionKey.OP_READ : 0;
            key.interestOps(tls.awaitsSocket() ? read | SelectionKey.OP_WRITE : read);
        }
    }

    private boolean isReading() {
        return switch (state) {
            case HANDSHAKE, REQUEST, OPEN -> !suspended && !tasksRun;
            case DRAINING, FLUSHING, LINGERING, CLOSED -> false;
        };
    }

    private void read() throws Rejection, IOException {
        if (state == State.LINGERING) {
            discard();
            return;
        }
        decodeHeld(true);
        tls.borrow();
        try {
            for (int i = 0; i < MAX_STEPS_PER_TURN; i++) {
                if (!isReading() || !step()) {
                    return;
                }
            }
        } finally {
            tls.giveBack();
        }
        loop.again(() -> run(this::read));
    }

    /// @return whether there may be more
    private boolean step() throws Rejection, IOException {
        return switch (tls.read()) {
            case DATA -> {
                if (state == State.OPEN) {
                    expireIn(idleNanos());
                }
                ByteBuffer plain = loop.buffers().plain();
                decode(plain.array(), 0, plain.limit(), true);
                yield true;
            }
            case ESTABLISHED -> {
                loop.service().counters().handshake();
                state = State.REQUEST;
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

    private void decodeHeld(boolean bounded) throws Rejection, IOException {
        byte[] held = heldPlaintext;
        heldPlaintext = NONE;
        decode(held, 0, held.length, bounded);
    }

    private void decode(byte[] bytes, int from, int to, boolean bounded) throws Rejection, IOException {
        int at = from;
        while (state == State.REQUEST && request != null && !suspended && at < to) {
            at = request(request, bytes, at, to);
        }
        if (state == State.OPEN && webSocket != null && !suspended) {
            at = messages(webSocket, bytes, at, to, bounded);
        }
        if (suspended && at < to) {
            heldPlaintext = Arrays.copyOfRange(bytes, at, to);
        }
    }

    /// Takes bytes of a request, and answers it when it is complete.
    ///
    /// @return where the bytes begin that follow it
    private int request(RequestParser parser, byte[] bytes, int from, int to) throws Rejection, IOException {
        int next = parser.feed(bytes, from, to);
        if (parser.isComplete()) {
            switch (loop.service().requests().decide(parser)) {
                case Outcome.Answer answer -> {
                    boolean keepAlive = parser.keepsAlive();
                    send(HttpResponse.answer(answer, keepAlive));
                    if (keepAlive) {
                        answered = true;
                        request = new RequestParser();
                        expireIn(loop.service().options().handshakeTimeout().toNanos());
                    } else {
                        finish();
                    }
                }
                case Outcome.Upgrade(var endpoint, var key) -> {
                    // First of all, because from here on a place is taken that must be given back.
                    FrameWriter out = frame -> loop.execute(() -> run(() -> send(frame)));
                    webSocket = new WebSocket(loop.service().decoder(),
                            new Lane(loop.handOver(), loop.service().handler(endpoint, out), out, this));
                    request = null;
                    state = State.OPEN;
                    expireIn(idleNanos());
                    send(HttpResponse.switching(key));
                }
            }
        }
        return next;
    }

    /// Decodes and hands over until the bytes are at their end, or there is no room.
    ///
    /// @return where the bytes begin that are not decoded
    private int messages(WebSocket open, byte[] bytes, int from, int to, boolean bounded) throws Rejection {
        open.decoder().feed(bytes, from, to);
        while (!suspended) {
            Event event = open.decoder().next();
            if (event == null) {
                break;
            }
            if (event instanceof Event.Close(int code, _)) {
                drain(new Lane.Item.Goodbye(code, ""));
                break;
            }
            open.lane().add(new Lane.Item.Work(owned(event, bytes)));
            if (bounded && (open.lane().isFull() || loop.handOver().isFull())) {
                suspend();
            }
        }
        return open.decoder().position();
    }

    /// The event apart from the bytes it was decoded from, which the next connection will overwrite.
    private static Event owned(Event event, byte[] borrowed) {
        return switch (event) {
            case Event.Text(byte[] bytes, int offset, int length) when bytes == borrowed ->
                new Event.Text(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
            case Event.Binary(byte[] bytes, int offset, int length) when bytes == borrowed ->
                new Event.Binary(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
            case Event.Text _, Event.Binary _, Event.Ping _, Event.Pong _, Event.Close _ -> event;
        };
    }

    private void suspend() {
        suspended = true;
        // Once for certain, because the last worker may have been done before it could see the mark.
        loop.again(this::resume);
    }

    private void send(byte[] bytes) throws IOException {
        if (broken) {
            return;
        }
        tls.send(bytes);
        flush();
        if (isReading() && tls.outboxBytes() > MAX_OUTBOX_BYTES) {
            suspend();
        }
    }

    private void flush() throws IOException {
        boolean all = tls.flush();
        if (state == State.FLUSHING && all && tls.closeOutbound()) {
            channel.shutdownOutput();
            state = State.LINGERING;
        } else if (suspended && tls.outboxBytes() <= MAX_OUTBOX_BYTES / 2) {
            loop.again(this::resume);
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
        switch (state) {
            case HANDSHAKE -> {
                // A peer that leaves without a byte, such as a port check, has done nothing wrong.
                if (tls.anyInput()) {
                    rejected(Tls.rejection(new IOException("end of input")));
                }
                close();
            }
            case REQUEST -> finish();
            case OPEN -> drain(new Lane.Item.End());
            case DRAINING, FLUSHING, LINGERING, CLOSED -> close();
        }
    }

    private void expired() throws IOException {
        switch (state) {
            case HANDSHAKE -> {
                rejected(new Rejection(Refusal.REQUEST_TIMEOUT, "The TLS handshake took too long."));
                close();
            }
            case REQUEST -> {
                if (answered && request != null && request.isEmpty()) {
                    finish();
                } else {
                    refuse(new Rejection(Refusal.REQUEST_TIMEOUT, "The request took too long."));
                }
            }
            case OPEN -> refuse(new Rejection(Refusal.IDLE, "Nothing was received for too long."));
            case DRAINING, FLUSHING, LINGERING, CLOSED -> close();
        }
    }

    /// Says no in the language of the state; on a WebSocket, after the messages before.
    private void refuse(Rejection rejection) throws IOException {
        if (state == State.OPEN) {
            drain(new Lane.Item.Refused(rejection));
        } else {
            rejected(rejection);
            tls.send(HttpResponse.refusal(rejection));
            finish();
        }
    }

    private void failed(IOException e) throws IOException {
        boolean ofTls = e instanceof SSLException;
        if (ofTls || state == State.HANDSHAKE && tls.anyInput()) {
            rejected(Tls.rejection(e));
        }
        switch (state) {
            case HANDSHAKE, REQUEST -> {
                if (ofTls) {
                    // Tells the peer by an alert.
                    finish();
                } else {
                    close();
                }
            }
            case OPEN, DRAINING -> {
                // What was read is still worked off.
                broken |= !ofTls;
                drain(new Lane.Item.End());
            }
            case FLUSHING, LINGERING, CLOSED -> close();
        }
    }

    /// Reads no more, and lets the lane work off what was read, and this at last.
    private void drain(Lane.Item last) {
        state = State.DRAINING;
        suspended = false;
        expireIn(NEVER_NANOS);
        Objects.requireNonNull(webSocket).lane().add(last);
    }

    /// Sends what is in line and ends this side; closing at once, while input is unread, would reset the connection
    /// and take the last bytes along.
    private void finish() throws IOException {
        suspended = false;
        heldPlaintext = NONE;
        if (broken) {
            close();
        } else {
            state = State.FLUSHING;
            expireIn(LINGER_NANOS);
            flush();
        }
    }

    private void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        suspended = false;
        heldPlaintext = NONE;
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            loop.service().log().failed("Cannot close a socket", e);
        }
        if (webSocket != null) {
            loop.service().counters().connectionClosed();
        }
        loop.ended(this);
    }

    private void expireIn(long nanos) {
        deadlineNanos = System.nanoTime() + nanos;
    }

    private long idleNanos() {
        Duration idle = loop.service().options().idleTimeout();
        return idle.isZero() ? NEVER_NANOS : idle.toNanos();
    }
}
