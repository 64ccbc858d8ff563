package pudding.contract.suite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Client frames as bytes, each with a random mask unless one is given (RFC 6455 §5.2); has no state.
public final class Frames {

    public static final int CONTINUATION = 0x00;
    public static final int TEXT = 0x01;
    public static final int BINARY = 0x02;
    public static final int CLOSE = 0x08;
    public static final int PING = 0x09;
    public static final int PONG = 0x0A;
    public static final int FIN = 0x80;

    private Frames() {
    }

    static byte[] text(String text) {
        return frame(FIN | TEXT, utf8(text));
    }

    static byte[] close(int code) {
        return frame(FIN | CLOSE, code >> 8, code);
    }

    /// @param payload one byte each
    static byte[] frame(int firstByte, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return frame(firstByte, bytes);
    }

    /// @param firstByte FIN, RSV1 to RSV3 and opcode
    static byte[] frame(int firstByte, byte[] payload) {
        return frame(firstByte, payload, ThreadLocalRandom.current().nextInt());
    }

    /// A frame with this mask.
    ///
    /// @param firstByte FIN, RSV1 to RSV3 and opcode
    /// @param maskKey   its first byte highest
    public static byte[] frame(int firstByte, byte[] payload, int maskKey) {
        int length = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(length + 14).put((byte) firstByte);
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
        byte[] mask = ByteBuffer.allocate(4).putInt(maskKey).array();
        frame.put(mask);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /// A message as one frame for each byte of its payload.
    static byte[] inSingleByteFragments(int opcode, byte[] payload) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < payload.length; i++) {
            int first = (i == 0 ? opcode : CONTINUATION) | (i == payload.length - 1 ? FIN : 0);
            frames.writeBytes(frame(first, payload[i]));
        }
        return frames.toByteArray();
    }

    /// Bytes from hexadecimal digits; white space between them does not count.
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
