package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.CloseCodes;
import pudding.contract.Rejection;

final class FrameEncoderTest {

    @ParameterizedTest
    @CsvSource({"TEXT, 8103616263", "BINARY, 8203616263", "PING, 8903616263", "PONG, 8a03616263"})
    void aFrameIsFinalAndNotMasked(Opcode opcode, String expected) {
        byte[] payload = "xabcx".getBytes(StandardCharsets.US_ASCII);
        assertThat(hex(FrameEncoder.encode(opcode, payload, 1, 3))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 8200", "125, 827d", "126, 827e007e", "65535, 827effff", "65536, 827f0000000000010000"})
    void theShortestFormOfTheLengthIsTaken(int length, String header) {
        byte[] frame = FrameEncoder.encode(Opcode.BINARY, new byte[length], 0, length);
        assertThat(hex(Arrays.copyOf(frame, frame.length - length))).isEqualTo(header);
    }

    @Test
    void aCloseHasCodeAndReason() {
        assertThat(hex(FrameEncoder.close(1001, "bye"))).isEqualTo("880503e9627965");
        assertThat(hex(FrameEncoder.close(1000, ""))).isEqualTo("880203e8");
        assertThat(hex(FrameEncoder.close(CloseCodes.NONE, ""))).isEqualTo("8800");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 1_000, 65_535, 65_536, 99_999})
    void whatIsEncodedIsDecodedOnceItIsMasked(int length) throws Rejection {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        byte[] bytes = masked(FrameEncoder.encode(Opcode.BINARY, payload, 0, length), length);
        FrameDecoder decoder = new FrameDecoder(100_000, 1);
        decoder.feed(bytes, 0, bytes.length);
        assertThat(decoder.next()).isInstanceOfSatisfying(Event.Binary.class, message -> assertThat(
                Arrays.copyOfRange(message.bytes(), message.offset(), message.offset() + message.length()))
                .isEqualTo(payload));
        assertThat(decoder.next()).isNull();
    }

    /// The frame as a client would send it.
    private static byte[] masked(byte[] frame, int length) {
        byte[] key = {1, 2, 3, (byte) 0x84};
        int header = frame.length - length;
        byte[] masked = new byte[frame.length + key.length];
        System.arraycopy(frame, 0, masked, 0, header);
        masked[1] |= (byte) 0x80;
        System.arraycopy(key, 0, masked, header, key.length);
        for (int i = 0; i < length; i++) {
            masked[header + key.length + i] = (byte) (frame[header + i] ^ key[i % key.length]);
        }
        return masked;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
