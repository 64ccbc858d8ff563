package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.contract.Digest;
import pudding.contract.Refusal;
import pudding.contract.TelemetryBatch;

/// What becomes of messages on `/ingest`, `/ack` and `/discard`.
interface MessageContract extends Contract {

    @Test
    default void aMessageIsCountedWithItsBytesReadingsAndDigest() throws Exception {
        try (TestServer server = serve()) {
            String json = Batches.json(7);
            server.jdk("/ingest").sendText(json);
            server.awaitStats(stats -> {
                assertThat(stats.messages()).isOne();
                assertThat(stats.received()).isOne();
                assertThat(stats.bytes()).isEqualTo(Frames.utf8(json).length);
                assertThat(stats.readings()).isEqualTo(Batches.READINGS);
                assertThat(stats.digest()).isEqualTo(Batches.digest(7));
                assertThat(stats.connections()).isOne();
                assertThat(stats.rejected()).isEmpty();
            });
        }
    }

    @Test
    default void aMessageOfTenKilobytesIsDeserialised() throws Exception {
        try (TestServer server = serve()) {
            TelemetryBatch batch = Batches.batch(1, 100);
            JdkClient client = server.jdk("/ack");
            client.sendText(Batches.json(batch));
            assertThat(client.nextText()).isEqualTo("{\"seq\":1,\"digest\":\"" + Digest.hex(Digest.of(batch)) + "\"}");
            assertThat(server.stats().readings()).isEqualTo(100);
        }
    }

    @Test
    default void ingestDoesNotReply() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/ingest");
            peer.send(Frames.concat(Frames.text(Batches.json(1)), Frames.frame(Frames.FIN | Frames.PING, 0x2A)));
            assertThat(peer.readFrame().firstByte()).as("the pong comes first").isEqualTo(Frames.FIN | Frames.PONG);
        }
    }

    @Test
    default void ackAnswersMessagesSentAtOnceInTheirOrder() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/ack");
            List<byte[]> frames = new ArrayList<>();
            long digest = 0;
            for (int seq = 1; seq <= 500; seq++) {
                frames.add(Frames.text(Batches.json(seq)));
                digest += Batches.digest(seq);
            }
            peer.send(Frames.concat(frames.toArray(byte[][]::new)));
            for (int seq = 1; seq <= 500; seq++) {
                peer.expectText(Batches.receipt(seq));
            }
            assertThat(server.stats().messages()).isEqualTo(500);
            assertThat(server.stats().digest()).isEqualTo(digest);
        }
    }

    @Test
    default void whatManyConnectionsSendIsCountedExactly() throws Exception {
        try (TestServer server = serve()) {
            List<JdkClient> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(server.jdk("/ack"));
            }
            long seq = 0;
            long digest = 0;
            for (int round = 0; round < 20; round++) {
                for (JdkClient client : clients) {
                    client.sendText(Batches.json(++seq));
                    digest += Batches.digest(seq);
                }
            }
            for (JdkClient client : clients) {
                for (int round = 0; round < 20; round++) {
                    assertThat(client.nextText()).startsWith("{\"seq\":");
                }
            }
            Stats stats = server.stats();
            assertThat(stats.messages()).isEqualTo(seq);
            assertThat(stats.digest()).isEqualTo(digest);
            assertThat(stats.connections()).isEqualTo(20);
            assertThat(stats.peakConnections()).isEqualTo(20);
        }
    }

    @Test
    default void discardCountsButDoesNotParse() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/discard");
            peer.send(Frames.text("no JSON at all"));
            peer.send(Frames.text(""));
            peer.send(Frames.text(Batches.json(1)));
            int bytes = 14 + Frames.utf8(Batches.json(1)).length;
            server.awaitStats(stats -> {
                assertThat(stats.received()).isEqualTo(3);
                assertThat(stats.bytes()).isEqualTo(bytes);
                assertThat(stats.messages()).isZero();
                assertThat(stats.readings()).isZero();
                assertThat(stats.digest()).isZero();
                assertThat(stats.rejected()).isEmpty();
            });
        }
    }

    // RFC 6455 §7.4.1: 1007, data within a message that was not consistent with the type of the message.
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            ``
            not JSON
            {
            []
            null
            {}
            {"id":"d","seq":1,"timeMicros":2,"tags":{},"readings":[]} {}
            {"id":"d","seq":1,"timeMicros":2,"tags":{},"readings":[],"more":1}
            {"id":"d","seq":1.5,"timeMicros":2,"tags":{},"readings":[]}
            {"id":"d","seq":"1","timeMicros":2,"tags":{},"readings":[]}
            {"id":null,"seq":1,"timeMicros":2,"tags":{},"readings":[]}
            {"id":"d","seq":1,"timeMicros":2,"tags":{},"readings":[null]}
            {"id":"d","seq":1,"seq":1,"timeMicros":2,"tags":{},"readings":[]}
            {"id":"d","seq":9223372036854775808,"timeMicros":2,"tags":{},"readings":[]}
            {"id":"d","seq":1,"timeMicros":2,"tags":{},"readings":[{"sensor":"","value":NaN}]}
            {'id':"d","seq":1,"timeMicros":2,"tags":{},"readings":[]}
            /**/{"id":"d","seq":1,"timeMicros":2,"tags":{},"readings":[]}
            \uFEFF{"id":"d","seq":1,"timeMicros":2,"tags":{},"readings":[]}
            """)
    default void whatIsNotTheJsonOfABatchClosesWith1007(String json) throws Exception {
        breaks(Refusal.NOT_BATCH, "/ingest", Frames.text(json));
    }

    @Test
    default void nestingWithoutEndClosesWith1007() throws Exception {
        for (String deep : List.of("[".repeat(60_000), "{\"tags\":" + "{\"x\":".repeat(10_000))) {
            refused(Refusal.NOT_BATCH, server -> {
                RawPeer peer = server.open("/ingest");
                peer.send(Frames.text(deep));
                peer.expectClose(1007);
                peer.expectEnd();
                peer.close();
            });
        }
    }

    // docs/CONTRACT.md: the reason names the member, never its content.
    @Test
    default void theReasonNamesTheMemberButNotItsContent() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/ack");
            peer.send(Frames.text(Batches.json(1).replaceFirst("\"quality\":\\d", "\"quality\":\"secret\"")));
            ReceivedFrame close = peer.readFrame();
            assertThat(close.closeCode()).isEqualTo(1007);
            assertThat(close.closeReason())
                    .isEqualTo("The message is not a telemetry batch: see member readings[0].quality.");
            peer.expectEnd();
        }
    }

    @Test
    default void messagesBeforeABadOneAreStillAcknowledged() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/ack");
            peer.send(Frames.concat(Frames.text(Batches.json(1)), Frames.text(Batches.json(2)), Frames.text("{}"),
                    Frames.text(Batches.json(3))));
            peer.expectText(Batches.receipt(1));
            peer.expectText(Batches.receipt(2));
            peer.expectClose(1007);
            peer.expectEnd();
            assertThat(server.stats().messages()).isEqualTo(2);
        }
    }

    // RFC 6455 §7.4.1: 1003, a type of data that the endpoint cannot accept.
    @ParameterizedTest
    @CsvSource({"/ingest", "/ack", "/discard"})
    @Clause("RFC 6455 §7.4.1")
    default void binaryMessagesCloseWith1003(String path) throws Exception {
        breaks(Refusal.BINARY, path, Frames.frame(Frames.FIN | Frames.BINARY, Frames.utf8(Batches.json(1))));
    }
}
