package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.suite.Cuts;
import pudding.contract.suite.Decoded;
import pudding.contract.suite.Frames;

/// Every input is decoded whole, one byte at a time, and cut at random places; all must come to the same.
final class FrameDecoderTest {

    private static final int MAX_MESSAGE_BYTES = 100_000;
    private static final int RANDOM_SPLITS = 20;
    private static final String MASK = "37FA213D";

    // RFC 6455 §5.7 gives this frame as its example.
    @Test
    void aMaskedTextIsUnmasked() {
        decodes("81 85 37FA213D 7F9F4D5158", "text Hello");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            81 80 00000000                                           | text                  | empty
            81 83 00000000 E29883                                    | text ☃                | three bytes, one character
            82 80 00000000                                           | binary                | empty
            82 83 00000000 00FF80                                    | binary 00ff80         | what is not UTF-8
            89 80 00000000                                           | ping                  | empty
            89 82 01020304 0102                                      | ping 0000             | masked
            8A 82 00000000 0A0B                                      | pong 0a0b             | unasked
            88 80 00000000                                           | close 1005            | without a code
            88 82 00000000 03E8                                      | close 1000            | with a code
            88 85 00000000 03E9 627965                               | close 1001 bye        | with a reason
            01 81 00000000 61 80 81 00000000 62                      | text ab               | two fragments
            01 80 00000000 80 80 00000000                            | text                  | two empty fragments
            01 80 00000000 80 81 00000000 61                         | text a                | an empty one first
            01 81 00000000 61 00 80 00000000 80 80 00000000          | text a                | empty ones after
            02 81 00000000 61 00 81 01010101 63 80 81 00000000 63    | binary 616263         | three fragments
            01 81 00000000 E2 00 81 00000000 98 80 81 00000000 83    | text ☃                | a character cut twice
            01 81 00000000 61 89 81 00000000 62 80 81 00000000 63    | ping 62, text ac      | a ping within a message
            01 81 00000000 61 88 80 00000000                         | close 1005            | a close within a message
            81 81 00000000 61 81 81 00000000 62 82 80 00000000       | text a, text b, binary | one after another
            81 81 00000000                                           | ''                    | payload missing
            81                                                       | ''                    | header cut
            """)
    void framesBecomeEvents(String hex, String events, String meaning) {
        decodes(hex, events);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 124, 125, 126, 127, 128, 65_535, 65_536, MAX_MESSAGE_BYTES})
    void everyFormOfLengthIsRead(int length) {
        byte[] payload = text(length, new Random(length));
        decodes(Frames.frame(0x81, payload, 0xA1B2C3D4), "text " + string(payload));
        decodes(Frames.frame(0x82, payload, 0xA1B2C3D4), "binary " + HexFormat.of().formatHex(payload));
    }

    @Test
    void messagesOfRandomLengthsAreRead() {
        Random random = new Random(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            byte[] payload = text(random.nextInt(2_000), random);
            bytes.writeBytes(Frames.frame(0x81, payload, random.nextInt()));
            expected.add(("text " + string(payload)).strip());
        }
        decodes(bytes.toByteArray(), String.join(", ", expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            C1 80 | A reserved bit is set, but no extension was negotiated.
            A1 80 | A reserved bit is set, but no extension was negotiated.
            91 80 | A reserved bit is set, but no extension was negotiated.
            83 80 | Opcode 3 is reserved.
            87 80 | Opcode 7 is reserved.
            8B 80 | Opcode 11 is reserved.
            8F 80 | Opcode 15 is reserved.
            80 80 | A continuation frame has nothing to continue.
            00 80 | A continuation frame has nothing to continue.
            01 80 00000000 81 80 | A new message starts within a fragmented one.
            02 80 00000000 01 80 | A new message starts within a fragmented one.
            08 80 | A control frame is fragmented.
            09 80 | A control frame is fragmented.
            0A 80 | A control frame is fragmented.
            88 FE | A control frame is longer than 125 bytes.
            89 FF | A control frame is longer than 125 bytes.
            8A FE | A control frame is longer than 125 bytes.
            81 FE 007D | A length is not in its shortest form.
            81 FE 0000 | A length is not in its shortest form.
            82 FF 000000000000FFFF | A length is not in its shortest form.
            82 FF 8000000000000000 | The top bit of a length is set.
            81 FF FFFFFFFFFFFFFFFF | The top bit of a length is set.
            88 81 | A close frame has half a code.
            88 82 00000000 03E7 | Close code 999 must not be sent.
            88 82 00000000 03ED | Close code 1005 must not be sent.
            88 82 00000000 FFFF | Close code 65535 must not be sent.
            """)
    void breachesOfTheProtocolAreNamed(String hex, String sentence) {
        refuses(hex, Refusal.PROTOCOL, sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 00", "81 7E", "82 7F", "88 00", "89 05", "8A 00"})
    void clientFramesMustBeMasked(String hex) {
        refuses(hex, Refusal.PROTOCOL, "Client frames must be masked.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            81 8A 00000000 61FF                                  | refused before the rest arrives
            81 82 00000000 C080                                  | over-long
            81 83 00000000 EDA0                                  | a surrogate
            81 81 00000000 E2                                    | the end within a character
            01 81 00000000 E2 80 80 00000000                     | the end within a character, in fragments
            01 81 00000000 E2 00 81 00000000 28                  | a wrong second byte in the next fragment
            """)
    void textThatIsNotUtf8IsRefusedEarly(String hex, String meaning) {
        refuses(hex, Refusal.NOT_UTF8, "The text is not UTF-8.");
    }

    @Test
    void aReasonThatIsNotUtf8IsRefused() {
        refuses("88 83 00000000 03E8 FF", Refusal.NOT_UTF8, "The reason of a close frame is not UTF-8.");
        refuses("88 83 00000000 03E8 E2", Refusal.NOT_UTF8, "The reason of a close frame is not UTF-8.");
    }

    // 100,000 is 0x186A0: the header alone decides, before a mask or a payload.
    @ParameterizedTest
    @ValueSource(strings = {
        "81 FF 00000000000186A1",
        "82 FF 7FFFFFFFFFFFFFFF",
        "01 81 00000000 61 80 FF 00000000000186A0",
        "02 82 00000000 6161 00 80 00000000 80 FF 000000000001869F"})
    void messagesThatAreTooBigAreRefusedOnTheirHeader(String hex) {
        refuses(hex, Refusal.TOO_BIG, "The message is larger than 100000 bytes.");
    }

    @Test
    void whatCameBeforeABreachIsDelivered() throws Rejection {
        FrameDecoder decoder = new FrameDecoder(MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
        byte[] bytes = Frames.hex("81 81 00000000 61 C1 80");
        decoder.feed(bytes, 0, bytes.length);
        assertThat(decoder.next()).isEqualTo(new Event.Text(bytes, 6, 1));
    }

    @Test
    void aMessageThatLiesWhollyInTheInputIsNotCopied() throws Rejection {
        byte[] bytes = Frames.hex("FF FF 81 82" + MASK + "0000 82 81 00000000 01 FF");
        FrameDecoder decoder = new FrameDecoder(MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
        decoder.feed(bytes, 2, bytes.length - 1);
        // 37 ^ 00 and FA ^ 00 would not be UTF-8: the mask is what the payload is.
        bytes[8] = 0x37 ^ 'h';
        bytes[9] = (byte) (0xFA ^ 'i');
        assertThat(decoder.next()).isEqualTo(new Event.Text(bytes, 8, 2));
        assertThat(decoder.next()).isEqualTo(new Event.Binary(bytes, 16, 1));
        assertThat(decoder.next()).isNull();
        assertThat(decoder.position()).isEqualTo(bytes.length - 1);
    }

    @Test
    void aGatheredMessageBelongsToTheEvent() throws Rejection {
        FrameDecoder decoder = new FrameDecoder(MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
        byte[] bytes = Frames.hex("01 81 00000000 61 80 81 00000000 62 01 81 00000000 63 80 81 00000000 64");
        decoder.feed(bytes, 0, bytes.length);
        Event first = Objects.requireNonNull(decoder.next());
        Event second = Objects.requireNonNull(decoder.next());
        Decoded decoded = new Decoded();
        PlainFrames.tell(first, decoded);
        PlainFrames.tell(second, decoded);
        assertThat(decoded.events()).containsExactly("text ab", "text cd");
    }

    @Test
    void theRestCanBeFedLater() throws Rejection {
        byte[] bytes = Frames.hex("81 81 00000000 61 81 81 00000000 62 81 81 00000000 63");
        FrameDecoder decoder = new FrameDecoder(MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
        decoder.feed(bytes, 0, bytes.length);
        assertThat(decoder.next()).isEqualTo(new Event.Text(bytes, 6, 1));
        byte[] rest = Arrays.copyOfRange(bytes, decoder.position(), bytes.length);
        decoder.feed(rest, 0, rest.length);
        assertThat(decodeAll(decoder)).containsExactly("text b", "text c");
    }

    private static void decodes(String hex, String events) {
        decodes(Frames.hex(hex), events);
    }

    private static void decodes(byte[] bytes, String events) {
        for (List<byte[]> pieces : Cuts.of(bytes, RANDOM_SPLITS)) {
            Decoded decoded = decode(pieces);
            assertThat(decoded.rejection()).isNull();
            assertThat(String.join(", ", decoded.events())).isEqualTo(events.strip());
        }
    }

    private static void refuses(String hex, Refusal refusal, String sentence) {
        for (List<byte[]> pieces : Cuts.of(Frames.hex(hex), RANDOM_SPLITS)) {
            assertThat(decode(pieces).rejection()).hasMessage(sentence)
                    .extracting(Rejection::refusal)
                    .isEqualTo(refusal);
        }
    }

    private static Decoded decode(List<byte[]> pieces) {
        return PlainFrames.decode(pieces, MAX_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
    }

    private static List<String> decodeAll(FrameDecoder decoder) throws Rejection {
        Decoded decoded = new Decoded();
        for (Event event = decoder.next(); event != null; event = decoder.next()) {
            PlainFrames.tell(event, decoded);
        }
        return decoded.events();
    }

    /// UTF-8 of exactly `length` bytes, with characters of one and two bytes.
    private static byte[] text(int length, Random random) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            boolean two = bytes.remaining() > 1 && random.nextInt(8) == 0;
            String next = two ? "é" : Character.toString('a' + random.nextInt(26));
            bytes.put(next.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.array();
    }

    private static String string(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
