package pudding.plain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import pudding.contract.Launch;
import pudding.contract.Rejection;
import pudding.contract.SocketRules;

/// Serves all connections on one thread that never blocks on a socket, and hands their messages to a pool.
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
final class EventLoop implements Launch.Running {

    private static final Duration TICK = Duration.ofMillis(200);
    /// Connections taken in one turn, so that a storm of them does not starve those that are open.
    private static final int MAX_ACCEPTS_PER_TURN = 64;
    /// Of [Launch#STOP_WITHIN], what connections get to end by themselves, and what the rest gets.
    private static final Duration STOP_GENTLY = Duration.ofMillis(3_500);
    private static final Duration STOP_HARD = Duration.ofMillis(500);

    private final Service service;
    private final ServerSocketChannel listener;
    private final InetSocketAddress address;
    private final Selector selector;
    private final SelectionKey acceptKey;
    private final HandOver handOver;
    private final TlsChannel.Buffers buffers;
    private final Thread thread;

    /// From other threads, and from the loop's own for its next turn.
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> again = new ArrayDeque<>();
    private final Set<LoopConnection> awaitingRoom = new LinkedHashSet<>();
    private int connections;
    private boolean acceptFails;
    private volatile boolean sleeping;
    private volatile boolean stopping;
    private volatile boolean cut;

    private EventLoop(ServerSocketChannel listener, Selector selector, Service service, int workers,
            int maxQueued) throws IOException {
        this.service = service;
        this.listener = listener;
        this.selector = selector;
        address = (InetSocketAddress) listener.getLocalAddress();
        acceptKey = listener.register(selector, SelectionKey.OP_ACCEPT);
        handOver = new HandOver(workers, maxQueued, () -> execute(this::resumeAwaiting));
        service.counters().showQueued(handOver::queued);
        buffers = TlsChannel.Buffers.of(service.tls());
        thread = Thread.ofPlatform().name("loop").unstarted(this::run);
    }

    static EventLoop start(InetSocketAddress address, Service service, int workers, int maxQueued)
            throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, SocketRules.REUSE_ADDRESS);
            listener.bind(address, SocketRules.BACKLOG);
            listener.configureBlocking(false);
            EventLoop loop = new EventLoop(listener, Selector.open(), service, workers, maxQueued);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        stopping = true;
        execute(this::goAway);
        try {
            if (!thread.join(STOP_GENTLY)) {
                cut = true;
                selector.wakeup();
                thread.join(STOP_HARD);
            }
            handOver.close(STOP_HARD.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Service service() {
        return service;
    }

    HandOver handOver() {
        return handOver;
    }

    TlsChannel.Buffers buffers() {
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
        try (selector; listener) {
            long nextTickNanos = System.nanoTime() + TICK.toNanos();
            while (!cut && (!stopping || connections > 0)) {
                select();
                runTasks();
                long now = System.nanoTime();
                if (now - nextTickNanos >= 0) {
                    nextTickNanos = now + TICK.toNanos();
                    tick(now);
                }
            }
            selector.keys().forEach(key -> {
                if (key.attachment() instanceof LoopConnection connection) {
                    connection.cut();
                }
            });
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
        if (key.attachment() instanceof LoopConnection connection) {
            connection.ready();
        } else {
            accept();
        }
    }

    private void runTasks() {
        for (int i = again.size(); i > 0; i--) {
            again.remove().run();
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void accept() {
        try {
            for (int i = 0; i < MAX_ACCEPTS_PER_TURN; i++) {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                admit(channel);
                acceptFails = false;
            }
        } catch (IOException e) {
            // No descriptor is left: rest until the tick.
            acceptFails = true;
            service.log().acceptFailed(e);
            acceptKey.interestOps(0);
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        SocketAddress peer = channel.getRemoteAddress();
        try {
            service.admission().enter(peer);
        } catch (Rejection rejection) {
            service.rejected(peer, rejection);
            channel.close();
            return;
        }
        begin(channel, peer);
    }

    private void begin(SocketChannel channel, SocketAddress peer) throws IOException {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, SocketRules.NO_DELAY);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new LoopConnection(channel, peer, key, this));
            connections++;
        } catch (IOException | RuntimeException e) {
            service.admission().leave(peer);
            channel.close();
            throw e;
        }
    }

    private void tick(long nowNanos) {
        if (acceptFails && acceptKey.isValid()) {
            acceptKey.interestOps(SelectionKey.OP_ACCEPT);
        }
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof LoopConnection connection) {
                connection.tick(nowNanos);
            }
        }
    }

    private void goAway() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof LoopConnection connection) {
                connection.goAway();
            }
        }
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
