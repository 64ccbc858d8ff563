package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ResponseFieldsTest {

    // RFC 9110 §5.6.7: two digits, always.
    @Test
    void theDateHasTheFixedForm() {
        assertThat(ResponseFields.at(Instant.parse("1994-11-06T08:49:37.9Z")))
                .containsEntry("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
