package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What must hold for every batch, tried on many that are generated, each written as JSON in one of the many ways that
/// RFC 8259 allows. A failure names its seed.
final class BatchRoundTripTest {

    private static final int BATCHES = 500;

    private final BatchCodec codec = new BatchCodec();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsWrittenIsReadHoweverItIsWritten(long block) throws Exception {
        for (long seed = block * BATCHES; seed < (block + 1) * BATCHES; seed++) {
            Random random = new Random(seed);
            TelemetryBatch batch = batch(random);
            byte[] json = object(random, members(batch, random)).getBytes(StandardCharsets.UTF_8);
            TelemetryBatch read = codec.read(json, 0, json.length);
            assertThat(read).as("seed %d", seed).isEqualTo(batch);
            assertThat(Digest.of(read)).as("seed %d", seed).isEqualTo(Digest.of(batch));
        }
    }

    private static TelemetryBatch batch(Random random) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            // A name is limited in bytes.
            String name = string(random);
            tags.put(name.length() < 60 ? name : "n".repeat(256), string(random));
        }
        List<TelemetryBatch.Reading> readings = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            readings.add(new TelemetryBatch.Reading(string(random), number(random), string(random), random.nextInt(4),
                    random.nextLong()));
        }
        return new TelemetryBatch(string(random), random.nextLong(), random.nextInt(), tags, readings);
    }

    private static Map<String, String> members(TelemetryBatch batch, Random random) {
        Map<String, String> tags = new LinkedHashMap<>();
        batch.tags().forEach((name, value) -> tags.put(name, quoted(value, random)));
        Map<String, String> members = new LinkedHashMap<>();
        members.put("id", quoted(batch.id(), random));
        members.put("seq", Long.toString(batch.seq()));
        members.put("timeMicros", Long.toString(batch.timeMicros()));
        members.put("tags", object(random, tags));
        members.put("readings", list("[", batch.readings().stream()
                .map(reading -> object(random, members(reading, random))).toList(), "]", random));
        return members;
    }

    private static Map<String, String> members(TelemetryBatch.Reading reading, Random random) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("sensor", quoted(reading.sensor(), random));
        members.put("value", Double.toString(reading.value()));
        members.put("unit", quoted(reading.unit(), random));
        members.put("quality", Integer.toString(reading.quality()));
        members.put("timeMicros", Long.toString(reading.timeMicros()));
        return members;
    }

    /// The members in any order.
    private static String object(Random random, Map<String, String> members) {
        List<String> written = new ArrayList<>();
        members.forEach((name, value) -> written.add(
                quoted(name, random) + blank(random) + ":" + blank(random) + value));
        Collections.shuffle(written, random);
        return list("{", written, "}", random);
    }

    private static String list(String begin, List<String> elements, String end, Random random) {
        return blank(random) + begin + blank(random)
                + String.join(blank(random) + "," + blank(random), elements) + blank(random) + end + blank(random);
    }

    private static String blank(Random random) {
        return random.nextInt(4) == 0 ? List.of(" ", "\t", "\r\n", "\n  ").get(random.nextInt(4)) : "";
    }

    private static String quoted(String text, Random random) {
        StringBuilder quoted = new StringBuilder("\"");
        // By UTF-16 units: a pair may be written as two escapes, but not half of it plainly.
        boolean escapeAll = random.nextInt(4) == 0;
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || escapeAll) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private static String string(Random random) {
        int length = random.nextInt(8) == 0 ? random.nextInt(200) : random.nextInt(10);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int c = random.nextInt(random.nextInt(3) == 0 ? 0x110000 : 0x80);
            // No half of a pair: it has no UTF-8.
            text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '?' : c);
        }
        return text.toString();
    }

    private static double number(Random random) {
        double any = Double.longBitsToDouble(random.nextLong());
        return random.nextBoolean() || !Double.isFinite(any) ? random.nextInt(100_000) / 100.0 : any;
    }
}
