package pudding.contract;

/// Every way in which a server says no: its key in `/stats`, and its HTTP status or WebSocket close code.
///
/// The one place where a breach is mapped to what is answered (RFC 6455 §7.4.1, RFC 9110 §15).
public enum Refusal {
    /// TLS handshake failed, a record was corrupt, or the peer does not speak TLS: the connection is closed.
    TLS("tls", 0),
    /// `--max-connections` and [Limits#SPARE_CONNECTIONS] are open, most of them no WebSockets: closed before TLS.
    NO_ROOM("no_room", 0),
    /// `--max-connections-per-address` are open: closed before TLS, which is what costs most.
    PER_ADDRESS("per_address", 0),
    /// No complete TLS handshake or request head within `--handshake-timeout` (RFC 9110 §15.5.9).
    REQUEST_TIMEOUT("http_408", 408), //
    BAD_REQUEST("http_400", 400), //
    NOT_FOUND("http_404", 404), //
    METHOD("http_405", 405), //
    URI_TOO_LONG("http_414", 414),
    /// A WebSocket path without an upgrade, or another version than 13 (RFC 6455 §4.4).
    UPGRADE_REQUIRED("http_426", 426), //
    HEADERS_TOO_LARGE("http_431", 431),
    /// `--max-connections` are open.
    FULL("http_503", 503), //
    PROTOCOL("protocol", 1002), //
    BINARY("binary", 1003), //
    NOT_UTF8("utf8", 1007),
    /// Not JSON, or not the JSON of a [TelemetryBatch].
    NOT_BATCH("json", 1007), //
    IDLE("idle", 1008),
    /// `--max-unanswered-pings` were in vain.
    PINGS_UNANSWERED("unanswered_pings", 1008),
    /// The message is in more frames than `--max-message-frames`.
    TOO_MANY_FRAMES("too_many_frames", 1008), //
    TOO_BIG("too_big", 1009),
    /// The peer took no byte for `--send-timeout`; a Close would only wait behind what it does not take.
    NOT_READING("send_timeout", 0),
    /// The server itself failed; its own fault, answered with 1011.
    INTERNAL("internal", 1011);

    private final String key;
    private final int code;

    Refusal(String key, int code) {
        this.key = key;
        this.code = code;
    }

    /// The member of `rejected` in `/stats`.
    public String key() {
        return key;
    }

    /// HTTP status below 1000, WebSocket close code above, 0 where neither can be sent.
    public int code() {
        return code;
    }

    /// Whether it is answered with a Close frame rather than an HTTP response.
    public boolean isClose() {
        return code >= 1000;
    }
}
