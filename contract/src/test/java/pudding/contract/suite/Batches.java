package pudding.contract.suite;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pudding.contract.Digest;
import pudding.contract.TelemetryBatch;

/// Messages, written as JSON without the help of the codec under test.
final class Batches {

    static final int READINGS = 3;

    private static final long DUE_MICROS = 1_790_000_000_000_000L;

    private Batches() {
    }

    /// A small batch with characters of one to four bytes.
    static TelemetryBatch batch(long seq) {
        return batch(seq, READINGS);
    }

    static TelemetryBatch batch(long seq, int readings) {
        return new TelemetryBatch("device-ä☃🍮", seq, DUE_MICROS + seq, Map.of("site", "Köln", "pad", ""),
                IntStream.range(0, readings)
                        .mapToObj(i -> new TelemetryBatch.Reading("sensor-" + i, 20.25 + i / 7.0, "°C", i % 4,
                                DUE_MICROS + i))
                        .toList());
    }

    static String json(long seq) {
        return json(batch(seq));
    }

    static String json(TelemetryBatch batch) {
        return """
                {"id":"%s","seq":%d,"timeMicros":%d,"tags":{%s},"readings":[%s]}"""
                .formatted(batch.id(), batch.seq(), batch.timeMicros(),
                        batch.tags().entrySet().stream()
                                .map(tag -> "\"" + tag.getKey() + "\":\"" + tag.getValue() + "\"")
                                .collect(Collectors.joining(",")),
                        batch.readings().stream().map(Batches::json).collect(Collectors.joining(",")));
    }

    private static String json(TelemetryBatch.Reading reading) {
        return String.format(Locale.ROOT,
                "{\"sensor\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"quality\":%d,\"timeMicros\":%d}",
                reading.sensor(), reading.value(), reading.unit(), reading.quality(), reading.timeMicros());
    }

    static long digest(long seq) {
        return Digest.of(batch(seq));
    }

    /// What `/ack` answers.
    static String receipt(long seq) {
        return "{\"seq\":" + seq + ",\"digest\":\"" + Digest.hex(digest(seq)) + "\"}";
    }
}
