package pudding.contract;

import java.time.Duration;
import java.util.List;

/// How much of it a server lets a peer have: time, places and memory. docs/LIMITS.md says what becomes of whoever
/// asks for more.
///
/// @param maxConnections           WebSockets open at once; one more gets 503
/// @param maxConnectionsPerAddress TCP connections of one address; zero: any number
/// @param handshakeTimeout         from accept to the complete request head
/// @param maxHeaderBytes           request line and header fields of one request
/// @param maxMessageBytes          payload of one message; more gets 1009
/// @param maxMessageFrames         frames of one message; more gets 1008
/// @param idleTimeout              without a byte from the peer; zero: for ever
/// @param pingInterval             silence after which the server pings; zero: it never does
/// @param maxUnansweredPings       pings into one silence; when they are in vain the peer gets 1008
/// @param maxUnsentBytes           waiting for a peer that does not read; then it is not read from either
/// @param sendTimeout              in which such a peer takes nothing before it is cut off
public record Limits(int maxConnections, int maxConnectionsPerAddress, Duration handshakeTimeout, int maxHeaderBytes,
        int maxMessageBytes, int maxMessageFrames, Duration idleTimeout, Duration pingInterval,
        int maxUnansweredPings, int maxUnsentBytes, Duration sendTimeout) {

    /// Connections beyond [#maxConnections] that are accepted, to be told 503, to ask for `/stats`, or because they
    /// have not asked for anything yet.
    public static final int SPARE_CONNECTIONS = 1_024;

    /// Payload of a control frame (RFC 6455 §5.5).
    public static final int MAX_CONTROL_BYTES = 125;

    private static final int MAX_BYTES = 1 << 30;
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;

    /// The flags, for [Flags#parse].
    static final List<Flags.Flag> FLAGS = List.of(
            new Flags.Flag("--max-connections", "N", "WebSockets at once; one more gets 503 (default 100000)"),
            new Flags.Flag("--max-connections-per-address", "N",
                    "TCP connections of one address; 0 for any number (default 0)"),
            new Flags.Flag("--handshake-timeout", "SECONDS", "to the end of the request head (default 10)"),
            new Flags.Flag("--max-header-bytes", "N", "larger request heads get 431 (default 8192)"),
            new Flags.Flag("--max-message-bytes", "N", "larger messages get close 1009 (default 65536)"),
            new Flags.Flag("--max-message-frames", "N",
                    "messages in more frames get close 1008 (default: as --max-message-bytes)"),
            new Flags.Flag("--idle-timeout", "SECONDS", "without a byte; 0 for ever (default 120)"),
            new Flags.Flag("--ping-interval", "SECONDS", "of silence before a ping; 0 for none (default 0)"),
            new Flags.Flag("--max-unanswered-pings", "N", "in a row, then close 1008 (default 2)"),
            new Flags.Flag("--max-unsent-bytes", "N",
                    "waiting for a client that does not read; then it is not read from (default 65536)"),
            new Flags.Flag("--send-timeout", "SECONDS",
                    "without a byte taken of what waits; then it is cut off (default 60)"));

    /// Reads the flags.
    ///
    /// @throws UsageException with one sentence, when a value does not fit
    public static Limits from(Flags flags) throws UsageException {
        int maxMessageBytes = flags.integer("--max-message-bytes", 65_536, 1, MAX_BYTES);
        return new Limits(
                flags.integer("--max-connections", 100_000, 1, 10_000_000),
                flags.integer("--max-connections-per-address", 0, 0, 10_000_000),
                seconds(flags, "--handshake-timeout", 10, 1, HOUR),
                flags.integer("--max-header-bytes", 8_192, 256, 1 << 20),
                maxMessageBytes,
                flags.integer("--max-message-frames", maxMessageBytes, 1, MAX_BYTES),
                seconds(flags, "--idle-timeout", 120, 0, DAY),
                seconds(flags, "--ping-interval", 0, 0, DAY),
                flags.integer("--max-unanswered-pings", 2, 1, 1_000),
                flags.integer("--max-unsent-bytes", 65_536, 1, MAX_BYTES),
                seconds(flags, "--send-timeout", 60, 1, HOUR));
    }

    private static Duration seconds(Flags flags, String name, int fallback, int min, int max)
            throws UsageException {
        return Duration.ofSeconds(flags.integer(name, fallback, min, max));
    }
}
