package pudding.plain;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pudding.contract.CloseCodes;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.RequestRules.Outcome;
import pudding.contract.SilenceRules;

/// Makes sense of one connection's plaintext in the event loop: requests, then messages, which it hands over.
///
/// Only the loop's thread uses it, except for [Lane.Owner], whose methods come from workers.
///
/// ```
///            101 sent          Close received, refused, stop, peer gone
///  REQUEST ────────────▶ OPEN ─────────────────────────────────────────▶ DRAINING   the lane works off what
///   │  ▲  │                │                                                │       was read
///   └──┘  │ refused, end   │ a message is refused                           │ lane ended
///   200   └────────────────┴────────────────────────────────────────────────┴─────▶ DONE, and the connection
///                                                                                   finishes
/// ```
///
/// While its lane, the hand-over or its outbox is full it is *suspended*: it wants no input, and what is decrypted
/// but not decoded is held until it resumes.
final class LoopConversation implements Lane.Owner {

    private enum State {
        REQUEST, OPEN, DRAINING, DONE
    }

    /// What there is from OPEN on.
    private record WebSocket(FrameDecoder decoder, Lane lane) {
    }

    private static final byte[] NONE = {};

    private final LoopConnection connection;
    private final EventLoop loop;
    private final Service service;

    private State state = State.REQUEST;
    private @Nullable RequestParser request;
    private boolean answered;
    private @Nullable WebSocket webSocket;
    private byte[] held = NONE;
    private int pings;
    /// Read by workers, too.
    private volatile boolean suspended;
    /// Whether a [#resume] is due that has not begun: there is one at a time. If each message that is done brought one,
    /// and each of these read on, what waits for the loop would grow without bound while the workers are faster.
    private final AtomicBoolean resuming = new AtomicBoolean();

    LoopConversation(LoopConnection connection, EventLoop loop) {
        this.connection = connection;
        this.loop = loop;
        service = loop.service();
        request = service.requestParser();
    }

    boolean isWebSocket() {
        return webSocket != null;
    }

    boolean wantsInput() {
        return switch (state) {
            case REQUEST, OPEN -> !suspended;
            case DRAINING, DONE -> false;
        };
    }

    /// Takes plaintext.
    ///
    /// @param bytes the loop's, overwritten by the next connection
    void received(byte[] bytes, int from, int to) throws Rejection, IOException {
        if (state == State.OPEN) {
            heard();
        }
        decode(bytes, from, to, true);
    }

    /// Goes on, if nothing keeps it any more.
    void resume() throws Rejection, IOException {
        // Before anything is looked at: whoever has found it set made its change before, and this sees it.
        resuming.set(false);
        if (!suspended || (webSocket != null && webSocket.lane().isHalfFull())
                || connection.unsentBytes() > service.limits().maxUnsentBytes() / 2) {
            // Whoever frees the lane or the outbox calls again.
            return;
        }
        if (loop.handOver().isFull()) {
            loop.awaitRoom(connection);
            return;
        }
        suspended = false;
        decodeHeld(true);
        connection.read();
    }

    /// Output has gone out.
    void flushed() {
        if (suspended && connection.unsentBytes() <= service.limits().maxUnsentBytes() / 2) {
            resumeSoon();
        }
    }

    /// The peer has ended its side, or cannot be read any more; what was read is still worked off.
    void inputEnded() throws IOException {
        switch (state) {
            case REQUEST -> done();
            case OPEN -> drain(new Lane.Item.End());
            case DRAINING, DONE -> {
                // The lane ends by itself.
            }
        }
    }

    void expired() throws Rejection, IOException {
        switch (state) {
            case REQUEST -> {
                if (answered && request != null && request.isEmpty()) {
                    done();
                } else {
                    refuse(new Rejection(Refusal.REQUEST_TIMEOUT, "The request took too long."));
                }
            }
            case OPEN -> silent();
            case DRAINING, DONE -> {
                // Nothing expires while messages are worked off.
            }
        }
    }

    /// Nothing was received for as long as the rules allow.
    private void silent() throws Rejection, IOException {
        if (suspended || connection.unsentBytes() > 0) {
            // The peer was not listened to, or does not listen itself, which is another rule's.
            heard();
            return;
        }
        service.silence().check(pings);
        connection.expireIn(service.silence().dueNanos(pings + 1) - service.silence().dueNanos(pings));
        pings++;
        send(FrameEncoder.PING);
    }

    private void heard() {
        pings = 0;
        connection.expireIn(service.silence().dueNanos(0));
    }

    void goAway() throws Rejection, IOException {
        switch (state) {
            case REQUEST -> connection.close();
            case OPEN -> {
                suspended = false;
                decodeHeld(false);
                if (state == State.OPEN) {
                    drain(new Lane.Item.Goodbye(CloseCodes.GOING_AWAY, "going away"));
                }
            }
            case DRAINING, DONE -> {
                // It is ending already.
            }
        }
    }

    /// Says no in the language of the state; on a WebSocket, after the messages before.
    void refuse(Rejection rejection) throws IOException {
        if (state == State.OPEN) {
            drain(new Lane.Item.Refused(rejection));
        } else {
            rejected(rejection);
            connection.send(HttpResponse.refusal(rejection, request == null ? "" : request.method()));
            done();
        }
    }

    /// The connection is closed.
    void closed() {
        state = State.DONE;
        suspended = false;
        held = NONE;
        if (webSocket != null) {
            service.counters().connectionClosed();
        }
    }

    @Override
    public void rejected(Rejection rejection) {
        service.rejected(connection.peer(), rejection);
    }

    @Override
    public void laneHasRoom() {
        if (suspended && resuming.compareAndSet(false, true)) {
            loop.execute(connection::resume);
        }
    }

    @Override
    public void laneEnded() {
        loop.execute(() -> connection.run(this::done));
    }

    private void decodeHeld(boolean bounded) throws Rejection, IOException {
        byte[] bytes = held;
        held = NONE;
        decode(bytes, 0, bytes.length, bounded);
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
            held = Arrays.copyOfRange(bytes, at, to);
        }
    }

    /// Takes bytes of a request, and answers it when it is complete.
    ///
    /// @return where the bytes begin that follow it
    private int request(RequestParser parser, byte[] bytes, int from, int to) throws Rejection, IOException {
        int next = parser.feed(bytes, from, to);
        if (parser.isComplete()) {
            switch (service.requests().decide(parser)) {
                case Outcome.Answer answer -> {
                    boolean keepAlive = parser.keepsAlive();
                    send(HttpResponse.answer(answer, keepAlive));
                    if (keepAlive) {
                        answered = true;
                        request = service.requestParser();
                        connection.expireIn(service.limits().handshakeTimeout().toNanos());
                    } else {
                        done();
                    }
                }
                case Outcome.Upgrade(var endpoint, var key) -> {
                    // First of all, because from here on a place is taken that must be given back.
                    FrameWriter out = loop.handOver().isElsewhere()
                            ? frame -> loop.execute(() -> connection.run(() -> send(frame)))
                            : this::send;
                    webSocket = new WebSocket(service.decoder(),
                            new Lane(loop.handOver(), service.handler(endpoint, out), out, this));
                    request = null;
                    state = State.OPEN;
                    heard();
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
        while (!suspended || !bounded) {
            Event event = open.decoder().next();
            if (event == null) {
                break;
            }
            if (event instanceof Event.Close(int code, _)) {
                drain(new Lane.Item.Goodbye(code, ""));
                break;
            }
            open.lane().add(new Lane.Item.Work(loop.handOver().isElsewhere() ? event.apartFrom(bytes) : event));
            if (bounded && (open.lane().isFull() || loop.handOver().isFull())) {
                suspend();
            }
        }
        return open.decoder().position();
    }

    private void send(byte[] bytes) throws IOException {
        connection.send(bytes);
        if (wantsInput() && connection.unsentBytes() > service.limits().maxUnsentBytes()) {
            suspend();
        }
    }

    private void suspend() {
        suspended = true;
        // Once for certain, because the last worker may have been done before it could see the mark.
        resumeSoon();
    }

    private void resumeSoon() {
        if (resuming.compareAndSet(false, true)) {
            loop.again(connection::resume);
        }
    }

    /// Takes no more input, and lets the lane work off what was read, and this at last.
    private void drain(Lane.Item last) {
        state = State.DRAINING;
        suspended = false;
        connection.expireIn(SilenceRules.NEVER_NANOS);
        Objects.requireNonNull(webSocket).lane().add(last);
    }

    private void done() throws IOException {
        state = State.DONE;
        suspended = false;
        held = NONE;
        connection.finish();
    }
}
