package pudding.plain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.RequestRules;

/// Parses one HTTP/1.1 request head, strictly and however the bytes are cut (RFC 9112 §2 to §5).
///
/// Not thread-safe: it belongs to one request of one connection, and does no I/O. Where RFC 9112 lets a server
/// be lenient (bare LF, folded lines, white space before a colon), this one refuses with 400.
///
/// ```
///         token      SP           VCHARs     SP           "HTTP/d.d"   CR
///  START ──────▶ METHOD ──────▶ TARGET ──────────▶ VERSION ─────────────▶ VERSION_LF
///   │  ▲                                                                      │ LF
///   CR │ LF  (empty lines before a request, §2.2)                             ▼
///   ▼  │                                          ┌────────────────────▶ LINE_START ──CR──▶ END_LF ──LF──▶ DONE
///  EMPTY_LF                                       │ LF                        │ token
///                                              VALUE_LF ◀──CR── VALUE ◀──":"── NAME
/// ```
final class RequestParser implements RequestRules.Head {

    private enum State {
        START, EMPTY_LF, METHOD, TARGET, VERSION, VERSION_LF, LINE_START, NAME, VALUE, VALUE_LF, END_LF, DONE
    }

    private record Field(String name, String value) {
    }

    private static final int VERSION_CHARS = "HTTP/1.1".length();

    private final int maxBytes;
    private State state = State.START;
    private int headBytes;
    private final StringBuilder text = new StringBuilder();
    private String method = "";
    private String target = "";
    private String version = "";
    private String name = "";
    private final List<Field> fields = new ArrayList<>();

    /// @param maxBytes the most that a head may have
    RequestParser(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Takes bytes until the head is complete.
    ///
    /// @return where the bytes begin that follow the head; `to` while it is not complete
    /// @throws Rejection with the HTTP status to answer
    int feed(byte[] bytes, int from, int to) throws Rejection {
        int i = from;
        while (i < to && state != State.DONE) {
            if (++headBytes > maxBytes) {
                throw RequestRules.headTooLarge(maxBytes, isInRequestLine());
            }
            state = step((char) (bytes[i++] & 0xFF));
        }
        return i;
    }

    boolean isComplete() {
        return state == State.DONE;
    }

    /// Whether no byte of a request has arrived yet.
    boolean isEmpty() {
        return headBytes == 0;
    }

    /// Whether the client lets the connection live on after the response (RFC 9112 §9.3).
    boolean keepsAlive() {
        return values("Connection").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .noneMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<String> values(String fieldName) {
        return fields.stream().filter(f -> f.name().equalsIgnoreCase(fieldName)).map(Field::value).toList();
    }

    private State step(char c) throws Rejection {
        return switch (state) {
            case START -> c == '\r' ? State.EMPTY_LF : method(c);
            case EMPTY_LF -> lineFeed(c, State.START);
            case METHOD -> method(c);
            case TARGET -> target(c);
            case VERSION -> version(c);
            case VERSION_LF, VALUE_LF -> lineFeed(c, State.LINE_START);
            case LINE_START -> c == '\r' ? State.END_LF : lineStart(c);
            case NAME -> name(c);
            case VALUE -> value(c);
            case END_LF -> lineFeed(c, State.DONE);
            case DONE -> throw new IllegalStateException("The head is complete.");
        };
    }

    private State method(char c) throws Rejection {
        if (c == ' ' && !text.isEmpty()) {
            method = take();
            return State.TARGET;
        }
        return append(c, isToken(c), "The method is not a token.", State.METHOD);
    }

    private State target(char c) throws Rejection {
        if (c == ' ' && !text.isEmpty()) {
            target = take();
            return State.VERSION;
        }
        return append(c, c > ' ' && c < 0x7F, "The request target has a character that it must not have.",
                State.TARGET);
    }

    private State version(char c) throws Rejection {
        int at = text.length();
        if (c == '\r' && at == VERSION_CHARS) {
            version = take();
            return State.VERSION_LF;
        }
        boolean fits = at < VERSION_CHARS && switch (at) {
            case 5, 7 -> c >= '0' && c <= '9';
            default -> c == "HTTP/ . ".charAt(at);
        };
        return append(c, fits, "The request line does not end in an HTTP version.", State.VERSION);
    }

    private State lineStart(char c) throws Rejection {
        if (c == ' ' || c == '\t') {
            // RFC 9112 §5.2: obs-fold
            throw bad("A header field is folded over two lines.");
        }
        return name(c);
    }

    private State name(char c) throws Rejection {
        if (c == ':' && !text.isEmpty()) {
            name = take();
            return State.VALUE;
        }
        return append(c, isToken(c), "A header field's name is not a token.", State.NAME);
    }

    private State value(char c) throws Rejection {
        if (c == '\r') {
            fields.add(new Field(name, trim(take())));
            return State.VALUE_LF;
        }
        return append(c, c == '\t' || (c >= ' ' && c != 0x7F),
                "A header field's value has a control character.", State.VALUE);
    }

    private static State lineFeed(char c, State next) throws Rejection {
        if (c != '\n') {
            throw bad("A carriage return without a line feed.");
        }
        return next;
    }

    private State append(char c, boolean fits, String sentence, State next) throws Rejection {
        if (!fits) {
            throw bad(sentence);
        }
        text.append(c);
        return next;
    }

    private String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    /// Removes what RFC 9110 §5.5 calls optional white space, which is less than [String#strip].
    private static String trim(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private boolean isInRequestLine() {
        return switch (state) {
            case START, EMPTY_LF, METHOD, TARGET, VERSION, VERSION_LF -> true;
            case LINE_START, NAME, VALUE, VALUE_LF, END_LF, DONE -> false;
        };
    }

    /// RFC 9110 §5.6.2.
    private static boolean isToken(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static Rejection bad(String sentence) {
        return new Rejection(Refusal.BAD_REQUEST, sentence);
    }
}
