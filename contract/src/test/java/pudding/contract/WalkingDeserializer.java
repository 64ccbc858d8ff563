package pudding.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Walks the tokens of a good message, and takes each name as a string; for benchmarks.
@SuppressWarnings("serial")
final class WalkingDeserializer extends StdDeserializer<TelemetryBatch> {

    WalkingDeserializer() {
        super(TelemetryBatch.class);
    }

    @Override
    public TelemetryBatch deserialize(JsonParser in, DeserializationContext context) throws IOException {
        String id = "";
        long seq = 0;
        long timeMicros = 0;
        Map<String, String> tags = new LinkedHashMap<>();
        List<TelemetryBatch.Reading> readings = new ArrayList<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "id" -> id = in.getText();
                case "seq" -> seq = in.getLongValue();
                case "timeMicros" -> timeMicros = in.getLongValue();
                case "tags" -> {
                    for (String tag = in.nextFieldName(); tag != null; tag = in.nextFieldName()) {
                        tags.put(tag, in.nextTextValue());
                    }
                }
                case "readings" -> {
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        readings.add(reading(in));
                    }
                }
                default -> throw new IOException(name);
            }
        }
        return new TelemetryBatch(id, seq, timeMicros, tags, readings);
    }

    private static TelemetryBatch.Reading reading(JsonParser in) throws IOException {
        String sensor = "";
        double value = 0;
        String unit = "";
        int quality = 0;
        long timeMicros = 0;
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "sensor" -> sensor = in.getText();
                case "value" -> value = in.getDoubleValue();
                case "unit" -> unit = in.getText();
                case "quality" -> quality = in.getIntValue();
                case "timeMicros" -> timeMicros = in.getLongValue();
                default -> throw new IOException(name);
            }
        }
        return new TelemetryBatch.Reading(sensor, value, unit, quality, timeMicros);
    }
}
