package pudding.contract;

import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Decides what one HTTP request gets, so that both servers answer alike; has no state of its own.
///
/// A server parses the head by its own means, asks [#decide], and sends the outcome by its own means.
public final class RequestRules {

    /// Longest request target, in characters; more is [Refusal#URI_TOO_LONG].
    public static final int MAX_TARGET_CHARS = 2048;

    private static final int KEY_BYTES = 16;

    private final ServerOptions options;
    private final Counters counters;

    public RequestRules(ServerOptions options, Counters counters) {
        this.options = options;
        this.counters = counters;
    }

    /// A request head as the server parsed it.
    public interface Head {
        String method();

        /// The request target, as sent.
        String target();

        /// `HTTP/1.1`, as sent.
        String version();

        /// Every value of a header field, in order, outer white space removed; empty when there is none.
        List<String> values(String name);
    }

    /// What a request gets.
    public sealed interface Outcome {

        /// The WebSocket is opened: 101 with the accept value of RFC 6455 §4.2.2. A place has been taken in
        /// [Counters#tryOpenConnection].
        record Upgrade(Endpoint endpoint, String key) implements Outcome {
        }

        /// 200 with this body.
        record Answer(String contentType, String body) implements Outcome {
        }
    }

    /// Applies RFC 9112 §3.2 and §6.1, and RFC 6455 §4.2.1, in the order in which a reader would check them.
    ///
    /// @throws Rejection with the HTTP status to answer
    public Outcome decide(Head head) throws Rejection {
        checkFraming(head);
        if (head.target().length() > MAX_TARGET_CHARS) {
            throw new Rejection(Refusal.URI_TOO_LONG, "The request target is longer than " + MAX_TARGET_CHARS
                    + " characters.");
        }
        String path = HttpSyntax.path(head.target());
        if (path == null) {
            throw new Rejection(Refusal.BAD_REQUEST, "The request target is neither a path nor a URI of HTTP.");
        }
        Endpoint endpoint = Endpoint.at(path, options.echo());
        boolean plain = path.equals("/stats") || path.equals("/health");
        if (endpoint == null && !plain) {
            throw new Rejection(Refusal.NOT_FOUND, "There is nothing at this path.");
        }
        if (!head.method().equals("GET")) {
            throw new Rejection(Refusal.METHOD, "Only GET is allowed here.");
        }
        if (endpoint == null) {
            return path.equals("/stats")
                    ? new Outcome.Answer("application/json", counters.toJson())
                    : new Outcome.Answer("text/plain", "ok\n");
        }
        String key = checkUpgrade(head);
        if (!counters.tryOpenConnection(options.limits().maxConnections())) {
            throw new Rejection(Refusal.FULL, "All " + options.limits().maxConnections() + " connections are taken.");
        }
        return new Outcome.Upgrade(endpoint, key);
    }

    /// Refuses a head of more than `--max-header-bytes`, as soon as it is.
    ///
    /// @param inRequestLine whether its first line has not ended there (RFC 9112 §3)
    public static Rejection headTooLarge(int maxBytes, boolean inRequestLine) {
        return inRequestLine
                ? new Rejection(Refusal.URI_TOO_LONG, "The request line is longer than " + maxBytes + " bytes.")
                : new Rejection(Refusal.HEADERS_TOO_LARGE,
                        "The request head is larger than " + maxBytes + " bytes.");
    }

    private static void checkFraming(Head head) throws Rejection {
        if (!HttpSyntax.isVersion1(head.version())) {
            throw new Rejection(Refusal.BAD_REQUEST, "Only HTTP/1.1 is spoken here.");
        }
        if (head.values("Host").size() != 1) {
            throw new Rejection(Refusal.BAD_REQUEST, "The request needs exactly one Host field.");
        }
        if (!HttpSyntax.isHost(head.values("Host").getFirst())) {
            throw new Rejection(Refusal.BAD_REQUEST, "The Host field does not name a host.");
        }
        // No request here has a body, so neither field can be meant well (request smuggling, RFC 9112 §11.2).
        if (!head.values("Transfer-Encoding").isEmpty()) {
            throw new Rejection(Refusal.BAD_REQUEST, "Transfer-Encoding is not accepted.");
        }
        List<String> lengths = head.values("Content-Length");
        if (lengths.size() > 1 || (lengths.size() == 1 && !lengths.getFirst().equals("0"))) {
            throw new Rejection(Refusal.BAD_REQUEST, "A request body is not accepted.");
        }
    }

    private static String checkUpgrade(Head head) throws Rejection {
        if (!hasToken(head.values("Upgrade"), "websocket") || !hasToken(head.values("Connection"), "upgrade")) {
            throw new Rejection(Refusal.UPGRADE_REQUIRED, "This path speaks WebSocket only.");
        }
        if (!head.values("Sec-WebSocket-Version").equals(List.of("13"))) {
            throw new Rejection(Refusal.UPGRADE_REQUIRED, "Only WebSocket version 13 is spoken here.");
        }
        List<String> keys = head.values("Sec-WebSocket-Key");
        if (keys.size() != 1 || !isKey(keys.getFirst())) {
            throw new Rejection(Refusal.BAD_REQUEST, "Sec-WebSocket-Key is not 16 bytes in base64.");
        }
        // None is agreed to, yet a server must not go on with what breaks their grammar (RFC 6455 §4.2, §9.1).
        if (!HttpSyntax.areExtensions(head.values("Sec-WebSocket-Extensions"))) {
            throw new Rejection(Refusal.BAD_REQUEST, "Sec-WebSocket-Extensions is not a list of extensions.");
        }
        if (!HttpSyntax.areTokens(head.values("Sec-WebSocket-Protocol"))) {
            throw new Rejection(Refusal.BAD_REQUEST, "Sec-WebSocket-Protocol is not a list of tokens.");
        }
        return keys.getFirst();
    }

    private static boolean hasToken(List<String> values, String token) {
        for (String value : values) {
            for (String part : value.split(",", -1)) {
                if (part.strip().toLowerCase(Locale.ROOT).equals(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == 24 && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
