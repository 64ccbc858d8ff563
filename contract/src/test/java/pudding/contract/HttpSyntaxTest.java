package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpSyntaxTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                                | /
            /ack?from=https://localhost/echo | /ack
            //ack                            | //ack
            *                                | *
            https://localhost                | /
            HTTPS://localhost?a              | /
            http://[::1]:8443/ack?/b?c       | /ack
            https:///ack                     |
            https://user@localhost/ack       |
            https://localhost:x/ack          |
            wss://localhost/ack              |
            localhost:443                    |
            ack                              |
            """)
    void aTargetHasAPath(String target, String path) {
        assertThat(HttpSyntax.path(target)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate", "a; b", "a;b=c", "a ; b = \"c\"", "a, b; c; d=1\t,,e", ", a,"})
    void theseAreExtensions(String value) {
        assertThat(HttpSyntax.areExtensions(List.of(value))).isTrue();
        assertThat(HttpSyntax.areExtensions(List.of("x", value))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ";", "a;", "a;;b", "a b", "a=b", "a; b=", "a; b=\"\"", "a; b=\"c", "a; b=\"c d\"",
        "a; b=c=d", "(a)", "a\u00e9"})
    void theseAreNone(String value) {
        assertThat(HttpSyntax.areExtensions(List.of(value))).isFalse();
    }

    @Test
    void whatIsNotSentIsNotMalformed() {
        assertThat(HttpSyntax.areExtensions(List.of())).isTrue();
        assertThat(HttpSyntax.areTokens(List.of())).isTrue();
    }

    // Long ones must cost neither the stack nor a second.
    @ParameterizedTest
    @ValueSource(strings = {"a,", "a;a,", "a;a=\"a\",", "a;", ",", " ", "a"})
    void aValueAsLongAsAHeadIsRefusedAtOnce(String piece) {
        String value = piece.repeat(8_192 / piece.length()) + "\"";
        assertThat(HttpSyntax.areExtensions(List.of(value))).isFalse();
        assertThat(HttpSyntax.areTokens(List.of(value))).isFalse();
        assertThat(HttpSyntax.isHost(value)).isFalse();
        assertThat(HttpSyntax.path("https://" + value)).isNull();
    }
}
