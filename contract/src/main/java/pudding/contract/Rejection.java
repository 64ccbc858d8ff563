package pudding.contract;

import java.nio.charset.StandardCharsets;

/// A peer's input is refused: thrown where the breach is seen, answered and counted in one place.
///
/// Carries no stack trace, because bad input is an ordinary event and must stay cheap. The message is one
/// sentence that never quotes the peer's content.
@SuppressWarnings("serial")
public final class Rejection extends Exception {

    /// A control frame's payload less the two bytes of the close code (RFC 6455 §5.5).
    private static final int MAX_CLOSE_REASON_BYTES = 123;

    private final Refusal refusal;

    public Rejection(Refusal refusal, String sentence) {
        super(sentence, null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /// The sentence, never null.
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /// The sentence cut to what a Close frame can carry.
    public String closeReason() {
        byte[] bytes = sentence().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_CLOSE_REASON_BYTES) {
            return sentence();
        }
        int end = MAX_CLOSE_REASON_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
