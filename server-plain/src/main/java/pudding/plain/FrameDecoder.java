package pudding.plain;

import org.jspecify.annotations.Nullable;
import pudding.contract.MessageBuffer;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.Utf8Validator;

/// Decodes a client's frames into messages and control frames, however the bytes are cut (RFC 6455 §5).
///
/// Not thread-safe: it belongs to one connection. It does no I/O and knows no clock: a driver feeds it plaintext
/// and asks for events until there is none; it may stop asking and feed what is left later.
///
/// ```
///   byte 0            byte 1            bytes 2…
///  ┌─┬─┬─┬─┬───────┐ ┌─┬─────────────┐ ┌───────────────────┬──────────┬───────────────┐
///  │F│R│R│R│opcode │ │M│ length, or  │ │ 0, 2 or 8 bytes:  │ 4 bytes: │ masked        │
///  │I│S│S│S│       │ │A│ 126: 16 bit │ │ a longer length,  │ mask key │ payload       │
///  │N│V│V│V│4 bits │ │S│ 127: 64 bit │ │ big-endian        │          │               │
///  └─┴─┴─┴─┴───────┘ │K│ 7 bits      │ └───────────────────┴──────────┴───────────────┘
///                    └─┴─────────────┘
///
///            start checked         length checked          key read
///  START ──────────────────▶ LENGTH ──────────────▶ MASK ──────────▶ PAYLOAD ──┐
///    ▲                                                                         │ frame complete
///    └─────────────────────────────────────────────────────────────────────────┘
/// ```
///
/// A message is refused as early as its bytes allow: by its start, by the length that its header announces, by
/// the first byte that is not UTF-8. After a [Rejection] or a [Event.Close] the decoder is not asked again.
final class FrameDecoder {

    private static final byte[] NONE = {};
    private static final int START_BYTES = 2;
    private static final int MASK_BYTES = 4;
    private static final int MAX_HEADER_BYTES = START_BYTES + Long.BYTES + MASK_BYTES;
    /// The values of the seven length bits that announce a longer form, and the least length that needs it.
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int LEAST_64 = 65_536;

    private final FrameRules rules = new FrameRules();
    private final MessageBuffer message;
    private final Utf8Validator utf8 = new Utf8Validator();

    private byte[] input = NONE;
    private int position;
    private int limit;

    /// The header as far as it has arrived, and where its parts end once its start is known.
    private final byte[] header = new byte[MAX_HEADER_BYTES];
    private int headerLength;
    private int lengthEnd = START_BYTES;
    private int headerEnd = MAX_HEADER_BYTES;

    private boolean fin;
    private Opcode opcode = Opcode.RESERVED;
    private int remaining;
    private int mask;
    private byte[] control = NONE;

    FrameDecoder(int maxMessageBytes, int maxMessageFrames) {
        message = new MessageBuffer(maxMessageBytes, maxMessageFrames);
    }

    /// Gives the next bytes, once all before are decoded or given again.
    ///
    /// @param bytes unmasked in place; events may refer to them
    void feed(byte[] bytes, int from, int to) {
        input = bytes;
        position = from;
        limit = to;
    }

    /// Where the bytes begin that are not decoded yet.
    int position() {
        return position;
    }

    /// The next event, or null when more bytes are needed.
    ///
    /// @throws Rejection with the close code to answer
    @Nullable
    Event next() throws Rejection {
        while (headerLength == headerEnd || header()) {
            Event event = opcode.isControl() ? control() : data();
            if (remaining > 0) {
                return null;
            }
            headerLength = 0;
            headerEnd = MAX_HEADER_BYTES;
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    /// Reads the header as far as it is there.
    ///
    /// @return whether it is complete
    private boolean header() throws Rejection {
        while (headerLength < headerEnd) {
            if (position == limit) {
                return false;
            }
            header[headerLength++] = input[position++];
            if (headerLength == START_BYTES) {
                start();
            }
            if (headerLength == lengthEnd) {
                length();
            }
        }
        mask = (header[lengthEnd] & 0xFF) | ((header[lengthEnd + 1] & 0xFF) << 8)
                | ((header[lengthEnd + 2] & 0xFF) << 16) | (header[lengthEnd + 3] << 24);
        return true;
    }

    private void start() throws Rejection {
        fin = (header[0] & 0x80) != 0;
        int lengthBits = header[1] & 0x7F;
        opcode = rules.checkStart(fin, header[0] & 0x70, header[0] & 0x0F, (header[1] & 0x80) != 0, lengthBits);
        lengthEnd = START_BYTES + switch (lengthBits) {
            case LENGTH_16 -> Short.BYTES;
            case LENGTH_64 -> Long.BYTES;
            default -> 0;
        };
        headerEnd = lengthEnd + MASK_BYTES;
    }

    private void length() throws Rejection {
        long length = header[1] & 0x7F;
        if (lengthEnd > START_BYTES) {
            int least = length == LENGTH_16 ? LENGTH_16 : LEAST_64;
            length = 0;
            for (int i = START_BYTES; i < lengthEnd; i++) {
                length = (length << Byte.SIZE) | (header[i] & 0xFF);
            }
            rules.checkLongLength(length, least);
        }
        if (opcode.isControl()) {
            control = new byte[(int) length];
        } else {
            message.beginFrame((header[0] & 0x0F) != 0);
            message.checkRoom(length);
        }
        remaining = (int) length;
    }

    private @Nullable Event data() throws Rejection {
        int from = position;
        int length = unmask();
        if (opcode == Opcode.TEXT && !utf8.append(input, from, length)) {
            throw notUtf8();
        }
        boolean whole = fin && remaining == 0;
        if (whole && message.length() == 0) {
            return message(input, from, length);
        }
        message.append(input, from, length);
        if (!whole) {
            return null;
        }
        Event event = message(message.array(), 0, message.length());
        message.clear();
        return event;
    }

    private Event message(byte[] bytes, int offset, int length) throws Rejection {
        if (opcode == Opcode.BINARY) {
            return new Event.Binary(bytes, offset, length);
        }
        if (!utf8.isComplete()) {
            throw notUtf8();
        }
        return new Event.Text(bytes, offset, length);
    }

    private @Nullable Event control() throws Rejection {
        int from = position;
        int at = control.length - remaining;
        int length = unmask();
        System.arraycopy(input, from, control, at, length);
        if (remaining > 0) {
            return null;
        }
        byte[] payload = control;
        control = NONE;
        return switch (opcode) {
            case PING -> new Event.Ping(payload);
            case PONG -> new Event.Pong(payload);
            case CLOSE -> rules.close(payload);
            case CONTINUATION, TEXT, BINARY, RESERVED -> throw new IllegalStateException("Not a control frame.");
        };
    }

    /// Takes as much of the payload as is there.
    ///
    /// @return how many bytes
    private int unmask() {
        int length = Math.min(remaining, limit - position);
        mask = Masking.unmask(input, position, position + length, mask);
        position += length;
        remaining -= length;
        return length;
    }

    private static Rejection notUtf8() {
        return new Rejection(Refusal.NOT_UTF8, "The text is not UTF-8.");
    }
}
