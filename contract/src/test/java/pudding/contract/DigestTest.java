package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checks the digest against its definition, worked out again with unbounded integers, and against fixed vectors.
final class DigestTest {

    private static final BigInteger TWO_64 = BigInteger.TWO.pow(64);
    private static final BigInteger STEP = new BigInteger("9e3779b97f4a7c15", 16);

    private static final TelemetryBatch.Reading FIRST = new TelemetryBatch.Reading("t1", 21.5, "°C", 3,
            1_790_000_000_000_001L);
    private static final TelemetryBatch.Reading SECOND = new TelemetryBatch.Reading("rh", -0.0, "%", 0, -1);
    private static final TelemetryBatch BATCH = new TelemetryBatch("device-1", 42, 1_790_000_000_000_000L,
            tags("site", "Köln", "🍮", ""), List.of(FIRST, SECOND));

    // From the reference outputs of SplitMix64: mix(0) is its first number for seed 0.
    @ParameterizedTest
    @CsvSource({"0, e220a8397b1dcdaf", "9e3779b97f4a7c15, 6e789e6aa1b965f4", "3c6ef372fe94f82a, 06c45d188009454f"})
    void mixIsTheFinaliserOfSplitMix64(String x, String expected) {
        assertThat(Digest.hex(Digest.mix(Long.parseUnsignedLong(x, 16)))).isEqualTo(expected);
    }

    // The vectors of docs/CONTRACT.md.
    @Test
    void theDocumentedVectorsHold() {
        TelemetryBatch empty = new TelemetryBatch("", 0, 0, Map.of(), List.of());
        assertThat(Digest.hex(Digest.of(empty))).isEqualTo("a661f8ac7159690d");
        TelemetryBatch one = new TelemetryBatch("device-1", 1, 1_790_000_000_000_000L, Map.of("site", "north"),
                List.of(new TelemetryBatch.Reading("t1", 21.5, "C", 3, 1_790_000_000_000_000L)));
        assertThat(Digest.hex(Digest.of(one))).isEqualTo("1f6896461675fc4f");
        assertThat(Digest.hex(Digest.of(BATCH))).isEqualTo("97dcd9ccaaf1b1eb");
    }

    @Test
    void theDigestIsWhatItsDefinitionSays() {
        assertThat(Digest.of(BATCH)).isEqualTo(defined(BATCH));
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            TelemetryBatch batch = random(random);
            assertThat(Digest.of(batch)).as("%s", batch).isEqualTo(defined(batch));
        }
    }

    @Test
    void everyMemberChangesIt() {
        List<TelemetryBatch> variants = List.of(
                BATCH,
                batch("device-2", 42, BATCH.timeMicros(), BATCH.tags(), BATCH.readings()),
                batch("device-1", 43, BATCH.timeMicros(), BATCH.tags(), BATCH.readings()),
                batch("device-1", 42, BATCH.timeMicros() + 1, BATCH.tags(), BATCH.readings()),
                with(tags("site", "Köln")),
                with(tags("site", "Köln", "🍮", " ")),
                with(tags("Köln", "site", "🍮", "")),
                with(tags("", "🍮", "site", "Köln")),
                with(List.of()),
                with(List.of(FIRST)),
                with(List.of(SECOND, FIRST)),
                with(List.of(FIRST, SECOND, SECOND)),
                with(List.of(reading("t2", 21.5, "°C", 3, FIRST.timeMicros()), SECOND)),
                with(List.of(reading("t1", Math.nextUp(21.5), "°C", 3, FIRST.timeMicros()), SECOND)),
                with(List.of(reading("t1", 21.5, "°F", 3, FIRST.timeMicros()), SECOND)),
                with(List.of(reading("t1", 21.5, "°C", 2, FIRST.timeMicros()), SECOND)),
                with(List.of(reading("t1", 21.5, "°C", 3, FIRST.timeMicros() + 1), SECOND)),
                with(List.of(reading("°C", 21.5, "t1", 3, FIRST.timeMicros()), SECOND)),
                with(List.of(FIRST, reading("rh", 0.0, "%", 0, -1))));
        assertThat(variants.stream().map(Digest::of)).doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfTagsDoesNotMatter() {
        assertThat(Digest.of(with(tags("🍮", "", "site", "Köln")))).isEqualTo(Digest.of(BATCH));
    }

    @Test
    void theBaseLeavesOutSeqAndTime() {
        TelemetryBatch other = batch("device-1", 1, 2, BATCH.tags(), BATCH.readings());
        assertThat(Digest.base(other)).isEqualTo(Digest.base(BATCH));
        assertThat(Digest.of(other)).isEqualTo(Digest.base(BATCH) + Digest.mix(1) + Digest.mix(2));
    }

    @Test
    void hexHasSixteenDigits() {
        assertThat(Digest.hex(0)).isEqualTo("0000000000000000");
        assertThat(Digest.hex(-1)).isEqualTo("ffffffffffffffff");
    }

    private static long defined(TelemetryBatch batch) {
        BigInteger sum = text(batch.id()).add(mix(number(batch.seq()))).add(mix(number(batch.timeMicros())));
        for (Map.Entry<String, String> tag : batch.tags().entrySet()) {
            sum = sum.add(mix(text(tag.getKey()).add(times(3, text(tag.getValue())))));
        }
        BigInteger position = BigInteger.ZERO;
        for (TelemetryBatch.Reading r : batch.readings()) {
            BigInteger reading = text(r.sensor())
                    .add(times(3, number(Double.doubleToRawLongBits(r.value()))))
                    .add(times(5, text(r.unit())))
                    .add(times(7, number(r.quality())))
                    .add(times(11, number(r.timeMicros())));
            sum = sum.add(mix(reading.add(position)));
            position = position.add(STEP);
        }
        return sum.longValue();
    }

    private static BigInteger text(String s) {
        BigInteger hash = BigInteger.ZERO;
        for (int i = 0; i < s.length(); i++) {
            hash = times(31, hash).add(BigInteger.valueOf(s.charAt(i))).mod(BigInteger.TWO.pow(32));
        }
        return mix(hash.add(BigInteger.TWO.pow(32).multiply(BigInteger.valueOf(s.length()))));
    }

    private static BigInteger mix(BigInteger x) {
        BigInteger z = x.add(STEP).mod(TWO_64);
        z = z.xor(z.shiftRight(30)).multiply(new BigInteger("bf58476d1ce4e5b9", 16)).mod(TWO_64);
        z = z.xor(z.shiftRight(27)).multiply(new BigInteger("94d049bb133111eb", 16)).mod(TWO_64);
        return z.xor(z.shiftRight(31));
    }

    private static BigInteger number(long n) {
        return BigInteger.valueOf(n).mod(TWO_64);
    }

    private static BigInteger times(long factor, BigInteger n) {
        return n.multiply(BigInteger.valueOf(factor));
    }

    private static TelemetryBatch random(Random random) {
        List<TelemetryBatch.Reading> readings = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            readings.add(reading(word(random), random.nextGaussian() * 1e6, word(random), random.nextInt(4),
                    random.nextLong()));
        }
        return batch(word(random), random.nextLong(), random.nextLong(),
                tags(word(random), word(random), word(random), word(random)), readings);
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            word.appendCodePoint(random.nextInt(0xD800));
        }
        return word.toString();
    }

    private static Map<String, String> tags(String... keysAndValues) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tags.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(tags);
    }

    private static TelemetryBatch with(Map<String, String> tags) {
        return batch(BATCH.id(), BATCH.seq(), BATCH.timeMicros(), tags, BATCH.readings());
    }

    private static TelemetryBatch with(List<TelemetryBatch.Reading> readings) {
        return batch(BATCH.id(), BATCH.seq(), BATCH.timeMicros(), BATCH.tags(), readings);
    }

    private static TelemetryBatch batch(String id, long seq, long timeMicros, Map<String, String> tags,
            List<TelemetryBatch.Reading> readings) {
        return new TelemetryBatch(id, seq, timeMicros, tags, readings);
    }

    private static TelemetryBatch.Reading reading(String sensor, double value, String unit, int quality,
            long timeMicros) {
        return new TelemetryBatch.Reading(sensor, value, unit, quality, timeMicros);
    }
}
