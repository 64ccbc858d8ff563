package pudding.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a batch a second way, as a tree whose every node is then checked by hand: slow, and nothing is coerced.
final class StrictReading {

    private static final JsonMapper TREES = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictReading() {
    }

    /// The batch, or null when the text is none. Knows no limits.
    static @Nullable TelemetryBatch read(String json) {
        try {
            JsonNode root = TREES.readTree(json);
            return root != null && hasExactly(root, "id", "seq", "timeMicros", "tags", "readings") ? batch(root) : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static @Nullable TelemetryBatch batch(JsonNode root) {
        Map<String, String> tags = tags(root.get("tags"));
        List<TelemetryBatch.Reading> readings = readings(root.get("readings"));
        return root.get("id").isTextual() && isLong(root.get("seq")) && isLong(root.get("timeMicros"))
                && tags != null && readings != null
                        ? new TelemetryBatch(root.get("id").textValue(), root.get("seq").longValue(),
                                root.get("timeMicros").longValue(), tags, readings)
                        : null;
    }

    private static @Nullable Map<String, String> tags(JsonNode node) {
        Map<String, String> tags = new LinkedHashMap<>();
        node.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
        return node.isObject() && node.valueStream().allMatch(JsonNode::isTextual) ? tags : null;
    }

    private static @Nullable List<TelemetryBatch.Reading> readings(JsonNode node) {
        if (!node.isArray()) {
            return null;
        }
        List<TelemetryBatch.Reading> readings = new ArrayList<>();
        for (JsonNode reading : node) {
            if (!isReading(reading)) {
                return null;
            }
            readings.add(new TelemetryBatch.Reading(reading.get("sensor").textValue(),
                    reading.get("value").doubleValue(), reading.get("unit").textValue(),
                    reading.get("quality").intValue(), reading.get("timeMicros").longValue()));
        }
        return readings;
    }

    private static boolean isReading(JsonNode node) {
        return hasExactly(node, "sensor", "value", "unit", "quality", "timeMicros")
                && node.get("sensor").isTextual()
                && node.get("value").isNumber() && Double.isFinite(node.get("value").doubleValue())
                && node.get("unit").isTextual()
                && isLong(node.get("quality"))
                && node.get("quality").longValue() >= 0 && node.get("quality").longValue() <= 3
                && isLong(node.get("timeMicros"));
    }

    private static boolean isLong(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private static boolean hasExactly(JsonNode node, String... names) {
        Set<String> expected = Set.of(names);
        return node.isObject() && node.size() == expected.size()
                && node.propertyStream().allMatch(member -> expected.contains(member.getKey()));
    }
}
