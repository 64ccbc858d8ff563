package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Flags;
import pudding.contract.Launch;
import pudding.contract.suite.TestCertificates;

/// What several event loops on one port must do besides the contract.
@Timeout(60)
final class LoopServerTest {

    private static final int LOOPS = 8;

    @Test
    void connectionsAreGivenToTheLoopsInTurn() throws Exception {
        Map<String, Integer> messages = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(2 * LOOPS);
        BatchConsumer consumer = (_, _, _) -> {
            messages.merge(Thread.currentThread().getName(), 1, Integer::sum);
            all.countDown();
            return new BatchConsumer.Receipt(1, 0);
        };
        List<LoopPeer> peers = new ArrayList<>();
        try (Server server = serve(consumer)) {
            send(server, peers, 2 * LOOPS);
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(messages).hasSize(LOOPS);
            assertThat(messages.values()).containsOnly(2);
        } finally {
            close(peers);
        }
    }

    @Test
    void messagesThatDoNotEndDoNotHoldUpAStopHoweverManyLoopsHaveOne() throws Exception {
        CountDownLatch entered = new CountDownLatch(LOOPS);
        CountDownLatch release = new CountDownLatch(1);
        BatchConsumer consumer = (_, _, _) -> {
            entered.countDown();
            await(release);
            return new BatchConsumer.Receipt(1, 0);
        };
        List<LoopPeer> peers = new ArrayList<>();
        Server server = serve(consumer);
        try {
            send(server, peers, LOOPS);
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
            long startNanos = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Launch.STOP_WITHIN);
        } finally {
            release.countDown();
            close(peers);
        }
    }

    private static Server serve(BatchConsumer consumer) throws Exception {
        String[] flags = {"--port", "0", "--keystore", TestCertificates.keystore().toString(), "--model", "loops",
            "--loops", Integer.toString(LOOPS)};
        return Server.start(Options.from(Flags.parse(flags, Options.flags())), consumer, new Counters());
    }

    private static void send(Server server, List<LoopPeer> peers, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            LoopPeer peer = LoopPeer.open(server.address(), "/ingest");
            peers.add(peer);
            peer.write(LoopPeer.text("a message"));
        }
    }

    private static void close(List<LoopPeer> peers) throws Exception {
        for (LoopPeer peer : peers) {
            peer.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
