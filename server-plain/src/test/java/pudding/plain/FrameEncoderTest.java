package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.contract.CloseCodes;

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

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
