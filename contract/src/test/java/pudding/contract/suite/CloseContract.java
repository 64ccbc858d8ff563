package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Refusal;

/// The closing handshake (RFC 6455 §5.5.1, §7).
interface CloseContract extends Contract {

    // RFC 6455 §5.5.1: an endpoint MUST send a Close frame in response, and typically echoes the code; §7.1.1:
    // then the server closes first.
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
        4999})
    @Clause({"RFC 6455 §5.5.1", "RFC 6455 §7.1.1", "RFC 6455 §7.4"})
    default void aLegalCodeIsEchoedAndTheStreamEnds(int code) throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/discard");
            peer.send(Frames.close(code));
            peer.expectClose(code);
            peer.expectEnd();
            peer.close();
            server.awaitStats(stats -> assertThat(stats.connections()).isZero());
            assertThat(server.stats().rejected()).isEmpty();
        }
    }

    @Test
    @Clause({"RFC 6455 §5.5.1", "RFC 6455 §7.1.5"})
    default void aCloseWithoutACodeIsEchoedWithoutOne() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/discard");
            peer.send(Frames.frame(Frames.FIN | Frames.CLOSE));
            assertThat(peer.readFrame().payload()).isEmpty();
            peer.expectEnd();
            assertThat(server.stats().rejected()).isEmpty();
        }
    }

    @Test
    @Clause({"RFC 6455 §5.5.1", "RFC 6455 §7.1.6"})
    default void aCloseWithAReasonIsEchoed() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/discard");
            byte[] reason = Frames.utf8("☃".repeat(41));
            peer.send(Frames.frame(Frames.FIN | Frames.CLOSE, Frames.concat(Frames.hex("03E8"), reason)));
            peer.expectClose(1000);
            peer.expectEnd();
        }
    }

    @Test
    @Clause("RFC 6455 §7.1.4")
    default void theJdksClientClosesCleanly() throws Exception {
        try (TestServer server = serve()) {
            JdkClient client = server.jdk("/ingest");
            client.sendClose();
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    // RFC 6455 §7.4.1, §7.4.2: 1004 to 1006 and 1015 are reserved, the others not defined or out of range.
    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65_535})
    @Clause({"RFC 6455 §7.4.1", "RFC 6455 §7.4.2"})
    default void anIllegalCodeIsAnsweredWith1002(int code) throws Exception {
        breaks(Refusal.PROTOCOL, "/discard", Frames.close(code));
    }

    // RFC 6455 §5.5.1: if there is a body, its first two bytes MUST be the code.
    @Test
    @Clause("RFC 6455 §5.5.1")
    default void aCloseOfOneByteIsAnsweredWith1002() throws Exception {
        breaks(Refusal.PROTOCOL, "/discard", Frames.frame(Frames.FIN | Frames.CLOSE, 0x03));
    }

    // RFC 6455 §5.5.1, §8.1: the reason is UTF-8.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FF       | never a byte of UTF-8
            ED A0 80 | a surrogate
            E2 98    | cut
            """)
    @Clause({"RFC 6455 §5.5.1", "RFC 6455 §8.1"})
    default void aReasonThatIsNotUtf8IsAnsweredWith1007(String hex, String meaning) throws Exception {
        breaks(Refusal.NOT_UTF8, "/discard",
                Frames.frame(Frames.FIN | Frames.CLOSE, Frames.concat(Frames.hex("03E8"), Frames.hex(hex))));
    }

    @Test
    @Clause({"RFC 6455 §5.5.1", "RFC 6455 §1.4"})
    default void messagesBeforeACloseAreAcknowledgedAndThoseAfterItIgnored() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/ack");
            peer.send(Frames.concat(Frames.text(Batches.json(1)), Frames.text(Batches.json(2)), Frames.close(1000),
                    Frames.text(Batches.json(3)), Frames.frame(Frames.FIN | Frames.PING), Frames.close(1000)));
            peer.expectText(Batches.receipt(1));
            peer.expectText(Batches.receipt(2));
            peer.expectClose(1000);
            peer.expectEnd();
            assertThat(server.stats().messages()).isEqualTo(2);
            assertThat(server.stats().rejected()).isEmpty();
        }
    }

    // RFC 6455 §7.1.7: what the server says when it fails the connection is text that a person can read.
    @Test
    @Clause("RFC 6455 §7.1.7")
    default void aBreachIsExplainedInTheReason() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/discard");
            peer.send(Frames.frame(Frames.FIN | 0x3));
            ReceivedFrame close = peer.readFrame();
            assertThat(close.closeCode()).isEqualTo(1002);
            assertThat(close.closeReason()).matches("\\p{Print}+\\.");
        }
    }
}
