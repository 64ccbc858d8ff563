package pudding.contract.suite;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Refusal;

/// Text that is not UTF-8 closes with 1007 (RFC 6455 §8.1; the forms are those of RFC 3629 §3 and §4).
interface Utf8Contract extends Contract {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            80           | a continuation byte alone
            61 BF 61     | the same within text
            C0 80        | over-long NUL
            C1 BF        | over-long DEL
            E0 80 80     | over-long in three bytes
            E0 9F BF     | the last over-long one in three bytes
            F0 80 80 80  | over-long in four bytes
            F0 8F BF BF  | the last over-long one in four bytes
            ED A0 80     | U+D800, the first surrogate
            ED BF BF     | U+DFFF, the last surrogate
            ED A0 BD ED B8 80 | a surrogate pair (CESU-8)
            F4 90 80 80  | U+110000
            F5 80 80 80  | a lead byte for what is above U+10FFFF
            F8 88 80 80 80 | five bytes
            FE           | never a byte of UTF-8
            FF           | never a byte of UTF-8
            C3           | two bytes, cut after one
            E2 98        | three bytes, cut after two
            F0 9F 8D     | four bytes, cut after three
            C3 28        | the second byte is no continuation
            E2 28 A1     | the second byte is no continuation
            E2 82 28     | the third byte is no continuation
            F0 90 28 BC  | the third byte is no continuation
            """)
    @Clause({"RFC 6455 §8.1", "RFC 6455 §5.6", "RFC 6455 §7.4.1"})
    default void textThatIsNotUtf8ClosesWith1007(String hex, String meaning) throws Exception {
        byte[] payload = Frames.hex(hex);
        breaks(Refusal.NOT_UTF8, "/discard", Frames.frame(Frames.FIN | Frames.TEXT, payload));
        breaks(Refusal.NOT_UTF8, "/discard", Frames.inSingleByteFragments(Frames.TEXT, payload));
    }

    @Test
    default void badUtf8IsSeenBeforeBadJson() throws Exception {
        byte[] json = Frames.concat(Frames.utf8("{\"id\":\""), Frames.hex("C0 80"), Frames.utf8("\"}"));
        breaks(Refusal.NOT_UTF8, "/ingest", Frames.frame(Frames.FIN | Frames.TEXT, json));
    }

    @Test
    @Clause("RFC 6455 §8.1")
    default void longTextIsValidatedToItsLastByte() throws Exception {
        byte[] text = Frames.concat(Frames.utf8("x".repeat(50_000)), Frames.hex("FF"));
        refused(Refusal.NOT_UTF8, server -> {
            RawPeer peer = server.open("/discard");
            peer.send(Frames.frame(Frames.FIN | Frames.TEXT, text));
            peer.expectClose(1007);
            peer.expectEnd();
            peer.close();
        });
    }

    // The message never ends: the server must not wait for that.
    @ParameterizedTest
    @ValueSource(strings = {"FF", "ED A0", "C0", "F4 90", "E0 80"})
    @Clause("RFC 6455 §8.1")
    default void badUtf8IsRefusedBeforeTheMessageEnds(String hex) throws Exception {
        breaks(Refusal.NOT_UTF8, "/discard", Frames.frame(Frames.TEXT, Frames.hex(hex)));
        breaks(Refusal.NOT_UTF8, "/discard", Frames.concat(Frames.frame(Frames.TEXT, 'a', 'b'),
                Frames.frame(Frames.CONTINUATION, Frames.hex(hex))));
    }

    // Nor does the frame, whose header announces 100, 1000 or 65,000 bytes more than come.
    @ParameterizedTest
    @ValueSource(strings = {"81 E4 00000000 6162 FF", "81 E4 11223344 7173 CC", "81 FE 03E8 00000000 61 EDA0",
        "01 FE FDE8 00000000 C0", "01 83 00000000 616263 80 FE 03E8 00000000 F490",
        "01 81 00000000 E2 80 E4 00000000 28"})
    @Clause("RFC 6455 §8.1")
    default void badUtf8IsRefusedBeforeTheFrameEnds(String hex) throws Exception {
        breaks(Refusal.NOT_UTF8, "/discard", Frames.hex(hex));
    }

    @Test
    @Clause("RFC 6455 §8.1")
    default void aCharacterCutByTheEndOfAFragmentedMessageClosesWith1007() throws Exception {
        breaks(Refusal.NOT_UTF8, "/discard", Frames.concat(Frames.frame(Frames.TEXT, 0xE2, 0x98),
                Frames.frame(Frames.FIN | Frames.CONTINUATION)));
    }

    // One message's cut character must not be completed by the next message.
    @Test
    @Clause("RFC 6455 §8.1")
    default void theValidatorStartsAfreshWithEachMessage() throws Exception {
        try (TestServer server = serve("--echo")) {
            RawPeer peer = server.open("/echo");
            peer.send(Frames.text("\u2603"));
            peer.expectText("\u2603");
            peer.send(Frames.frame(Frames.FIN | Frames.BINARY, 0xE2));
            peer.readMessage(Frames.BINARY);
            peer.send(Frames.text("a"));
            peer.expectText("a");
        }
    }

    // RFC 8259 §8.1: no byte order mark; the others are not UTF-8 or not JSON.
    @Test
    @Clause("RFC 8259 §8.1")
    default void aByteOrderMarkClosesWith1007() throws Exception {
        breaks(Refusal.NOT_BATCH, "/ingest", Frames.text("\uFEFF" + Batches.json(1)));
    }
}
