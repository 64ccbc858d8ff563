package pudding.contract;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The 64-bit digest that proves a message was deserialised: computed from the record, never from its bytes.
///
/// All arithmetic is modulo 2⁶⁴:
///
/// ```
/// digest  = base + mix(seq) + mix(timeMicros)
/// base    = str(id) + Σ tags mix(str(key) + 3·str(value)) + Σ readings mix(reading + i·STEP)    i = 0, 1, …
/// reading = str(sensor) + 3·bits(value) + 5·str(unit) + 7·quality + 11·timeMicros
/// str(s)  = mix(h + 2³²·n)   n: UTF-16 code units; h: Σ 31ⁿ⁻¹⁻ⁱ·sᵢ mod 2³², taken as unsigned
/// bits(v) = the IEEE 754 binary64 bits of v
/// mix(x)  = the finaliser of SplitMix64, after adding STEP = 9e3779b97f4a7c15
/// ```
///
/// Digests of many messages are added up, so that the order of messages on different connections does not
/// matter. docs/CONTRACT.md has vectors. Source of `mix`: Steele, Lea, Flood, "Fast Splittable Pseudorandom
/// Number Generators" (2014).
public final class Digest {

    private static final long STEP = 0x9e3779b97f4a7c15L;

    private Digest() {
    }

    /// The digest of one batch.
    public static long of(TelemetryBatch batch) {
        return base(batch) + mix(batch.seq()) + mix(batch.timeMicros());
    }

    /// The part of the digest that does not depend on `seq` and `timeMicros`.
    public static long base(TelemetryBatch batch) {
        long sum = str(batch.id());
        for (Map.Entry<String, String> tag : batch.tags().entrySet()) {
            sum += mix(str(tag.getKey()) + 3 * str(tag.getValue()));
        }
        List<TelemetryBatch.Reading> readings = batch.readings();
        for (int i = 0; i < readings.size(); i++) {
            TelemetryBatch.Reading r = readings.get(i);
            long reading = str(r.sensor()) + 3 * Double.doubleToLongBits(r.value()) + 5 * str(r.unit())
                    + 7L * r.quality() + 11 * r.timeMicros();
            sum += mix(reading + i * STEP);
        }
        return sum;
    }

    /// The 16 hexadecimal digits in which a digest is printed.
    public static String hex(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }

    static long mix(long x) {
        long z = x + STEP;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static long str(String s) {
        return mix(Integer.toUnsignedLong(s.hashCode()) + ((long) s.length() << 32));
    }
}
