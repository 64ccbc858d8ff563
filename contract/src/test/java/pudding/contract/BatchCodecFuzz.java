package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whatever bytes come: the codec takes them where a strict second reading does, and makes the same of them, or
/// refuses them with a sentence that fits into a Close frame and holds nothing of them. See docs/TESTING.md.
final class BatchCodecFuzz {

    /// What may be past the codec's limits, of which the second reading knows nothing: 64 characters of a number, 256
    /// of a name (it counts bytes), and 16 levels.
    private static final Pattern NEAR_LIMITS = Pattern.compile("[-+.0-9eE]{60}|\"[^\"]{64}|(?:[\\[{][^\\]}]*){15}");

    private final BatchCodec codec = new BatchCodec();

    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        byte[] before = bytes.clone();
        @Nullable TelemetryBatch batch = accepted(bytes);
        assertThat(bytes).isEqualTo(before);
        @Nullable String text = utf8(bytes);
        // Servers ask no more of it than not to fail on what is no UTF-8, because they check that first.
        if (text != null) {
            @Nullable TelemetryBatch expected = StrictReading.read(text);
            if (batch != null || !NEAR_LIMITS.matcher(text).find()) {
                assertThat(batch).isEqualTo(expected);
            }
        }
    }

    private @Nullable TelemetryBatch accepted(byte[] bytes) {
        try {
            TelemetryBatch batch = codec.read(bytes, 0, bytes.length);
            // Whatever is accepted has a digest.
            assertThat(Digest.hex(Digest.of(batch))).hasSize(16);
            return batch;
        } catch (Rejection rejection) {
            assertThat(rejection.refusal()).isEqualTo(Refusal.NOT_BATCH);
            assertThat(rejection.closeReason()).isEqualTo(rejection.sentence());
            assertThat(rejection.sentence()).matches("(The message is (null|not JSON|not a telemetry batch)"
                    + "|A member is given twice"
                    + "|The JSON is nested too deep, or a name, number or string is too long)"
                    + "(: see member [a-zA-Z?.\\[\\]0-9]+)?\\.");
            return null;
        }
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
