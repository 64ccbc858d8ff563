package batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/// The message of docs/CONTRACT.md and its digest, for peers that run on a JVM; safe for use by many threads.
public record Batch(String id, long seq, long timeMicros, Map<String, String> tags, List<Reading> readings) {

    /// One measurement.
    public record Reading(String sensor, double value, String unit, int quality, long timeMicros) {
    }

    private static final long STEP = 0x9e3779b97f4a7c15L;

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build()
            .readerFor(Batch.class);

    /// Reads a message.
    ///
    /// @throws JsonProcessingException when it is none
    public static Batch read(String text) throws JsonProcessingException {
        Batch batch = READER.readValue(text);
        if (batch == null) {
            throw new JsonProcessingException("The message is null.") {
            };
        }
        return batch;
    }

    /// What `/ack` answers.
    public String receipt() {
        return "{\"seq\":%d,\"digest\":\"%016x\"}".formatted(seq, digest());
    }

    /// The digest.
    public long digest() {
        long sum = string(id) + mix(seq) + mix(timeMicros);
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            sum += mix(string(tag.getKey()) + 3 * string(tag.getValue()));
        }
        long step = 0;
        for (Reading r : readings) {
            sum += mix(string(r.sensor) + 3 * Double.doubleToRawLongBits(r.value) + 5 * string(r.unit)
                    + 7L * r.quality + 11 * r.timeMicros + step);
            step += STEP;
        }
        return sum;
    }

    private static long string(String s) {
        return mix((s.hashCode() & 0xffff_ffffL) + ((long) s.length() << 32));
    }

    private static long mix(long x) {
        long w = x + STEP;
        long y = (w ^ (w >>> 30)) * 0xbf58476d1ce4e5b9L;
        long z = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
