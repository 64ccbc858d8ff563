package pudding.plain;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pudding.contract.CloseCodes;
import pudding.contract.Limits;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.Utf8Validator;

/// Says which frames a client may send, apart from how a frame lies in bytes; each breach has one sentence.
///
/// Not thread-safe: it belongs to one connection. It remembers whether a fragmented message is under way:
///
/// ```
///            TEXT or BINARY, not final
///   ┌──────┐ ───────────────────────────▶ ┌────────────┐ ──┐
///   │ none │                              │ unfinished │   │ CONTINUATION, not final
///   └──────┘ ◀─────────────────────────── └────────────┘ ◀─┘
///     │  ▲        CONTINUATION, final
///     └──┘ TEXT or BINARY, final          CLOSE, PING and PONG may come in both and change neither
/// ```
final class FrameRules {

    private @Nullable Opcode unfinished;

    /// Checks the first two bytes of a frame (RFC 6455 §5.2), in wire order.
    ///
    /// @param lengthBits the seven bits that hold a length or announce a longer one
    /// @return the opcode of the message that the frame belongs to, or of the control frame
    Opcode checkStart(boolean fin, int reservedBits, int opcodeBits, boolean masked, int lengthBits)
            throws Rejection {
        if (reservedBits != 0) {
            throw breach("A reserved bit is set, but no extension was negotiated.");
        }
        Opcode opcode = Opcode.of(opcodeBits);
        Opcode belongsTo = switch (opcode) {
            case RESERVED -> throw breach("Opcode " + opcodeBits + " is reserved.");
            case CONTINUATION -> {
                if (unfinished == null) {
                    throw breach("A continuation frame has nothing to continue.");
                }
                yield unfinished;
            }
            case TEXT, BINARY -> {
                if (unfinished != null) {
                    throw breach("A new message starts within a fragmented one.");
                }
                yield opcode;
            }
            case CLOSE, PING, PONG -> {
                // §5.5: control frames are short and whole.
                if (!fin) {
                    throw breach("A control frame is fragmented.");
                }
                yield opcode;
            }
        };
        if (!masked) {
            // §5.1
            throw breach("Client frames must be masked.");
        }
        if (opcode.isControl()) {
            if (lengthBits > Limits.MAX_CONTROL_BYTES) {
                throw breach("A control frame is longer than " + Limits.MAX_CONTROL_BYTES + " bytes.");
            }
            if (opcode == Opcode.CLOSE && lengthBits == 1) {
                throw breach("A close frame has half a code.");
            }
        } else {
            unfinished = fin ? null : belongsTo;
        }
        return belongsTo;
    }

    /// Checks a length of 16 or 64 bits (RFC 6455 §5.2).
    ///
    /// @param length the number, read as signed
    /// @param least  the smallest that needs the form
    void checkLongLength(long length, int least) throws Rejection {
        if (length < 0) {
            throw breach("The top bit of a length is set.");
        }
        if (length < least) {
            throw breach("A length is not in its shortest form.");
        }
    }

    /// Reads the payload of a Close frame (RFC 6455 §5.5.1).
    ///
    /// @param payload not of one byte, which [#checkStart] refuses
    Event.Close close(byte[] payload) throws Rejection {
        if (payload.length == 0) {
            return new Event.Close(CloseCodes.NONE, "");
        }
        int code = ((payload[0] & 0xFF) << Byte.SIZE) | (payload[1] & 0xFF);
        if (!CloseCodes.maySend(code)) {
            throw breach("Close code " + code + " must not be sent.");
        }
        Utf8Validator validator = new Utf8Validator();
        if (!validator.append(payload, 2, payload.length - 2) || !validator.isComplete()) {
            throw new Rejection(Refusal.NOT_UTF8, "The reason of a close frame is not UTF-8.");
        }
        return new Event.Close(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    private static Rejection breach(String sentence) {
        return new Rejection(Refusal.PROTOCOL, sentence);
    }
}
