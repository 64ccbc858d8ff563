package pudding.contract.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/// The members of `GET /stats`.
///
/// @param rejected those that are not zero
record Stats(long connections, long peakConnections, long queued, long handshakes, long refused, long received,
        long messages,
        long bytes, long readings, long digest, Map<String, Long> rejected, long uptimeMillis) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stats parse(String json) throws JsonProcessingException {
        JsonNode stats = MAPPER.readTree(json);
        Map<String, Long> rejected = new TreeMap<>();
        stats.required("rejected").forEachEntry((key, value) -> {
            if (value.longValue() != 0) {
                rejected.put(key, value.longValue());
            }
        });
        return new Stats(number(stats, "connections"), number(stats, "peakConnections"),
                number(stats, "queued"), number(stats, "handshakes"), number(stats, "refused"),
                number(stats, "received"),
                number(stats, "messages"), number(stats, "bytes"), number(stats, "readings"),
                Long.parseUnsignedLong(stats.required("digest").textValue(), 16), rejected,
                number(stats, "uptimeMillis"));
    }

    private static long number(JsonNode stats, String name) {
        JsonNode member = stats.required(name);
        if (!member.isIntegralNumber()) {
            throw new AssertionError(name + " is no whole number: " + stats);
        }
        return member.longValue();
    }
}
