package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.suite.Cuts;

/// Whatever bytes come: however they are cut the parser makes of them what the grammar of RFC 9112 says, here written
/// again as one regular expression. See docs/TESTING.md.
final class RequestParserFuzz {

    // Small, so that the fuzzer soon passes it, and for the stack on which regular expressions are matched.
    private static final int MAX_BYTES = 300;
    private static final int RANDOM_CUTS = 3;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String LINE = "(?:\\r\\n)*(" + TOKEN + ") ([!-~]+) (HTTP/[0-9]\\.[0-9])\\r\\n";
    private static final String FIELD = "(" + TOKEN + "):([\\t\\x20-\\x7E\\x80-\\xFF]*)\\r\\n";
    private static final Pattern REQUEST_LINE = Pattern.compile(LINE);
    private static final Pattern FIELDS = Pattern.compile(FIELD);
    private static final Pattern HEAD = Pattern.compile(LINE + "(?<fields>(?:" + FIELD + ")*)\\r\\n");

    private static final List<String> NAMES = List.of("a", "Host", "Connection");

    @FuzzTest(maxDuration = "10m")
    void parse(byte[] bytes) {
        String expected = byTheGrammar(bytes);
        for (List<byte[]> pieces : Cuts.of(bytes, RANDOM_CUTS)) {
            assertThat(parse(pieces)).isEqualTo(expected);
        }
    }

    private static String parse(List<byte[]> pieces) {
        RequestParser parser = new RequestParser(MAX_BYTES);
        int taken = 0;
        try {
            for (byte[] piece : pieces) {
                taken += parser.feed(piece, 0, piece.length);
                if (parser.isComplete()) {
                    return describe(parser, taken);
                }
            }
            return parser.isEmpty() ? "nothing" : "part";
        } catch (Rejection rejection) {
            return rejection.refusal().toString();
        }
    }

    private static String describe(RequestParser parser, int taken) {
        return String.join(" ", Integer.toString(taken), parser.method(), parser.target(), parser.version(),
                NAMES.stream().map(parser::values).toList().toString());
    }

    // Whether more bytes could have made a head of them is what hitEnd tells.
    @SuppressWarnings("JdkObsolete")
    private static String byTheGrammar(byte[] bytes) {
        if (bytes.length == 0) {
            return "nothing";
        }
        String text = new String(bytes, 0, Math.min(bytes.length, MAX_BYTES), StandardCharsets.ISO_8859_1);
        Matcher head = HEAD.matcher(text);
        if (head.lookingAt()) {
            return describe(head);
        }
        if (!head.hitEnd()) {
            return Refusal.BAD_REQUEST.toString();
        }
        if (bytes.length <= MAX_BYTES) {
            return "part";
        }
        return (REQUEST_LINE.matcher(text).lookingAt() ? Refusal.HEADERS_TOO_LARGE : Refusal.URI_TOO_LONG).toString();
    }

    private static String describe(Matcher head) {
        List<List<String>> fields = NAMES.stream().map(name -> values(head.group("fields"), name)).toList();
        return String.join(" ", Integer.toString(head.end()), head.group(1), head.group(2), head.group(3),
                fields.toString());
    }

    private static List<String> values(String fields, String name) {
        return FIELDS.matcher(fields).results()
                .filter(field -> field.group(1).equalsIgnoreCase(name))
                .map(field -> field.group(2).replaceAll("\\A[ \\t]+|[ \\t]+\\z", ""))
                .toList();
    }
}
