package pudding.bench.load;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// One frame from a server, read in wire order (RFC 6455 §5.2).
///
/// @param payload its bytes, for the receiver to keep
@SuppressWarnings("ArrayRecordComponent") // Frames are never compared.
record ServerFrame(Opcode opcode, boolean fin, byte[] payload) {

    /// What a frame is (RFC 6455 §11.8).
    enum Opcode {
        CONTINUATION(0x0), TEXT(0x1), BINARY(0x2), CLOSE(0x8), PING(0x9), PONG(0xA);

        private final int code;

        Opcode(int code) {
            this.code = code;
        }

        boolean isControl() {
            return code >= 0x8;
        }
    }

    /// Larger frames than a server has a reason to send.
    static final int MAX_BYTES = 2 << 20;

    private static final int MAX_CONTROL_BYTES = 125;

    /// Takes one frame out of `in`; takes nothing and returns null when it is not there whole.
    ///
    /// @throws BreachException when no server may send this
    static @Nullable ServerFrame read(ByteBuf in) throws BreachException {
        int start = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < 2) {
            return null;
        }
        int first = in.getUnsignedByte(start);
        boolean fin = (first & 0x80) != 0;
        if ((first & 0x70) != 0) {
            throw new BreachException("The server set a reserved bit.");
        }
        Opcode opcode = opcode(first & 0x0F);

        int second = in.getUnsignedByte(start + 1);
        if ((second & 0x80) != 0) {
            throw new BreachException("The server masked a frame.");
        }
        long length = second;
        int headerBytes = 2;
        if (length == 126) {
            headerBytes = 4;
            if (readable < headerBytes) {
                return null;
            }
            length = in.getUnsignedShort(start + 2);
        } else if (length == 127) {
            headerBytes = 10;
            if (readable < headerBytes) {
                return null;
            }
            length = in.getLong(start + 2);
        }
        if (opcode.isControl() && (!fin || length > MAX_CONTROL_BYTES)) {
            throw new BreachException("The server sent a control frame that is fragmented or too long.");
        }
        if (length < 0 || length > MAX_BYTES) {
            throw new BreachException("The server sent a frame of more than " + MAX_BYTES + " bytes.");
        }

        if (readable < headerBytes + length) {
            return null;
        }
        byte[] payload = new byte[(int) length];
        in.skipBytes(headerBytes).readBytes(payload);
        return new ServerFrame(opcode, fin, payload);
    }

    private static Opcode opcode(int code) throws BreachException {
        for (Opcode opcode : Opcode.values()) {
            if (opcode.code == code) {
                return opcode;
            }
        }
        throw new BreachException("The server sent an opcode that is not defined.");
    }

    /// The server broke a rule of HTTP or WebSocket; the message is one sentence.
    @SuppressWarnings("serial")
    static final class BreachException extends Exception {

        BreachException(String sentence) {
            super(sentence, null, false, false);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
