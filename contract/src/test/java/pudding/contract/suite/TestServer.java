package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import org.awaitility.core.ThrowingRunnable;
import pudding.contract.Launch;

/// A server under test and the peers that a test connects to it; belongs to one test thread.
final class TestServer implements Closeable {

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final InetSocketAddress address;
    private final Launch.Running running;
    private final Deque<Closeable> peers = new ArrayDeque<>();

    TestServer(InetSocketAddress address, Launch.Running running) {
        this.address = address;
        this.running = running;
    }

    InetSocketAddress address() {
        return address;
    }

    Launch.Running running() {
        return running;
    }

    RawPeer tcp() throws IOException {
        return keep(RawPeer.tcp(address));
    }

    /// A peer with another address than all the others.
    RawPeer tcpFromElsewhere() throws IOException {
        return keep(RawPeer.tcp(address, socket -> socket.bind(new InetSocketAddress("127.0.0.2", 0))));
    }

    RawPeer openNarrow(String path) throws IOException {
        return keep(RawPeer.narrow(address, path));
    }

    RawPeer tls() throws IOException {
        return tls(settings -> {});
    }

    RawPeer tls(Consumer<SSLParameters> settings) throws IOException {
        return keep(RawPeer.tls(address, settings));
    }

    /// A raw peer with an open WebSocket at `path`.
    RawPeer open(String path) throws IOException {
        return tls().upgrade(path);
    }

    JdkClient jdk(String path) {
        return keep(new JdkClient(address, path));
    }

    /// Asks `GET /stats`, on a connection of its own.
    Stats stats() throws IOException {
        return stats(address);
    }

    static Stats stats(InetSocketAddress address) throws IOException {
        try (RawPeer peer = RawPeer.tls(address, settings -> {})) {
            HttpReply reply = peer.request(Requests.get("/stats", "Connection: close"));
            assertThat(reply.status()).isEqualTo(200);
            return Stats.parse(reply.body());
        }
    }

    /// Asks for `/stats` until the assertion holds, for at most ten seconds.
    void awaitStats(Consumer<Stats> assertion) {
        awaitUntil(() -> assertion.accept(stats()));
    }

    static void awaitUntil(ThrowingRunnable assertion) {
        await().atMost(WAIT).pollDelay(Duration.ZERO).pollInterval(POLL).untilAsserted(assertion);
    }

    /// The rhythm of a peer that sends a little now and then; ends early, still interrupted, when it is told to stop.
    static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T extends Closeable> T keep(T peer) {
        peers.push(peer);
        return peer;
    }

    @Override
    public void close() throws IOException {
        while (!peers.isEmpty()) {
            peers.pop().close();
        }
        running.close();
    }
}
