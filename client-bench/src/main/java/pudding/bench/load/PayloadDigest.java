package pudding.bench.load;

/// Computes the digest that a server must find, from what was put into a message; belongs to one thread.
///
/// The formula is that of docs/CONTRACT.md. It is written a second time here, from the formula, so that a wrong
/// digest in the servers' shared code is seen.
final class PayloadDigest {

    private static final long STEP = 0x9e3779b97f4a7c15L;

    private long base;
    private long readings;

    void id(String id) {
        base += string(id);
    }

    void tag(String key, String value) {
        base += mix(string(key) + 3 * string(value));
    }

    /// Adds the next reading, in the order of the message.
    void reading(String sensor, double value, String unit, int quality, long timeMicros) {
        long sum = string(sensor)
                + 3 * Double.doubleToRawLongBits(value)
                + 5 * string(unit)
                + 7L * quality
                + 11 * timeMicros;
        base += mix(sum + readings * STEP);
        readings++;
    }

    /// The part that does not depend on the message's number and time.
    long base() {
        return base;
    }

    /// The digest of the message of that number and time.
    static long whole(long base, long seq, long timeMicros) {
        return base + mix(seq) + mix(timeMicros);
    }

    private static long mix(long x) {
        return SplitMix64.scramble(x + STEP);
    }

    private static long string(String s) {
        int hash = 0;
        for (int i = 0; i < s.length(); i++) {
            hash = 31 * hash + s.charAt(i);
        }
        return mix((hash & 0xffff_ffffL) + 0x1_0000_0000L * s.length());
    }
}
