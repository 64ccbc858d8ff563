package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AckTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"seq\":1000000000000007,\"digest\":\"fedcba9876543210\"}",
        " { \"digest\" : \"FEDCBA9876543210\", \"server\": {\"a\":[1]}, \"seq\" : 1000000000000007 }"})
    void acknowledgementsAreRead(String text) {
        assertThat(read(text)).isEqualTo(new Ack(1_000_000_000_000_007L, 0xfedcba9876543210L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "[]", "{}", "{\"seq\":1}", "{\"digest\":\"fedcba9876543210\"}",
        "{\"seq\":\"1\",\"digest\":\"fedcba9876543210\"}", "{\"seq\":1,\"digest\":\"fedcba987654321\"}",
        "{\"seq\":1,\"digest\":\"fedcba987654321x\"}", "{\"seq\":1,\"digest\":\"fedcba9876543210\"",
        "{\"seq\":99999999999999999999,\"digest\":\"fedcba9876543210\"}"})
    void anythingElseIsNone(String text) {
        assertThat(read(text)).isNull();
    }

    private static @org.jspecify.annotations.Nullable Ack read(String text) {
        return Ack.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
