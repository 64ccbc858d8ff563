package pudding.plain;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pudding.contract.Launch;
import pudding.contract.SocketRules;

/// One event loop with a pool, or several that do all by themselves, on one port; safe for use by many threads at
/// once.
///
/// Loops without a pool have their connections accepted by one more, which does nothing else: a message that is worked
/// on for long keeps nobody out who is another loop's, and a stop closes the port at once.
final class LoopServer implements Launch.Running {

    /// Of [Launch#STOP_WITHIN], what connections get to end by themselves, and what the rest gets.
    private static final Duration STOP_GENTLY = Duration.ofMillis(3_500);
    private static final Duration STOP_HARD = Duration.ofMillis(500);

    /// The one that accepts is the first.
    private final List<EventLoop> loops;
    private final InetSocketAddress address;

    private LoopServer(List<EventLoop> loops, InetSocketAddress address) {
        this.loops = loops;
        this.address = address;
    }

    /// One loop, which accepts too, and a pool.
    ///
    /// @param maxQueued messages that may wait for the pool
    static LoopServer withPool(InetSocketAddress address, Service service, int workers, int maxQueued)
            throws IOException {
        EventLoop loop = new EventLoop("loop", service, workers, maxQueued);
        service.counters().showQueued(() -> loop.handOver().queued());
        return start(address, loop, List.of(loop));
    }

    /// Loops that work on their messages themselves.
    static LoopServer withoutPool(InetSocketAddress address, Service service, int count) throws IOException {
        List<EventLoop> loops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            loops.add(new EventLoop("loop-" + i, service, 0, Integer.MAX_VALUE));
        }
        return start(address, new EventLoop("accept", service, 0, Integer.MAX_VALUE), loops);
    }

    private static LoopServer start(InetSocketAddress address, EventLoop accepting,
            List<EventLoop> serving) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, SocketRules.REUSE_ADDRESS);
            listener.bind(address, SocketRules.BACKLOG);
            listener.configureBlocking(false);
            accepting.accept(listener, serving);
            List<EventLoop> loops = Stream.concat(Stream.of(accepting), serving.stream()).distinct().toList();
            loops.forEach(EventLoop::start);
            return new LoopServer(loops, (InetSocketAddress) listener.getLocalAddress());
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
        loops.getFirst().stop();
        try {
            join(STOP_GENTLY);
            loops.forEach(EventLoop::cut);
            join(STOP_HARD);
            for (EventLoop loop : loops) {
                loop.handOver().close(STOP_HARD.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for all of them together, however many there are.
    private void join(Duration within) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + within.toNanos();
        for (EventLoop loop : loops) {
            loop.join(Duration.ofNanos(deadlineNanos - System.nanoTime()));
        }
    }
}
