package pudding.plain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import pudding.contract.SocketRules;

/// Serves connections on one thread that never blocks on a socket, and hands their messages to a pool, if it has one.
/// Several may share the connections of one port: the first accepts, and gives each loop its turn.
///
/// Everything in [LoopConnection] happens on the loop's thread; workers and other threads reach it by [#execute].
///
/// ```
///      ┌──▶ select: wait for sockets, for tasks, or for the tick ──┐
///      │                                                           ▼
///   tick: deadlines,                                      ready sockets: read until
///   accept again                                          they would block, decode ──▶ [HandOver] ──▶ workers
///      ▲                                                           │                                    │
///      └───────────── tasks: frames to send, resumptions ◀─────────┴──────────────── execute ◀──────────┘
/// ```
final class EventLoop {

    private static final Duration TICK = Duration.ofMillis(200);
    /// Tasks before the sockets and the tick have their turn: workers that are as fast as the loop give it tasks without
    /// end.
    private static final int TASKS_PER_TURN = 1_024;
    /// Connections whose deadlines are looked at before the sockets have their turn, at least: to look at thousands,
    /// which are in no cache, takes a millisecond. At most so many turns are taken for all.
    private static final int LOOKS_PER_TURN = 64;
    private static final int LOOKING_TURNS = 16;

    private final Service service;
    private final Selector selector;
    private final HandOver handOver;
    private final TlsBuffers buffers;
    private final Thread thread;

    /// From other threads, and from the loop's own for its next turn.
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> again = new ArrayDeque<>();
    private final Set<LoopConnection> awaitingRoom = new LinkedHashSet<>();
    /// All connections, the one that was looked at last at the end; those that are closed leave when it is their turn.
    private final Queue<LoopConnection> watched = new ArrayDeque<>();
    /// Of these, how many the tick has still to look at.
    private int unwatched;
    private int connections;
    private @Nullable Acceptor acceptor;
    private volatile boolean sleeping;
    /// No connection comes any more.
    private boolean leaving;
    private volatile boolean cut;

    /// @param name of its thread
    EventLoop(String name, Service service, int workers, int maxQueued) throws IOException {
        this.service = service;
        selector = Selector.open();
        handOver = new HandOver(workers, maxQueued, () -> execute(this::resumeAwaiting));
        buffers = TlsBuffers.of(service.tls());
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /// Begins to serve.
    void start() {
        thread.start();
    }

    /// Has it accept connections for some loops, itself perhaps among them; to be called before [#start].
    void accept(ServerSocketChannel listener, List<EventLoop> loops) throws IOException {
        acceptor = new Acceptor(listener, listener.register(selector, SelectionKey.OP_ACCEPT), this, loops);
    }

    /// Accepts no more, and has each connection say goodbye; the loop ends with the last of them. Those that it
    /// accepts for stop too, after what it gave them. For use by any thread.
    void stop() {
        execute(this::goAway);
    }

    /// Waits for its end, so long at most; not at all where there is no time left.
    void join(Duration within) throws InterruptedException {
        thread.join(within);
    }

    /// Ends it with all its connections, where it has not ended by itself; for use by any thread.
    void cut() {
        cut = true;
        selector.wakeup();
    }

    Service service() {
        return service;
    }

    HandOver handOver() {
        return handOver;
    }

    TlsBuffers buffers() {
        return buffers;
    }

    /// Runs a task on the loop's thread, after those given before by the same thread; for use by any thread.
    void execute(Runnable task) {
        tasks.add(task);
        if (sleeping) {
            selector.wakeup();
        }
    }

    /// Runs a task in the next turn; for use by the loop's thread.
    void again(Runnable task) {
        again.add(task);
    }

    /// Has the connection try again when the hand-over has room; for use by the loop's thread.
    void awaitRoom(LoopConnection connection) {
        awaitingRoom.add(connection);
        handOver.awaitRoom(true);
        if (!handOver.isFull()) {
            // The last worker was done before it could know that someone waits.
            again(this::resumeAwaiting);
        }
    }

    /// A connection is closed; for use by the loop's thread.
    void ended(LoopConnection connection) {
        connections--;
        service.admission().leave(connection.peer());
        awaitingRoom.remove(connection);
    }

    private void run() {
        try (selector) {
            long nextTickNanos = System.nanoTime() + TICK.toNanos();
            while (!cut && (!leaving || connections > 0)) {
                select();
                runTasks();
                long now = System.nanoTime();
                if (now - nextTickNanos >= 0) {
                    nextTickNanos = now + TICK.toNanos();
                    tick();
                }
            }
            watched.forEach(LoopConnection::cut);
        } catch (IOException e) {
            // Reaches the top of the thread, which ends the process.
            throw new UncheckedIOException("The event loop failed", e);
        }
    }

    private void select() throws IOException {
        sleeping = true;
        try {
            // A task given after this look finds `sleeping` set, and wakes the selector.
            if (again.isEmpty() && tasks.isEmpty()) {
                selector.select(this::ready, TICK.toMillis());
            } else {
                selector.selectNow(this::ready);
            }
        } finally {
            sleeping = false;
        }
    }

    private void ready(SelectionKey key) {
        switch (key.attachment()) {
            case LoopConnection connection -> connection.ready();
            case Acceptor its -> its.accept();
            default -> throw new IllegalStateException("a key of nobody's");
        }
    }

    private void runTasks() {
        for (int i = again.size(); i > 0; i--) {
            again.remove().run();
        }
        for (int i = 0; i < TASKS_PER_TURN; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            task.run();
        }
    }

    /// Takes over an accepted connection that was admitted; for use by the loop's thread.
    void begin(SocketChannel channel, SocketAddress peer) throws IOException {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, SocketRules.NO_DELAY);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            LoopConnection connection = new LoopConnection(channel, peer, key, this);
            key.attach(connection);
            watched.add(connection);
            connections++;
        } catch (IOException | RuntimeException e) {
            service.admission().leave(peer);
            channel.close();
            throw e;
        }
    }

    private void tick() {
        if (acceptor != null) {
            acceptor.tick();
        }
        boolean looking = unwatched > 0;
        unwatched = watched.size();
        if (!looking) {
            look();
        }
    }

    /// Looks at the deadlines of some, and of the next ones in the next turn.
    private void look() {
        long now = System.nanoTime();
        int looks = Math.max(LOOKS_PER_TURN, watched.size() / LOOKING_TURNS);
        for (; looks > 0 && unwatched > 0; looks--) {
            unwatched--;
            LoopConnection connection = watched.remove();
            if (!connection.isClosed()) {
                connection.tick(now);
                watched.add(connection);
            }
        }
        if (unwatched > 0) {
            again(this::look);
        }
    }

    private void goAway() {
        leaving = true;
        if (acceptor != null) {
            acceptor.stop();
        }
        watched.forEach(LoopConnection::goAway);
    }

    private void resumeAwaiting() {
        while (!awaitingRoom.isEmpty() && !handOver.isFull()) {
            LoopConnection connection = awaitingRoom.iterator().next();
            awaitingRoom.remove(connection);
            connection.resume();
        }
        handOver.awaitRoom(!awaitingRoom.isEmpty());
    }
}
