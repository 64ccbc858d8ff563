package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RejectionTest {

    @Test
    void itSaysItsSentenceAndCarriesNoStackTrace() {
        Rejection rejection = new Rejection(Refusal.PROTOCOL, "Client frames must be masked.");
        assertThat(rejection.sentence()).isEqualTo("Client frames must be masked.");
        assertThat(rejection.closeReason()).isEqualTo("Client frames must be masked.");
        assertThat(rejection.refusal()).isEqualTo(Refusal.PROTOCOL);
        assertThat(rejection.getStackTrace()).isEmpty();
    }

    // RFC 6455 §5.5: a control frame has at most 125 bytes, two of which are the code.
    @ParameterizedTest
    @CsvSource({"x, 123, 123", "x, 124, 123", "x, 500, 123", "é, 61, 61", "é, 62, 61", "☃, 41, 41", "☃, 42, 41",
        "🍮, 30, 30", "🍮, 31, 30"})
    void aCloseReasonIsCutBetweenCharactersToWhatAFrameCarries(String character, int count, int kept) {
        String reason = new Rejection(Refusal.INTERNAL, character.repeat(count)).closeReason();
        assertThat(reason).isEqualTo(character.repeat(kept));
        assertThat(reason.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
    }
}
