package pudding.bench.load;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The text of a message, but for its number and time, which each message gets of its own; immutable, and safe
/// for use by many threads at once.
public final class Payload {

    /// Digits of `seq` and of `timeMicros`, so that a message's size does not depend on them.
    static final int NUMBER_DIGITS = 16;

    private final byte[] bytes;
    private final MemorySegment segment;
    private final int seqOffset;
    private final int timeOffset;
    private final long baseDigest;
    private final int readings;

    /// @param bytes      the message, with any 16 digits at the two offsets; kept
    /// @param baseDigest [PayloadDigest#base()] of it
    Payload(byte[] bytes, int seqOffset, int timeOffset, long baseDigest, int readings) {
        this.bytes = bytes;
        this.segment = MemorySegment.ofArray(bytes).asReadOnly();
        this.seqOffset = seqOffset;
        this.timeOffset = timeOffset;
        this.baseDigest = baseDigest;
        this.readings = readings;
    }

    /// The whole message of that number and time; both of 16 decimal digits.
    public String text(long seq, long timeMicros) {
        byte[] message = bytes.clone();
        digits(seq, message, seqOffset);
        digits(timeMicros, message, timeOffset);
        return new String(message, StandardCharsets.UTF_8);
    }

    /// The digest that a server must find in the message of that number and time.
    public long digest(long seq, long timeMicros) {
        return PayloadDigest.whole(baseDigest, seq, timeMicros);
    }

    /// A digest as it is printed and as `/ack` answers it: 16 hexadecimal digits.
    public static String hex(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }

    int length() {
        return bytes.length;
    }

    int readings() {
        return readings;
    }

    MemorySegment segment() {
        return segment;
    }

    int seqOffset() {
        return seqOffset;
    }

    int timeOffset() {
        return timeOffset;
    }

    private static void digits(long number, byte[] out, int offset) {
        for (int i = NUMBER_DIGITS - 1; i >= 0; i--) {
            out[offset + i] = (byte) ('0' + number % 10);
            number /= 10;
        }
    }
}
