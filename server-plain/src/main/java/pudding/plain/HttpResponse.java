package pudding.plain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.RequestRules;
import pudding.contract.ResponseFields;

/// Encodes the server's HTTP responses; has no state.
final class HttpResponse {

    /// RFC 6455 §1.3.
    private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private HttpResponse() {
    }

    /// 101: the WebSocket is open (RFC 6455 §4.2.2).
    static byte[] switching(String key) {
        return ascii("""
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: %s\r
                \r
                """.formatted(accept(key)));
    }

    /// 200.
    static byte[] answer(RequestRules.Outcome.Answer answer, boolean keepAlive) {
        return ascii(head("200 OK", keepAlive ? "" : "Connection: close\r\n", answer.contentType(), answer.body())
                + answer.body());
    }

    /// The status of a refusal, with its sentence; the connection ends after it.
    ///
    /// @param method of the request, as far as it is known: the answer to HEAD has no content (RFC 9110 §9.3.2)
    static byte[] refusal(Rejection rejection, String method) {
        Refusal refusal = rejection.refusal();
        String fields = switch (refusal) {
            case METHOD -> "Connection: close\r\nAllow: GET\r\n";
            case UPGRADE_REQUIRED ->
                    "Connection: close, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
            case FULL -> "Connection: close\r\nRetry-After: 1\r\n";
            default -> "Connection: close\r\n";
        };
        String body = rejection.sentence() + "\n";
        return ascii(head(refusal.code() + " " + reason(refusal), fields, "text/plain; charset=utf-8", body)
                + (method.equals("HEAD") ? "" : body));
    }

    private static String head(String status, String fields, String contentType, String body) {
        StringBuilder common = new StringBuilder();
        ResponseFields.now().forEach((name, value) -> common.append(name).append(": ").append(value).append("\r\n"));
        return """
                HTTP/1.1 %s\r
                Content-Type: %s\r
                Content-Length: %d\r
                %s%s\r
                """.formatted(status, contentType, body.length(), common, fields);
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(ascii(key + ACCEPT_GUID));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1.", e);
        }
    }

    private static String reason(Refusal refusal) {
        return switch (refusal) {
            case REQUEST_TIMEOUT -> "Request Timeout";
            case BAD_REQUEST -> "Bad Request";
            case NOT_FOUND -> "Not Found";
            case METHOD -> "Method Not Allowed";
            case URI_TOO_LONG -> "URI Too Long";
            case UPGRADE_REQUIRED -> "Upgrade Required";
            case HEADERS_TOO_LARGE -> "Request Header Fields Too Large";
            case FULL -> "Service Unavailable";
            case TLS, NO_ROOM, PER_ADDRESS, PROTOCOL, BINARY, NOT_UTF8, NOT_BATCH, IDLE, PINGS_UNANSWERED,
                    TOO_MANY_FRAMES, TOO_BIG, NOT_READING, INTERNAL ->
                    throw new IllegalArgumentException(refusal + " is not answered in HTTP.");
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
