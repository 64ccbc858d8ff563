package pudding.plain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import pudding.contract.CloseCodes;

/// Encodes the server's frames: whole, final, not masked (RFC 6455 §5.1, §5.2); has no state.
final class FrameEncoder {

    private static final int FIN = 0x80;
    private static final int MAX_7_BIT_LENGTH = 125;
    private static final int MAX_16_BIT_LENGTH = 65_535;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    /// A ping without payload.
    static final byte[] PING = encode(Opcode.PING, new byte[0], 0, 0);

    private FrameEncoder() {
    }

    /// One frame, header and payload in one array, so that it becomes one write.
    static byte[] encode(Opcode opcode, byte[] payload, int offset, int length) {
        int extra = length <= MAX_7_BIT_LENGTH ? 0 : length <= MAX_16_BIT_LENGTH ? Short.BYTES : Long.BYTES;
        ByteBuffer frame = ByteBuffer.allocate(2 + extra + length).put((byte) (FIN | opcode.bits()));
        switch (extra) {
            case 0 -> frame.put((byte) length);
            case Short.BYTES -> frame.put((byte) LENGTH_16).putShort((short) length);
            default -> frame.put((byte) LENGTH_64).putLong(length);
        }
        return frame.put(payload, offset, length).array();
    }

    /// A Close frame; [CloseCodes#NONE] makes it empty (RFC 6455 §5.5.1).
    static byte[] close(int code, String reason) {
        if (code == CloseCodes.NONE) {
            return encode(Opcode.CLOSE, new byte[0], 0, 0);
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array();
        return encode(Opcode.CLOSE, payload, 0, payload.length);
    }
}
