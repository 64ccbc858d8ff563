package pudding.bench.measure.floor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one message costs at least, whatever the model: measured on one thread that never waits. Immutable.
///
/// @param json      UTF-8 check, codec and digest, as every server does them for a message
/// @param jsonTuned the same with the tuned codec; null, and left out, where only the other was measured
/// @param utf8      the UTF-8 check's part of that; `/discard` does it too
/// @param tls       decrypting the message, by provider: `jdk`, and `boringssl` where it loads
public record Floor(Figure json, @JsonInclude(Include.NON_NULL) @Nullable Figure jsonTuned, Figure utf8,
        Map<String, Figure> tls) {

    /// The providers, as `--tls` names them.
    public static final String JDK = "jdk";
    /// BoringSSL by way of Netty.
    public static final String BORINGSSL = "boringssl";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    public Floor {
        // In an order that is always the same: it is written to files that are compared.
        tls = Collections.unmodifiableMap(new TreeMap<>(tls));
    }

    /// The cost of one message.
    ///
    /// @param micros          the thread's user and system time; median of the last rounds
    /// @param minMicros       the cheapest of them
    /// @param maxMicros       the dearest
    /// @param allocatedBytes  that the thread allocated on the heap; median likewise
    /// @param settled         whether the last rounds agreed and the compiler was quiet; else time was up
    public record Figure(double micros, double minMicros, double maxMicros, double allocatedBytes,
            boolean settled) {

        /// The median and range of rounds, at least one.
        static Figure of(List<Double> micros, List<Double> allocatedBytes, boolean settled) {
            List<Double> sorted = micros.stream().sorted().toList();
            return new Figure(median(sorted), sorted.getFirst(), sorted.getLast(),
                    median(allocatedBytes.stream().sorted().toList()), settled);
        }

        /// Both together: the sums of the medians and of the ends of the ranges.
        Figure plus(Figure other) {
            return new Figure(micros + other.micros, minMicros + other.minMicros, maxMicros + other.maxMicros,
                    allocatedBytes + other.allocatedBytes, settled && other.settled);
        }

        private static double median(List<Double> sorted) {
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }
    }

    /// The one line of JSON that [#parse] reads.
    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads the floor from what its process printed: the last line that begins a JSON object.
    ///
    /// @throws IOException when there is none
    public static Floor parse(String printed) throws IOException {
        List<String> lines = printed.lines().filter(line -> line.startsWith("{")).toList();
        if (lines.isEmpty()) {
            throw new IOException("The floor's process printed no figures: " + printed.strip());
        }
        try {
            return JSON.readValue(lines.getLast(), Floor.class);
        } catch (JsonProcessingException e) {
            throw new IOException("The floor's figures cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
