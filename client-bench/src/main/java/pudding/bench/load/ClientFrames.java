package pudding.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Writes WebSocket frames as a client sends them: whole, and masked (RFC 6455 §5.2). Has no state.
///
/// ```
///  FIN, opcode │ 1, length │ 16 or 64 bits of length │ mask    │ payload, each byte ⊕ mask[i mod 4]
///  1 byte      │ 1 byte    │ 0, 2 or 8 bytes         │ 4 bytes │
/// ```
final class ClientFrames {

    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_LENGTH_7 = 125;
    private static final int MAX_LENGTH_16 = 0xFFFF;

    private ClientFrames() {
    }

    /// A text frame with the message of that number and time.
    ///
    /// @param mask four fresh random bytes, the first in the highest bits
    static ByteBuf text(ByteBufAllocator allocator, Payload payload, long seq, long timeMicros, int mask) {
        int length = payload.length();
        ByteBuf frame = header(allocator, TEXT, length, mask);
        int start = frame.writerIndex();
        MemorySegment target = MemorySegment.ofBuffer(frame.internalNioBuffer(start, length));
        mask(payload.segment(), target, length, mask);
        maskedDigits(seq, target, payload.seqOffset(), mask);
        maskedDigits(timeMicros, target, payload.timeOffset(), mask);
        return frame.writerIndex(start + length);
    }

    /// A control frame (RFC 6455 §5.5); of no more than 125 bytes.
    static ByteBuf control(ByteBufAllocator allocator, int opcode, byte[] payload, int mask) {
        ByteBuf frame = header(allocator, opcode, payload.length, mask);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ maskByte(mask, i));
        }
        return frame;
    }

    private static ByteBuf header(ByteBufAllocator allocator, int opcode, int length, int mask) {
        ByteBuf frame = allocator.directBuffer(14 + length);
        frame.writeByte(FIN | opcode);
        if (length <= MAX_LENGTH_7) {
            frame.writeByte(MASKED | length);
        } else if (length <= MAX_LENGTH_16) {
            frame.writeByte(MASKED | LENGTH_16).writeShort(length);
        } else {
            frame.writeByte(MASKED | LENGTH_64).writeLong(length);
        }
        return frame.writeInt(mask);
    }

    /// Copies and masks, eight bytes at a time.
    private static void mask(MemorySegment source, MemorySegment target, int length, int mask) {
        int inMemory = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? mask : Integer.reverseBytes(mask);
        long twice = (inMemory & 0xFFFF_FFFFL) | ((long) inMemory << 32);
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            target.set(ValueLayout.JAVA_LONG_UNALIGNED, i,
                    source.get(ValueLayout.JAVA_LONG_UNALIGNED, i) ^ twice);
        }
        for (; i < length; i++) {
            target.set(ValueLayout.JAVA_BYTE, i,
                    (byte) (source.get(ValueLayout.JAVA_BYTE, i) ^ maskByte(mask, i)));
        }
    }

    private static void maskedDigits(long number, MemorySegment target, int offset, int mask) {
        for (int i = offset + Payload.NUMBER_DIGITS - 1; i >= offset; i--) {
            target.set(ValueLayout.JAVA_BYTE, i, (byte) (('0' + number % 10) ^ maskByte(mask, i)));
            number /= 10;
        }
    }

    private static int maskByte(int mask, int i) {
        return mask >>> (24 - 8 * (i & 3)) & 0xFF;
    }
}
