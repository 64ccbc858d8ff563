package pudding.plain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Takes the mask off payload bytes (RFC 6455 §5.3); has no state.
final class Masking {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    private Masking() {
    }

    /// Unmasks in place, eight bytes at a time.
    ///
    /// @param mask the key, its first byte lowest, turned so that this byte belongs to `bytes[from]`
    /// @return the key turned for `bytes[to]`
    static int unmask(byte[] bytes, int from, int to, int mask) {
        long twice = ((long) mask << Integer.SIZE) | Integer.toUnsignedLong(mask);
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            LONG.set(bytes, i, (long) LONG.get(bytes, i) ^ twice);
        }
        int turned = mask;
        for (; i < to; i++) {
            bytes[i] ^= (byte) turned;
            turned = Integer.rotateRight(turned, Byte.SIZE);
        }
        return turned;
    }
}
