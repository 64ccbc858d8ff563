package pudding.plain;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import pudding.contract.Failures;
import pudding.contract.Launch;
import pudding.contract.Rejection;
import pudding.contract.SocketRules;

/// Accepts connections and runs each on a thread of its own, of whatever kind the factory makes.
///
/// Safe for use by many threads at once. Two threads serve all connections: one accepts, one reaps those whose
/// deadline has passed.
final class ThreadServer implements Launch.Running {

    /// How often deadlines are looked at, and how long accepting rests when the machine has no more to give.
    private static final Duration TICK = Duration.ofMillis(200);
    /// To look at thousands, which are in no cache, takes a millisecond, in which a thread with work to do may wait.
    private static final int LOOKS_AT_ONCE = 256;
    private static final Duration REST = Duration.ofMillis(1);
    private static final Duration ACCEPT_REST = Duration.ofMillis(100);
    /// Of [Launch#STOP_WITHIN], what connections get to end by themselves, and to end when their sockets are gone.
    private static final Duration STOP_GENTLY = Duration.ofSeconds(3);
    private static final Duration STOP_HARD = Duration.ofMillis(500);

    private final ServerSocket listener;
    private final Service service;
    private final ThreadFactory threads;
    private final TlsStreams streams;
    private final Set<ThreadConnection> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor = Thread.ofPlatform().name("accept").unstarted(this::accept);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;

    private ThreadServer(ServerSocket listener, Service service, ThreadFactory threads, TlsStreams streams) {
        this.listener = listener;
        this.service = service;
        this.threads = threads;
        this.streams = streams;
    }

    static ThreadServer start(InetSocketAddress address, Service service, ThreadFactory threads, Options.TlsIo tlsIo)
            throws IOException {
        TlsStreams streams = TlsStreams.of(tlsIo, service.tls());
        ServerSocket listener = streams.listener();
        try {
            listener.setReuseAddress(SocketRules.REUSE_ADDRESS);
            listener.bind(address, SocketRules.BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        ThreadServer server = new ThreadServer(listener, service, threads, streams);
        server.acceptor.start();
        Thread.ofPlatform().name("reaper").daemon().start(server::reap);
        return server;
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() {
        stopping = true;
        try {
            listener.close();
        } catch (IOException e) {
            service.log().failed("Cannot close the listening socket", e);
        }
        try {
            // The kernel goes on listening until the accept that is under way has returned.
            acceptor.join(STOP_HARD);
            // A peer that does not read must not keep the others waiting: each gets a thread to say goodbye on.
            connections.forEach(connection -> Thread.startVirtualThread(connection::goAway));
            if (connections.isEmpty() || ended.await(STOP_GENTLY.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            connections.forEach(ThreadConnection::cut);
            ended.await(STOP_HARD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    TlsStreams streams() {
        return streams;
    }

    /// A connection's thread is about to end.
    void ended(ThreadConnection connection) {
        connections.remove(connection);
        service.admission().leave(connection.peer());
        if (stopping && connections.isEmpty()) {
            ended.countDown();
        }
    }

    private void accept() {
        while (!stopping) {
            try {
                begin(listener.accept());
            } catch (IOException | OutOfMemoryError e) {
                Failures.throwIfFatal(e);
                // No descriptor is left, or no thread (which is an OutOfMemoryError): rest.
                if (!stopping) {
                    service.log().acceptFailed(e);
                }
                pause(ACCEPT_REST);
            }
        }
    }

    private void begin(Socket socket) throws IOException {
        try {
            service.admission().enter(socket.getRemoteSocketAddress());
        } catch (Rejection rejection) {
            service.rejected(socket.getRemoteSocketAddress(), rejection);
            socket.close();
            return;
        }
        ThreadConnection connection = new ThreadConnection(socket, service, this);
        connections.add(connection);
        boolean started = false;
        try {
            socket.setTcpNoDelay(SocketRules.NO_DELAY);
            threads.newThread(connection).start();
            started = true;
        } finally {
            if (!started) {
                connection.cut();
                ended(connection);
            }
        }
        if (stopping) {
            connection.cut();
        }
    }

    private void reap() {
        while (!stopping || !connections.isEmpty()) {
            pause(TICK);
            int looks = 0;
            long now = System.nanoTime();
            for (ThreadConnection connection : connections) {
                if (connection.takesNothing(now)) {
                    Thread.startVirtualThread(connection::cut);
                } else if (connection.takeExpiry(now)) {
                    Thread.startVirtualThread(connection::expired);
                }
                if (++looks % LOOKS_AT_ONCE == 0) {
                    pause(REST);
                }
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
