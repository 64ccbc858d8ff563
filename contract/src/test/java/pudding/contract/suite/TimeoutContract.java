package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Refusal;

/// Peers that take their time, and more peers than there are places.
interface TimeoutContract extends Contract {

    List<String> SHORT_HANDSHAKE = List.of("--handshake-timeout", "1");

    @Test
    default void aPeerThatSaysNothingIsClosedAfterTheHandshakeTimeout() throws Exception {
        refused(Refusal.REQUEST_TIMEOUT, SHORT_HANDSHAKE, server -> server.tcp().readToEnd());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    default void halfATlsHandshakeIsClosedAfterTheHandshakeTimeout(int bytes) throws Exception {
        refused(Refusal.REQUEST_TIMEOUT, SHORT_HANDSHAKE, server -> {
            RawPeer peer = server.tcp();
            peer.send(Arrays.copyOf(ClientHellos.ofTheJdk(), bytes));
            peer.readToEnd();
        });
    }

    // RFC 9110 §15.5.9.
    @ParameterizedTest
    @ValueSource(strings = {"", "GET /ing", "GET /ingest HTTP/1.1\r\nHost: localhost\r\n"})
    @Clause("RFC 9110 §15.5.9")
    default void halfARequestHeadIs408AfterTheHandshakeTimeout(String half) throws Exception {
        refused(Refusal.REQUEST_TIMEOUT, SHORT_HANDSHAKE, server -> {
            RawPeer peer = server.tls();
            HttpReply reply = peer.request(half);
            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.value("Connection")).isEqualToIgnoringCase("close");
            peer.expectEnd();
        });
    }

    // It is the head that must be complete in time; a slow trickle does not extend it.
    @Test
    default void aTricklingRequestHeadIsClosedAfterTheHandshakeTimeout() throws Exception {
        refused(Refusal.REQUEST_TIMEOUT, SHORT_HANDSHAKE, server -> {
            RawPeer peer = server.tls();
            peer.send("GET /ingest HTTP/1.1\r\n");
            Thread trickle = Thread.ofVirtual().start(() -> {
                while (!Thread.interrupted()) {
                    peer.sendSingly(Frames.utf8("X: 1\r\n"));
                    TestServer.pause();
                }
            });
            try {
                assertThat(peer.readReply().status()).isEqualTo(408);
            } finally {
                trickle.interrupt();
                trickle.join();
            }
        });
    }

    @Test
    default void aWebSocketOutlivesTheHandshakeTimeout() throws Exception {
        try (TestServer server = serve("--handshake-timeout", "1")) {
            RawPeer late = server.tcp();
            JdkClient client = server.jdk("/ack");
            late.readToEnd();
            client.sendText(Batches.json(1));
            assertThat(client.nextText()).isEqualTo(Batches.receipt(1));
        }
    }

    // RFC 6455 §7.4.1: 1008, a generic code for a breach of policy.
    @Test
    @Clause("RFC 6455 §7.4.1")
    default void anIdleWebSocketIsClosedWith1008AndABusyOneIsNot() throws Exception {
        try (TestServer server = serve("--idle-timeout", "1")) {
            RawPeer idle = server.open("/ingest");
            RawPeer busy = server.open("/ack");
            Thread pings = Thread.ofVirtual().start(() -> {
                while (!Thread.interrupted()) {
                    busy.sendSingly(Frames.frame(Frames.FIN | Frames.PONG));
                    TestServer.pause();
                }
            });
            try {
                idle.expectClose(1008);
                idle.expectEnd();
            } finally {
                pings.interrupt();
                pings.join();
            }
            busy.exchange(1);
            assertThat(server.stats().rejected()).containsOnlyKeys("idle").containsValue(1L);
        }
    }

    @Test
    default void idleTimeoutZeroMeansForEver() throws Exception {
        try (TestServer server = serve("--idle-timeout", "0", "--handshake-timeout", "1")) {
            RawPeer peer = server.open("/ack");
            server.tcp().readToEnd();
            peer.exchange(1);
        }
    }

    // RFC 9110 §15.6.4.
    @Test
    @Clause("RFC 9110 §15.6.4")
    default void oneWebSocketMoreThanAllowedGets503AndPlacesAreGivenBack() throws Exception {
        try (TestServer server = serve("--max-connections", "2")) {
            RawPeer first = server.open("/ingest");
            RawPeer second = server.open("/ack");
            for (int refused = 1; refused <= 3; refused++) {
                RawPeer third = server.tls();
                HttpReply reply = third.request(Requests.upgrade("/ingest"));
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.value("Retry-After")).isEqualTo("1");
                third.expectEnd();
                assertThat(server.stats().refused()).isEqualTo(refused);
            }
            second.exchange(1);
            first.send(Frames.close(1000));
            first.expectClose(1000);
            second.reset();
            server.awaitStats(stats -> assertThat(stats.connections()).isZero());
            server.open("/ingest");
            server.open("/ingest");
            Stats stats = server.stats();
            assertThat(stats.connections()).isEqualTo(2);
            assertThat(stats.peakConnections()).isEqualTo(2);
            assertThat(stats.rejected()).containsOnlyKeys("http_503").containsValue(3L);
        }
    }
}
