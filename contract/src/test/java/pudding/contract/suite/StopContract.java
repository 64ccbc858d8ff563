package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pudding.contract.Launch;

/// The end of a server: RFC 6455 §7.4.1, 1001, and [Launch.Running#close].
interface StopContract extends Contract {

    @Test
    @Clause("RFC 6455 §7.4.1")
    default void stopClosesEveryWebSocketWith1001() throws Exception {
        try (TestServer server = serve()) {
            List<JdkClient> clients = new ArrayList<>();
            for (String path : List.of("/ingest", "/ack", "/discard", "/ack", "/ingest")) {
                clients.add(server.jdk(path));
            }
            server.running().close();
            for (JdkClient client : clients) {
                assertThat(client.closeCode()).isEqualTo(1001);
            }
        }
    }

    @Test
    @Clause("RFC 6455 §7.4.1")
    default void stopWithinAFragmentedMessageClosesWith1001() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/ack");
            peer.send(Frames.concat(Frames.frame(Frames.FIN | Frames.PING), Frames.frame(Frames.TEXT, '{')));
            assertThat(peer.readFrame().opcode()).isEqualTo(Frames.PONG);
            Thread stop = Thread.ofVirtual().start(server.running()::close);
            peer.expectClose(1001);
            peer.send(Frames.close(1001));
            peer.expectEnd();
            stop.join();
        }
    }

    @Test
    default void nobodyIsAcceptedAfterAStop() throws Exception {
        try (TestServer server = serve()) {
            server.running().close();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(server::tcp);
        }
    }

    @Test
    default void aSecondStopDoesNothing() throws Exception {
        try (TestServer server = serve()) {
            server.open("/ingest");
            server.running().close();
            server.running().close();
        }
    }

    // Peers in every state that do not answer, nor close.
    @Test
    default void silentPeersDoNotHoldUpAStop() throws Exception {
        try (TestServer server = serve()) {
            for (VanishContract.State state : VanishContract.State.values()) {
                state.reach(server);
            }
            long start = System.nanoTime();
            server.running().close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Launch.STOP_WITHIN);
        }
    }

    @Test
    default void aMessageBeingProcessedIsStillAcknowledged() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (TestServer server = serve(consumer -> (bytes, offset, length) -> {
            entered.countDown();
            awaitLatch(release);
            return consumer.accept(bytes, offset, length);
        })) {
            RawPeer peer = server.open("/ack");
            peer.send(Frames.text(Batches.json(1)));
            awaitLatch(entered);
            Thread stop = Thread.ofPlatform().start(server.running()::close);
            TestServer.awaitUntil(() -> assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> RawPeer.tcp(server.address()).close()));
            release.countDown();
            peer.expectText(Batches.receipt(1));
            peer.expectClose(1001);
            peer.send(Frames.close(1001));
            peer.expectEnd();
            stop.join();
        } finally {
            release.countDown();
        }
    }

    @Test
    default void underLoadWhatWasDeserialisedIsAcknowledged() throws Exception {
        AtomicLong deserialised = new AtomicLong();
        try (TestServer server = serve(consumer -> (bytes, offset, length) -> {
            var receipt = consumer.accept(bytes, offset, length);
            deserialised.incrementAndGet();
            return receipt;
        })) {
            List<AckLoad> loads = AckLoad.four(server.address(), 200);
            server.running().close();
            long acknowledged = 0;
            for (AckLoad load : loads) {
                assertThat(load.awaitClose()).isEqualTo(1001);
                acknowledged += load.receipts();
                load.close();
            }
            assertThat(acknowledged).isEqualTo(deserialised.get());
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
