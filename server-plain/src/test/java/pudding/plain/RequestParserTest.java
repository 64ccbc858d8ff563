package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Refusal;
import pudding.contract.Rejection;

/// Every head is parsed whole, one byte at a time, and cut at random places; all must come to the same.
final class RequestParserTest {

    private static final int RANDOM_SPLITS = 10;

    @Test
    void aRequestIsTakenApart() throws Rejection {
        RequestParser head = parse("""
                GET /ingest?a=b HTTP/1.1\r
                Host: localhost:8443\r
                X-Empty:\r
                x-list: one\r
                X-List: \t two \t\r
                X-Latin: caf\u00e9 \u00a0\r
                \r
                """);
        assertThat(head.isComplete()).isTrue();
        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.target()).isEqualTo("/ingest?a=b");
        assertThat(head.version()).isEqualTo("HTTP/1.1");
        assertThat(head.values("host")).containsExactly("localhost:8443");
        assertThat(head.values("x-empty")).containsExactly("");
        assertThat(head.values("X-LIST")).containsExactly("one", "two");
        assertThat(head.values("X-Latin")).containsExactly("caf\u00e9 \u00a0");
        assertThat(head.values("Absent")).isEmpty();
        assertThat(head.keepsAlive()).isTrue();
    }

    @Test
    void aHeadNeedsNoFields() throws Rejection {
        RequestParser head = parse("OPTIONS * HTTP/1.0\r\n\r\n");
        assertThat(head.isComplete()).isTrue();
        assertThat(head.version()).isEqualTo("HTTP/1.0");
    }

    @Test
    void emptyLinesBeforeARequestAreSkipped() throws Rejection {
        assertThat(parse("\r\n\r\nGET / HTTP/1.1\r\n\r\n").isComplete()).isTrue();
    }

    @Test
    void whatFollowsTheHeadIsLeft() throws Rejection {
        byte[] bytes = bytes("GET / HTTP/1.1\r\n\r\nGET /next");
        RequestParser parser = new RequestParser(8_192);
        assertThat(parser.feed(bytes, 0, bytes.length)).isEqualTo(18);
        assertThat(parser.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r"})
    void aPartIsNotComplete(String text) throws Rejection {
        RequestParser head = parse(text);
        assertThat(head.isComplete()).isFalse();
        assertThat(head.isEmpty()).isEqualTo(text.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            close              | false
            Close              | false
            keep-alive, CLOSE  | false
            keep-alive         | true
            closed             | true
            """)
    void aClientMayAskForTheEnd(String connection, boolean keepsAlive) throws Rejection {
        assertThat(parse("GET / HTTP/1.1\r\nConnection: " + connection + "\r\n\r\n").keepsAlive())
                .isEqualTo(keepsAlive);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            \\0|The method is not a token.
             GET / HTTP/1.1|The method is not a token.
            G(T / HTTP/1.1|The method is not a token.
            \\n|The method is not a token.
            GET\\r\\n|The method is not a token.
            GET  / HTTP/1.1|The request target has a character that it must not have.
            GET /\\tHTTP/1.1|The request target has a character that it must not have.
            GET /\u00e9 HTTP/1.1|The request target has a character that it must not have.
            GET /\\r\\n|The request target has a character that it must not have.
            GET / HTTP/1\\r|The request line does not end in an HTTP version.
            GET / HTTP/1.10|The request line does not end in an HTTP version.
            GET / http/1.1|The request line does not end in an HTTP version.
            GET / HTTP/x.1|The request line does not end in an HTTP version.
            GET / HTTP/1.1 more|The request line does not end in an HTTP version.
            GET / HTTP/1.1\\n|The request line does not end in an HTTP version.
            GET / HTTP/1.1\\rX|A carriage return without a line feed.
            \\rGET|A carriage return without a line feed.
            GET / HTTP/1.1\\r\\n folded|A header field is folded over two lines.
            GET / HTTP/1.1\\r\\nX: a\\r\\n\\tb|A header field is folded over two lines.
            GET / HTTP/1.1\\r\\nX : a|A header field's name is not a token.
            GET / HTTP/1.1\\r\\n: a|A header field's name is not a token.
            GET / HTTP/1.1\\r\\nno colon|A header field's name is not a token.
            GET / HTTP/1.1\\r\\nnocolon\\r|A header field's name is not a token.
            GET / HTTP/1.1\\r\\n\\n|A header field's name is not a token.
            GET / HTTP/1.1\\r\\nX: a\\nY|A header field's value has a control character.
            GET / HTTP/1.1\\r\\nX: a\\0|A header field's value has a control character.
            GET / HTTP/1.1\\r\\nX: a\\177|A header field's value has a control character.
            GET / HTTP/1.1\\r\\nX: a\\rb|A carriage return without a line feed.
            GET / HTTP/1.1\\r\\n\\rX|A carriage return without a line feed.
            """)
    void whatIsNoHeadIsRefused(String text, String sentence) {
        refuses(text.translateEscapes(), Refusal.BAD_REQUEST, sentence);
    }

    @Test
    void aLongRequestLineIsRefused() {
        refuses("GET /" + "x".repeat(8_192), Refusal.URI_TOO_LONG, "The request line is longer than 8192 bytes.");
    }

    @Test
    void aLongHeadIsRefused() {
        String start = "GET / HTTP/1.1\r\n";
        refuses(start + "X: " + "x".repeat(8_192), Refusal.HEADERS_TOO_LARGE,
                "The request head is larger than 8192 bytes.");
        refuses(start + "X: x\r\n".repeat(1_400), Refusal.HEADERS_TOO_LARGE,
                "The request head is larger than 8192 bytes.");
    }

    @Test
    void aHeadOfTheLimitIsTaken() throws Rejection {
        String start = "GET / HTTP/1.1\r\nX: ";
        String end = "\r\n\r\n";
        assertThat(parse(start + "x".repeat(8_192 - start.length() - end.length()) + end).isComplete()).isTrue();
    }

    private static void refuses(String text, Refusal refusal, String sentence) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> parse(text))
                .withMessage(sentence)
                .satisfies(rejection -> assertThat(rejection.refusal()).isEqualTo(refusal));
    }

    /// Parses in every way, and checks that each ends alike.
    private static RequestParser parse(String text) throws Rejection {
        byte[] bytes = bytes(text);
        String expected = outcome(bytes, bytes.length, new Random(0));
        assertThat(outcome(bytes, 1, new Random(0))).isEqualTo(expected);
        for (int i = 1; i <= RANDOM_SPLITS; i++) {
            assertThat(outcome(bytes, 100, new Random(i))).isEqualTo(expected);
        }
        RequestParser parser = new RequestParser(8_192);
        parser.feed(bytes, 0, bytes.length);
        return parser;
    }

    private static String outcome(byte[] bytes, int maxPiece, Random random) {
        RequestParser parser = new RequestParser(8_192);
        try {
            for (int from = 0; from < bytes.length && !parser.isComplete();) {
                int to = Math.min(bytes.length, from + (maxPiece == 100 ? 1 + random.nextInt(maxPiece) : maxPiece));
                from = parser.feed(bytes, from, to);
            }
            return parser.isComplete() + " " + parser.method() + " " + parser.target() + " " + parser.version()
                    + parser.values("Host");
        } catch (Rejection rejection) {
            return rejection.sentence();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
