package pudding.contract;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The grammars that targets and field values must fit before they mean anything; has no state.
///
/// Every repetition is possessive: none can be made to backtrack.
final class HttpSyntax {

    /// RFC 9112 §2.3: a later minor version is read as the latest one known.
    private static final Pattern VERSION = Pattern.compile("HTTP/1\\.[1-9]");

    /// RFC 9110 §7.2, RFC 3986 §3.2.2: a name, an IPv4 address or an IP literal, and perhaps a port. Empty is no host
    /// of an `https` URI (RFC 9110 §4.2.2).
    private static final String HOST = "(?:\\[[0-9A-Fa-f:.]++]|[A-Za-z0-9._~!$&'()*+,;=%-]++)(?::[0-9]*+)?+";

    private static final Pattern HOST_FIELD = Pattern.compile(HOST);

    /// RFC 9112 §3.2.2.
    private static final Pattern ABSOLUTE_FORM =
            Pattern.compile("(?i:https?)://" + HOST + "(?<path>/[^?]*+)?+(?:\\?.*+)?+");

    /// RFC 9110 §5.6.2.
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

    private static final String BLANK = "[ \\t]*+";

    /// RFC 6455 §9.1: a quoted value must be a token, too, once it is unquoted.
    private static final String EXTENSION = TOKEN + "(?:" + BLANK + ";" + BLANK + TOKEN + "(?:" + BLANK + "=" + BLANK
            + "(?:" + TOKEN + "|\"" + TOKEN + "\"))?+)*+";

    private static final Pattern EXTENSIONS = Pattern.compile(listOf(EXTENSION));

    private static final Pattern TOKENS = Pattern.compile(listOf(TOKEN));

    private HttpSyntax() {
    }

    static boolean isVersion1(String version) {
        return VERSION.matcher(version).matches();
    }

    static boolean isHost(String value) {
        return HOST_FIELD.matcher(value).matches();
    }

    /// The path of a request target in origin form, absolute form or asterisk form; null when it has none of them.
    static @Nullable String path(String target) {
        if (target.startsWith("/") || target.equals("*")) {
            return target.split("\\?", 2)[0];
        }
        Matcher absolute = ABSOLUTE_FORM.matcher(target);
        if (!absolute.matches()) {
            return null;
        }
        String path = absolute.group("path");
        return path == null ? "/" : path;
    }

    /// Whether the values of `Sec-WebSocket-Extensions`, if any, name extensions.
    static boolean areExtensions(List<String> values) {
        return isList(values, EXTENSIONS);
    }

    /// Whether the values of `Sec-WebSocket-Protocol`, if any, name protocols.
    static boolean areTokens(List<String> values) {
        return isList(values, TOKENS);
    }

    private static boolean isList(List<String> values, Pattern list) {
        return values.isEmpty() || list.matcher(String.join(",", values)).matches();
    }

    /// RFC 9110 §5.6.1.2: at least one element, and perhaps empty ones.
    private static String listOf(String element) {
        return "[ \\t,]*+" + element + "(?:" + BLANK + ",(?:" + BLANK + element + ")?+)*+" + BLANK;
    }
}
