package pudding.contract;

/// The close codes that a server uses by itself, and which of a peer's it takes (RFC 6455 §7.4); a refusal's are in
/// [Refusal].
public final class CloseCodes {

    /// The server stops.
    public static final int GOING_AWAY = 1001;

    /// Stands for a Close without a code; never sent (RFC 6455 §7.4.1).
    public static final int NONE = 1005;

    private CloseCodes() {
    }

    /// Whether an endpoint may send `code`: registered and not for internal use, or 3000 to 4999.
    public static boolean maySend(int code) {
        return switch (code) {
            case 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014 -> true;
            default -> code >= 3000 && code <= 4999;
        };
    }
}
