package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientFramesTest {

    private static final int MASK = 0x37fa213d;
    private static final long SEQ = 1_000_000_000_000_042L;
    private static final long TIME = 1_767_225_600_123_456L;

    @ParameterizedTest
    @CsvSource({
        // FIN and text; masked and length; mask
        "40,    81 a8 37fa213d",
        "125,   81 fd 37fa213d",
        "126,   81 fe 007e 37fa213d",
        "10240, 81 fe 2800 37fa213d",
        "65535, 81 fe ffff 37fa213d",
        "65536, 81 ff 0000000000010000 37fa213d",
        "65539, 81 ff 0000000000010003 37fa213d"})
    void aMessageIsOneMaskedTextFrame(int length, String header) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) '.');
        Payload payload = new Payload(bytes, 3, 21, 0, 0);

        ByteBuf frame = ClientFrames.text(ByteBufAllocator.DEFAULT, payload, SEQ, TIME, MASK);

        String expected = header.replace(" ", "");
        assertThat(ByteBufUtil.hexDump(frame, 0, expected.length() / 2)).isEqualTo(expected);
        byte[] unmasked = unmask(frame, expected.length() / 2);
        assertThat(new String(unmasked, StandardCharsets.UTF_8)).isEqualTo(payload.text(SEQ, TIME));
        assertThat(payload.text(SEQ, TIME)).startsWith("...1000000000000042..1767225600123456...");
        frame.release();
    }

    @Test
    void aControlFrameIsMaskedToo() {
        // RFC 6455 §5.7: a masked "Hello", here as a pong.
        ByteBuf frame = ClientFrames.control(ByteBufAllocator.DEFAULT, ClientFrames.PONG,
                "Hello".getBytes(StandardCharsets.US_ASCII), MASK);

        assertThat(ByteBufUtil.hexDump(frame)).isEqualTo("8a8537fa213d7f9f4d5158");
        frame.release();
    }

    private static byte[] unmask(ByteBuf frame, int headerBytes) {
        byte[] all = ByteBufUtil.getBytes(frame);
        byte[] payload = Arrays.copyOfRange(all, headerBytes, all.length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= all[headerBytes - 4 + i % 4];
        }
        return payload;
    }
}
