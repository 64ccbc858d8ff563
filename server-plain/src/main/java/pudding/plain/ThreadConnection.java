package pudding.plain;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import pudding.contract.Failures;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.SilenceRules;
import pudding.contract.TlsRules;

/// Serves one connection on a thread of its own, from the TLS handshake to the end; what its bytes mean is its
/// [ThreadConversation]'s part.
///
/// Its thread reads without the lock and holds it while it works on what was read. Whoever else wants to end the
/// connection (the reaper's helper, a stop) takes the lock too, and so never comes between a message and its
/// answer. The raw socket may be closed by any thread at any time, which ends a read or write that blocks.
///
/// ```
///               TLS done              close: the conversation is over
///  HANDSHAKE ─────────────▶ TALKING ──────────────────────────────────▶ CLOSING   close_notify and FIN sent; input
///      │                       │                                           ▲      is discarded until the peer ends,
///      └── failed, too slow ───┴── TLS failed, leave: the socket is closed ┘      or 1 s
/// ```
final class ThreadConnection implements Runnable {

    private enum State {
        HANDSHAKE, TALKING, CLOSING
    }

    private static final long LINGER_NANOS = Duration.ofSeconds(1).toNanos();
    /// TLS records in one turn, so that a busy peer does not starve the others.
    private static final int RECORDS_PER_TURN = 4;

    private final Socket raw;
    private final SocketAddress peer;
    private final Service service;
    private final ThreadServer server;
    private final TlsStream tls;
    private final WriteWatch watch;
    private final ThreadConversation conversation;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long deadlineNanos;

    // Changed under the lock alone, as is all output.
    private volatile State state = State.HANDSHAKE;

    ThreadConnection(Socket raw, Service service, ThreadServer server) {
        this.raw = raw;
        peer = raw.getRemoteSocketAddress();
        this.service = service;
        this.server = server;
        watch = new WriteWatch(service.limits());
        tls = server.streams().over(raw, watch);
        conversation = new ThreadConversation(this, service);
        expireIn(service.limits().handshakeTimeout().toNanos());
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
            reject(Failures.rejection(e));
        } finally {
            release();
            conversation.closed();
            server.ended(this);
        }
    }

    private void serve() throws IOException {
        try {
            tls.handshake();
            service.counters().handshake();
            talk();
            int records = 0;
            while (tls.await()) {
                records += receive();
                if (records >= RECORDS_PER_TURN) {
                    records = 0;
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

    private void talk() {
        lock.lock();
        try {
            if (state == State.HANDSHAKE) {
                state = State.TALKING;
            }
        } finally {
            lock.unlock();
        }
    }

    private int receive() throws IOException {
        lock.lock();
        try {
            return tls.receive(conversation::received);
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

    /// The deadline has passed; called on a thread that may block.
    void expired() {
        if (!lock.tryLock()) {
            // The connection's thread is at work, and the deadline will be looked at again; or it is stuck in its
            // last words, or in an answer to a request, because the peer does not read.
            if (!isWebSocket() && watch.isWriting()) {
                cut();
            }
            return;
        }
        try {
            switch (state) {
                case HANDSHAKE -> {
                    reject(new Rejection(Refusal.REQUEST_TIMEOUT, "The TLS handshake took too long."));
                    leave();
                }
                case TALKING -> conversation.expired();
                case CLOSING -> cut();
            }
        } catch (IOException | RuntimeException e) {
            cut();
        } finally {
            lock.unlock();
        }
    }

    /// The server stops; called on a thread that may block.
    void goAway() {
        lock.lock();
        try {
            switch (state) {
                case HANDSHAKE -> leave();
                case TALKING -> conversation.goAway();
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
        if (!isWebSocket()) {
            // Every other state has a deadline.
            return false;
        }
        try {
            watch.look(nowNanos);
            return false;
        } catch (Rejection rejection) {
            reject(rejection);
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

    /// Whether there is something to say yet, and to hear.
    boolean isTalking() {
        return state == State.TALKING;
    }

    /// Sends, and waits until the socket has taken it.
    void send(byte[] plaintext) throws IOException {
        tls.write(plaintext);
    }

    /// Sends what is left to say and ends this side; the connection's thread reads on until the peer has ended
    /// its own, because closing while input is unread would reset the connection and take the last bytes along.
    void close(byte... last) throws IOException {
        state = State.CLOSING;
        expireIn(LINGER_NANOS);
        if (last.length > 0) {
            send(last);
        }
        tls.end();
    }

    /// Ends at once, without a word.
    void leave() {
        state = State.CLOSING;
        cut();
    }

    /// @param nanos [SilenceRules#NEVER_NANOS] at most
    void expireIn(long nanos) {
        deadlineNanos = System.nanoTime() + nanos;
    }

    /// Counts and logs why something of the peer's was not taken.
    void reject(Rejection rejection) {
        service.rejected(peer, rejection);
    }

    private boolean isWebSocket() {
        return isTalking() && conversation.isWebSocket();
    }

    private void failed(IOException e) {
        lock.lock();
        try {
            if (state == State.HANDSHAKE || (state != State.CLOSING && e instanceof SSLException)) {
                reject(TlsRules.rejection(e));
            }
            state = State.CLOSING;
        } finally {
            lock.unlock();
        }
    }
}
