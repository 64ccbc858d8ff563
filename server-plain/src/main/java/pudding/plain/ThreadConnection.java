package pudding.plain;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import pudding.contract.CloseCodes;
import pudding.contract.Failures;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.RequestRules.Outcome;

/// Serves one connection on a thread of its own, from the TLS handshake to the end.
///
/// Its thread reads without the lock and holds it while it works on what was read. Whoever else wants to end the
/// connection (the reaper's helper, a stop) takes the lock too, and so never comes between a message and its
/// answer. The raw socket may be closed by any thread at any time, which ends a read or write that blocks.
///
/// ```
///               TLS done              101 sent           Close sent or received
///  HANDSHAKE ─────────────▶ REQUEST ───────────▶ OPEN ───────────────────────────▶ CLOSING
///      │                    │  ▲  │                                                   ▲
///      │                200 └──┘  └── refused, or no more requests ───────────────────┤ close_notify and FIN sent;
///      └── failed, or too slow ───────────────────────────────────────────────────────┘ input is discarded until
///                                                                                       the peer ends, or 1 s
/// ```
final class ThreadConnection implements Runnable {

    private enum State {
        HANDSHAKE, REQUEST, OPEN, CLOSING
    }

    private static final long LINGER_NANOS = Duration.ofSeconds(1).toNanos();
    /// Reads in one turn, so that a busy peer does not starve the others.
    private static final int READS_PER_TURN = 16;

    private final Socket raw;
    private final SocketAddress peer;
    private final Service service;
    private final ThreadServer server;
    private final TlsStream tls;
    private final WriteWatch watch;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long deadlineNanos;

    // Changed under the lock alone, as is all output.
    private volatile State state = State.HANDSHAKE;
    private RequestParser request;
    private boolean answered;
    private @Nullable WebSocket webSocket;
    private int pings;

    /// What there is once a connection is OPEN.
    private record WebSocket(FrameDecoder decoder, MessageHandler handler) {
    }

    ThreadConnection(Socket raw, Service service, ThreadServer server) {
        this.raw = raw;
        peer = raw.getRemoteSocketAddress();
        this.service = service;
        this.server = server;
        watch = new WriteWatch(service.limits());
        tls = server.streams().over(raw, watch);
        request = service.requestParser();
        deadlineNanos = System.nanoTime() + service.limits().handshakeTimeout().toNanos();
    }

    SocketAddress peer() {
        return peer;
    }

    @Override
    public void run() {
        try (raw) {
            // A peer that leaves without a byte, such as a port check, has done nothing wrong.
            if (tls.begin()) {
                serve();
            }
        } catch (IOException e) {
            // The peer is gone, or a deadline closed the socket: there is nobody left to tell.
        } catch (RuntimeException | StackOverflowError e) {
            service.rejected(raw.getRemoteSocketAddress(), Failures.rejection(e));
        } finally {
            release();
            if (webSocket != null) {
                service.counters().connectionClosed();
            }
            server.ended(this);
        }
    }

    private void serve() throws IOException {
        try {
            tls.handshake();
            service.counters().handshake();
            enterRequest();
            int reads = 0;
            while (tls.await()) {
                receive();
                if (++reads % READS_PER_TURN == 0) {
                    giveWay();
                }
            }
            ended();
        } catch (IOException e) {
            failed(e);
        }
    }

    /// A virtual thread that always finds more to read never waits: it would keep its carrier for itself. To yield is
    /// not enough, because a carrier goes on with those that have yielded on it before it looks for others that wait.
    private void giveWay() throws IOException {
        if (Thread.currentThread().isVirtual() && raw.getInputStream().available() > 0) {
            LockSupport.parkNanos(1);
        }
    }

    private void enterRequest() {
        lock.lock();
        try {
            if (state == State.HANDSHAKE) {
                state = State.REQUEST;
            }
        } finally {
            lock.unlock();
        }
    }

    private void receive() throws IOException {
        lock.lock();
        try {
            tls.receive(this::received);
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            state = State.CLOSING;
            tls.close();
        } finally {
            lock.unlock();
        }
    }

    private void ended() throws IOException {
        lock.lock();
        try {
            if (state != State.CLOSING) {
                close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void received(byte[] bytes, int begin, int to) throws IOException {
        try {
            int from = begin;
            while (state == State.REQUEST && from < to) {
                from = request(bytes, from, to);
            }
            if (state == State.OPEN && webSocket != null) {
                messages(webSocket, bytes, from, to);
            }
            if (state == State.OPEN) {
                // Not before, because the peer is not listened to meanwhile.
                pings = 0;
                deadlineNanos = System.nanoTime() + service.silence().dueNanos(0);
            }
        } catch (Rejection rejection) {
            refuse(rejection);
        } catch (RuntimeException | StackOverflowError e) {
            refuse(Failures.rejection(e));
        }
    }

    /// Takes bytes of a request, and answers it when it is complete.
    ///
    /// @return where the bytes begin that follow it
    private int request(byte[] bytes, int from, int to) throws Rejection, IOException {
        int next = request.feed(bytes, from, to);
        if (request.isComplete()) {
            switch (service.requests().decide(request)) {
                case Outcome.Answer answer -> {
                    boolean keepAlive = request.keepsAlive();
                    tls.write(HttpResponse.answer(answer, keepAlive));
                    if (keepAlive) {
                        answered = true;
                        request = service.requestParser();
                        deadlineNanos = System.nanoTime() + service.limits().handshakeTimeout().toNanos();
                    } else {
                        close();
                    }
                }
                case Outcome.Upgrade(var endpoint, var key) -> {
                    // First of all, because from here on a place is taken that must be given back.
                    webSocket = new WebSocket(service.decoder(), service.handler(endpoint, tls::write));
                    // An open WebSocket does not keep its request's head.
                    request = service.requestParser();
                    tls.write(HttpResponse.switching(key));
                    state = State.OPEN;
                }
            }
        }
        return next;
    }

    private void messages(WebSocket open, byte[] bytes, int from, int to) throws Rejection, IOException {
        open.decoder().feed(bytes, from, to);
        for (Event event = open.decoder().next(); event != null; event = open.decoder().next()) {
            if (event instanceof Event.Close(int code, _)) {
                close(FrameEncoder.close(code, ""));
                return;
            }
            open.handler().on(event);
        }
    }

    /// The deadline has passed; called on a thread that may block.
    void expired() {
        if (!lock.tryLock()) {
            // The connection's thread is at work, and the deadline will be looked at again; or it is stuck in its
            // last words, or in an answer to a request, because the peer does not read.
            if (state != State.OPEN && watch.isWriting()) {
                cut();
            }
            return;
        }
        try {
            switch (state) {
                case HANDSHAKE -> {
                    state = State.CLOSING;
                    service.rejected(peer, new Rejection(Refusal.REQUEST_TIMEOUT,
                            "The TLS handshake took too long."));
                    cut();
                }
                case REQUEST -> {
                    if (answered && request.isEmpty()) {
                        close();
                    } else {
                        refuse(new Rejection(Refusal.REQUEST_TIMEOUT, "The request took too long."));
                    }
                }
                case OPEN -> silent();
                case CLOSING -> cut();
            }
        } catch (IOException | RuntimeException e) {
            cut();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing was received for as long as the rules allow.
    private void silent() throws IOException {
        try {
            service.silence().check(pings);
        } catch (Rejection rejection) {
            refuse(rejection);
            return;
        }
        deadlineNanos = System.nanoTime() + service.silence().dueNanos(pings + 1) - service.silence().dueNanos(pings);
        pings++;
        tls.write(FrameEncoder.PING);
    }

    /// The server stops; called on a thread that may block.
    void goAway() {
        lock.lock();
        try {
            switch (state) {
                case HANDSHAKE, REQUEST -> {
                    state = State.CLOSING;
                    cut();
                }
                case OPEN -> close(FrameEncoder.close(CloseCodes.GOING_AWAY, "going away"));
                case CLOSING -> {
                    // Its second is running.
                }
            }
        } catch (IOException | RuntimeException e) {
            cut();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the deadline has passed; true once, then again a second later.
    boolean takeExpiry(long nowNanos) {
        if (deadlineNanos - nowNanos > 0) {
            return false;
        }
        deadlineNanos = nowNanos + LINGER_NANOS;
        return true;
    }

    /// Whether the peer has taken nothing of what is being written for so long that it is to be cut off; counted and
    /// logged then. Called by the reaper alone.
    boolean takesNothing(long nowNanos) {
        if (state != State.OPEN) {
            // Every other state has a deadline.
            return false;
        }
        try {
            watch.look(nowNanos);
            return false;
        } catch (Rejection rejection) {
            service.rejected(peer, rejection);
            return true;
        }
    }

    /// Closes the raw socket, so that whatever blocks on it ends.
    void cut() {
        try {
            raw.close();
        } catch (IOException e) {
            service.log().failed("Cannot close a socket", e);
        }
    }

    /// Says no in the language of the state.
    private void refuse(Rejection rejection) throws IOException {
        service.rejected(peer, rejection);
        Refusal refusal = rejection.refusal();
        close(refusal.isClose()
                ? FrameEncoder.close(refusal.code(), rejection.closeReason())
                : HttpResponse.refusal(rejection, request.method()));
    }

    /// Sends what is left to say and ends this side; the connection's thread reads on until the peer has ended
    /// its own, because closing while input is unread would reset the connection and take the last bytes along.
    private void close(byte... last) throws IOException {
        state = State.CLOSING;
        deadlineNanos = System.nanoTime() + LINGER_NANOS;
        if (last.length > 0) {
            tls.write(last);
        }
        tls.end();
    }

    private void failed(IOException e) {
        lock.lock();
        try {
            if (state == State.HANDSHAKE || (state != State.CLOSING && e instanceof SSLException)) {
                service.rejected(peer, Tls.rejection(e));
            }
            state = State.CLOSING;
        } finally {
            lock.unlock();
        }
    }
}
