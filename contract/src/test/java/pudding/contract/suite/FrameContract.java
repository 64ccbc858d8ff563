package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Refusal;

/// Frames that RFC 6455 §5 forbids, as hexadecimal digits: header, mask of zeros, payload.
interface FrameContract extends Contract {

    // RFC 6455 §5.1: the server MUST close the connection upon receiving a frame that is not masked.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            81 02 7B7D | text
            82 00      | binary
            89 00      | ping
            88 02 03E8 | close
            """)
    @Clause("RFC 6455 §5.1")
    default void clientFramesMustBeMasked(String hex, String meaning) throws Exception {
        breaks(Refusal.PROTOCOL, "/discard", Frames.hex(hex));
    }

    // RFC 6455 §5.2: MUST be 0 unless an extension is negotiated.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C1 82 00000000 7B7D | RSV1
            A1 82 00000000 7B7D | RSV2
            91 82 00000000 7B7D | RSV3
            F1 82 00000000 7B7D | all three
            C9 80 00000000      | RSV1 of a ping
            C8 82 00000000 03E8 | RSV1 of a close
            """)
    @Clause("RFC 6455 §5.2")
    default void reservedBitsMustBeZero(String hex, String meaning) throws Exception {
        breaks(Refusal.PROTOCOL, "/discard", Frames.hex(hex));
    }

    // RFC 6455 §5.2: if an unknown opcode is received, the endpoint MUST fail the connection.
    @ParameterizedTest
    @ValueSource(ints = {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF})
    @Clause("RFC 6455 §5.2")
    default void reservedOpcodesAreRefused(int opcode) throws Exception {
        breaks(Refusal.PROTOCOL, "/discard", Frames.frame(Frames.FIN | opcode));
    }

    // RFC 6455 §5.5: control frames have at most 125 bytes and MUST NOT be fragmented.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            09 80 00000000      | fragmented ping
            0A 80 00000000      | fragmented pong
            08 82 00000000 03E8 | fragmented close
            89 FE 007E 00000000 | ping of 126 bytes
            8A FE 007E 00000000 | pong of 126 bytes
            88 FE 007E 00000000 | close of 126 bytes
            89 FF 0000000000010000 00000000 | ping of 65536 bytes
            """)
    @Clause("RFC 6455 §5.5")
    default void controlFramesAreShortAndWhole(String hex, String meaning) throws Exception {
        breaks(Refusal.PROTOCOL, "/discard", Frames.hex(hex));
    }

    // RFC 6455 §5.2: the minimal number of bytes MUST be used, and the most significant bit MUST be 0.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            81 FE 0000 00000000             | 0 in 16 bits
            81 FE 007D 00000000             | 125 in 16 bits
            82 FE 0001 00000000             | 1 in 16 bits, binary
            81 FF 0000000000000001 00000000 | 1 in 64 bits
            81 FF 000000000000007E 00000000 | 126 in 64 bits
            81 FF 000000000000FFFF 00000000 | 65535 in 64 bits
            81 FF 8000000000000000 00000000 | top bit
            81 FF FFFFFFFFFFFFFFFF 00000000 | all bits
            """)
    @Clause("RFC 6455 §5.2")
    default void lengthsHaveTheirShortestForm(String hex, String meaning) throws Exception {
        breaks(Refusal.PROTOCOL, "/discard", Frames.hex(hex));
    }

    // RFC 6455 §5.4.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            80 82 00000000 7B7D                       | continuation with nothing to continue
            00 82 00000000 7B7D                       | the same, not final
            81 80 00000000 80 80 00000000             | continuation after a whole message
            01 81 00000000 61 81 81 00000000 62       | text within a fragmented text
            01 81 00000000 61 82 81 00000000 62       | binary within a fragmented text
            01 81 00000000 61 01 81 00000000 62       | fragmented text within a fragmented text
            01 80 00000000 80 80 00000000 80 80 00000000 | a second final continuation
            """)
    @Clause("RFC 6455 §5.4")
    default void fragmentsFollowOneAnother(String hex, String meaning) throws Exception {
        breaks(Refusal.PROTOCOL, "/discard", Frames.hex(hex));
    }

    // RFC 6455 §7.4.1: 1009. No byte of the payload is sent: the header alone must be enough.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            81 FE 0401 00000000             | 1025
            01 FE 0401 00000000             | the same, not final
            81 FF 0000000000010000 00000000 | 65536
            81 FF 0000000100000000 00000000 | 2^32
            81 FF 7FFFFFFFFFFFFFFF 00000000 | 2^63 - 1
            01 82 00000000 6161 80 FE 03FF 00000000 | 2 + 1023, in two fragments
            01 82 00000000 6161 80 FF 7FFFFFFFFFFFFFFF 00000000 | 2 + 2^63 - 1
            """)
    @Clause({"RFC 6455 §7.4.1", "RFC 6455 §10.4"})
    default void tooBigIsRefusedOnTheHeader(String hex, String meaning) throws Exception {
        breaks(Refusal.TOO_BIG, "/discard", Frames.hex(hex), "--max-message-bytes", "1024");
    }

    @Test
    @Clause("RFC 6455 §10.4")
    default void aMessageOfExactlyTheLimitIsTaken() throws Exception {
        try (TestServer server = serve("--max-message-bytes", "1024")) {
            RawPeer peer = server.open("/discard");
            peer.send(Frames.text("x".repeat(1024)));
            peer.send(Frames.inSingleByteFragments(Frames.TEXT, Frames.utf8("x".repeat(1024))));
            server.awaitStats(stats -> assertThat(stats.received()).isEqualTo(2));
            assertThat(server.stats().bytes()).isEqualTo(2048);
            assertThat(server.stats().rejected()).isEmpty();
        }
    }

    @Test
    @Clause({"RFC 6455 §7.1.7", "RFC 6455 §5.5.1"})
    default void framesAfterABreachAreIgnored() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/ack");
            peer.send(Frames.concat(Frames.frame(Frames.FIN | 0x3), Frames.text(Batches.json(1)),
                    Frames.frame(Frames.FIN | Frames.PING), Frames.frame(Frames.FIN | 0x4)));
            peer.expectClose(1002);
            peer.expectEnd();
            peer.close();
            server.awaitStats(stats -> assertThat(stats.connections()).isZero());
            assertThat(server.stats().messages()).isZero();
            assertThat(server.stats().rejected()).containsOnlyKeys("protocol").containsValue(1L);
        }
    }
}
