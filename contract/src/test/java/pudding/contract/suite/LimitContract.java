package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.contract.Limits;
import pudding.contract.Refusal;

/// Peers that ask for more than their share: places, header, frames, and silence.
interface LimitContract extends Contract {

    // Closed before TLS, which is what a connection costs most.
    @Test
    default void oneConnectionMoreThanAnAddressMayHaveIsClosedAtOnce() throws Exception {
        try (TestServer server = serve("--max-connections-per-address", "2", "--handshake-timeout", "30")) {
            HonestClient honest = new HonestClient(server.jdk("/ack"));
            // One for all questions: the honest client's address has one place more, and a connection that was closed
            // may still hold it.
            RawPeer asking = server.tls();
            RawPeer first = RawPeer.tls(server.tcpFromElsewhere(), settings -> {}).upgrade("/ack");
            // After its handshake, because which of two is accepted first does not say which takes its place first.
            RawPeer silent = RawPeer.tls(server.tcpFromElsewhere(), settings -> {});
            for (long refused = 1; refused <= 3; refused++) {
                assertThat(server.tcpFromElsewhere().readToEnd()).isEmpty();
                assertThat(Stats.parse(asking.request(Requests.get("/stats")).body()).rejected())
                        .containsOnlyKeys("per_address").containsValue(refused);
            }
            first.exchange(1);
            honest.exchange();
            silent.reset();
            TestServer.awaitUntil(() -> assertThatCode(
                    () -> RawPeer.tls(server.tcpFromElsewhere(), settings -> {}).upgrade("/ingest").close())
                    .doesNotThrowAnyException());
            first.close();
        }
    }

    // They are no WebSockets, so that --max-connections alone would let any number of them wait.
    @Test
    default void connectionsThatAskForNothingAreBoundedAndTheirPlacesGivenBack() throws Exception {
        try (TestServer server = serve("--max-connections", "1", "--handshake-timeout", "60")) {
            RawPeer open = server.open("/ack");
            List<RawPeer> silent = new ArrayList<>();
            for (int i = 0; i < Limits.SPARE_CONNECTIONS; i++) {
                silent.add(server.tcp());
            }
            assertThat(server.tcp().readToEnd()).isEmpty();
            open.exchange(1);
            for (RawPeer peer : silent) {
                peer.close();
            }
            server.awaitStats(stats -> assertThat(stats.rejected()).containsOnlyKeys("no_room"));
        }
    }

    @Test
    default void aRequestHeadLargerThanAllowedIs431() throws Exception {
        oversized(Refusal.HEADERS_TOO_LARGE, "GET /ack HTTP/1.1\r\nHost: " + "x".repeat(488));
    }

    // RFC 9110 §15.5.15.
    @Test
    default void aRequestLineLargerThanAllowedIs414() throws Exception {
        oversized(Refusal.URI_TOO_LONG, "GET /ack?" + "x".repeat(504));
    }

    /// @param head 513 bytes, which must be enough
    private void oversized(Refusal expected, String head) throws Exception {
        assertThat(head).hasSizeGreaterThan(512).hasSizeLessThan(515);
        refused(expected, List.of("--max-header-bytes", "512"), server -> {
            RawPeer peer = server.tls();
            assertThat(peer.request(head).status()).isEqualTo(expected.code());
            peer.expectEnd();
        });
    }

    @Test
    default void aRequestHeadOfTheLimitIsTaken() throws Exception {
        try (TestServer server = serve("--max-header-bytes", "512")) {
            String head = Requests.upgrade("/ack");
            String filled = head.replace("Host", "X: " + "x".repeat(512 - head.length() - 5) + "\r\nHost");
            assertThat(filled).hasSize(512);
            assertThat(server.tls().request(filled).status()).isEqualTo(101);
        }
    }

    // Frames without payload take no memory, but a message of them would never end.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            01 80 00000000  00 80 00000000  00 80 00000000  00 80 00000000 | without payload
            01 81 00000000 61  00 81 00000000 61  00 81 00000000 61  80 81 00000000 61 | of a byte each
            02 80 00000000  89 80 00000000  00 80 00000000  00 80 00000000  80 80 00000000 | with a ping between
            """)
    default void aMessageInMoreFramesThanAllowedClosesWith1008(String hex, String meaning) throws Exception {
        refused(Refusal.TOO_MANY_FRAMES, List.of("--max-message-frames", "3"), server -> {
            RawPeer peer = server.open("/discard");
            peer.sendHex(hex);
            ReceivedFrame frame = peer.readFrame();
            if (frame.opcode() == Frames.PONG) {
                frame = peer.readFrame();
            }
            assertThat(frame.closeCode()).isEqualTo(1008);
            peer.expectEnd();
            peer.close();
        });
    }

    @Test
    default void messagesInAsManyFramesAsAllowedAreTaken() throws Exception {
        try (TestServer server = serve("--max-message-frames", "3", "--echo")) {
            RawPeer peer = server.open("/echo");
            for (int i = 0; i < 3; i++) {
                peer.sendHex("01 81 00000000 61  00 80 00000000  8A 80 00000000  80 81 00000000 62");
                peer.expectText("ab");
                peer.sendHex("81 81 00000000 63");
                peer.expectText("c");
            }
        }
    }

    @Test
    default void fragmentsOfOneByteAreAMessageWhereItsBytesAreAllowed() throws Exception {
        int count = 70_000;
        try (TestServer server = serve("--max-message-bytes", Integer.toString(count))) {
            RawPeer peer = server.open("/discard");
            peer.send(Frames.inSingleByteFragments(Frames.TEXT, Frames.utf8("x".repeat(count))));
            server.awaitStats(stats -> assertThat(stats.bytes()).isEqualTo(count));
            assertThat(server.stats().received()).isOne();
            assertThat(server.stats().rejected()).isEmpty();
        }
    }

    // What waits is more than the limit after each frame, and nothing must be left of it when reading goes on.
    @Test
    default void aServerThatMayHoldOneByteForAPeerAnswersAll() throws Exception {
        try (TestServer server = serve("--max-unsent-bytes", "1")) {
            RawPeer peer = server.open("/ack");
            for (int i = 1; i <= 3; i++) {
                peer.exchange(i);
            }
        }
    }

    // RFC 6455 §5.5: a control frame has 125 bytes, however small a message may be.
    @Test
    default void controlFramesMayBeLargerThanAMessage() throws Exception {
        try (TestServer server = serve("--max-message-bytes", "1", "--echo")) {
            RawPeer peer = server.open("/echo");
            peer.send(Frames.frame(Frames.FIN | Frames.PING, new byte[125]));
            peer.expectPong(new byte[125]);
            peer.send(Frames.text("x"));
            peer.expectText("x");
            peer.send(Frames.close(1000));
            peer.expectClose(1000);
            RawPeer big = server.open("/echo");
            big.send(Frames.text("xy"));
            big.expectClose(1009);
            assertThat(server.stats().rejected()).containsOnlyKeys("too_big").containsValue(1L);
        }
    }

    // A record that is not complete says nothing, however slowly it comes.
    @Test
    default void bytesOfHalfATlsRecordAreNoSignOfLife() throws Exception {
        try (TestServer server = serve("--idle-timeout", "1")) {
            RawPeer peer = server.open("/ingest");
            peer.sendUnderTls(Frames.hex("17 03 03 40 00"));
            Thread trickle = Thread.ofVirtual().start(() -> {
                try {
                    while (!Thread.interrupted()) {
                        peer.sendUnderTls(new byte[1]);
                        TestServer.pause();
                    }
                } catch (IOException e) {
                    // The server has closed.
                }
            });
            try {
                peer.expectClose(1008);
            } finally {
                trickle.interrupt();
                trickle.join();
            }
            assertThat(server.stats().rejected()).containsOnlyKeys("idle").containsValue(1L);
        }
    }

    // RFC 6455 §5.5.2.
    @Test
    default void aPeerThatDoesNotAnswerPingsIsClosedWith1008AndOneThatDoesIsNot() throws Exception {
        try (TestServer server = serve("--ping-interval", "1", "--max-unanswered-pings", "2", "--idle-timeout", "0")) {
            HonestClient honest = new HonestClient(server.jdk("/ack"));
            RawPeer peer = server.open("/ingest");
            for (int i = 0; i < 2; i++) {
                assertThat(peer.readFrame().firstByte()).isEqualTo(Frames.FIN | Frames.PING);
            }
            peer.expectClose(1008);
            peer.expectEnd();
            assertThat(server.stats().rejected()).containsOnlyKeys("unanswered_pings").containsValue(1L);
            honest.exchange();
        }
    }

    @Test
    default void anAnsweredPingKeepsAWebSocketFromBeingIdle() throws Exception {
        try (TestServer server = serve("--ping-interval", "1", "--idle-timeout", "2")) {
            HonestClient honest = new HonestClient(server.jdk("/ack"));
            for (int i = 0; i < 2; i++) {
                RawPeer idle = server.open("/ingest");
                assertThat(idle.readFrame().firstByte()).isEqualTo(Frames.FIN | Frames.PING);
                idle.expectClose(1008);
            }
            assertThat(server.stats().rejected()).containsOnlyKeys("idle").containsValue(2L);
            honest.exchange();
        }
    }
}
