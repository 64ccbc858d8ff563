package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import pudding.contract.Rejection;
import pudding.contract.suite.Cuts;
import pudding.contract.suite.Decoded;

/// Whatever bytes come: however they are cut the decoder makes the same of them, texts are UTF-8, what is refused has
/// a close code, and what was taken is within the limits. See docs/TESTING.md.
final class FrameDecoderFuzz {

    // Small, so that the fuzzer soon passes them.
    private static final int MAX_MESSAGE_BYTES = 200;
    private static final int MAX_MESSAGE_FRAMES = 5;
    private static final int RANDOM_CUTS = 3;

    @FuzzTest(maxDuration = "10m")
    void decode(byte[] bytes) {
        List<List<byte[]>> ways = Cuts.of(bytes, RANDOM_CUTS);
        String expected = decode(ways.getFirst());
        for (List<byte[]> pieces : ways) {
            assertThat(decode(pieces)).isEqualTo(expected);
        }
    }

    private static String decode(List<byte[]> pieces) {
        Decoded decoded = PlainFrames.decode(pieces, MAX_MESSAGE_BYTES, MAX_MESSAGE_FRAMES);
        // The longest is a binary message in hexadecimal digits.
        assertThat(decoded.events()).allMatch(event -> event.length() <= "binary ".length() + 2 * MAX_MESSAGE_BYTES);
        Rejection rejection = decoded.rejection();
        if (rejection != null) {
            assertThat(rejection.refusal().isClose()).isTrue();
            // Whole, as a reason that a Close frame can carry.
            assertThat(rejection.closeReason()).isEqualTo(rejection.sentence());
        }
        return decoded + (rejection == null ? "" : ": " + rejection.sentence());
    }
}
