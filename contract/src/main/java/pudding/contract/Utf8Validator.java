package pudding.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Validates UTF-8 piece by piece and fails at the first byte that cannot be valid (RFC 3629 §4).
///
/// Not thread-safe: one instance belongs to one message at a time.
///
/// ```
///  byte 1   byte 2   byte 3   byte 4
///  00..7F
///  C2..DF   80..BF
///  E0       A0..BF   80..BF                 no over-long forms
///  E1..EC   80..BF   80..BF
///  ED       80..9F   80..BF                 no surrogates
///  EE..EF   80..BF   80..BF
///  F0       90..BF   80..BF   80..BF        no over-long forms
///  F1..F3   80..BF   80..BF   80..BF
///  F4       80..8F   80..BF   80..BF        nothing above U+10FFFF
/// ```
public final class Utf8Validator {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    /// Continuation bytes still expected, and the range that the next one must lie in.
    private int expected;
    private int low = 0x80;
    private int high = 0xBF;

    /// Takes the next piece.
    ///
    /// @return false when no continuation can make the text valid
    public boolean append(byte[] bytes, int offset, int length) {
        int i = offset;
        int end = offset + length;
        while (i < end) {
            if (expected == 0) {
                i = skipAscii(bytes, i, end);
                if (i == end) {
                    return true;
                }
                if (!lead(bytes[i] & 0xFF)) {
                    return false;
                }
            } else if (!continuation(bytes[i] & 0xFF)) {
                return false;
            }
            i++;
        }
        return true;
    }

    /// Whether the text may end here, that is, not within a character.
    public boolean isComplete() {
        return expected == 0;
    }

    private static int skipAscii(byte[] bytes, int from, int end) {
        int i = from;
        while (i <= end - Long.BYTES && ((long) LONG.get(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    private boolean lead(int b) {
        if (b < 0xC2 || b > 0xF4) {
            return false;
        }
        expected = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        return true;
    }

    private boolean continuation(int b) {
        if (b < low || b > high) {
            return false;
        }
        expected--;
        low = 0x80;
        high = 0xBF;
        return true;
    }
}
