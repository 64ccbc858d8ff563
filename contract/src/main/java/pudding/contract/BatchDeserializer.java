package pudding.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a batch of the parser's tokens, without databind's buffers for each object; one instance serves all
/// threads.
///
/// Members in the record's order, as devices write them, are matched on their bytes. It takes what databind would
/// take of a good message and throws at anything else, without saying what it was: see [BatchCodec.Binding#TUNED].
@SuppressWarnings("serial")
final class BatchDeserializer extends StdDeserializer<TelemetryBatch> {

    private static final int USUAL_READINGS = 100;

    private static final List<SerializableString> BATCH = names("id", "seq", "timeMicros", "tags", "readings");
    private static final List<SerializableString> READING =
            names("sensor", "value", "unit", "quality", "timeMicros");

    private final transient TextReader sensors;
    private final transient TextReader units;

    /// Makes the string of the parser's current token, which is a text.
    interface TextReader {
        String text(JsonParser in) throws IOException;
    }

    BatchDeserializer(TextReader sensors, TextReader units) {
        super(TelemetryBatch.class);
        this.sensors = sensors;
        this.units = units;
    }

    @Override
    public TelemetryBatch deserialize(JsonParser in, DeserializationContext context) throws IOException {
        expect(in, JsonToken.START_OBJECT, in.currentToken());
        @Nullable String id = null;
        long seq = 0;
        long timeMicros = 0;
        @Nullable Map<String, String> tags = null;
        @Nullable List<TelemetryBatch.Reading> readings = null;
        int seen = 0;
        for (int member = next(in, BATCH, 0); member >= 0; member = next(in, BATCH, member + 1)) {
            seen = seen(in, seen, member);
            switch (member) {
                case 0 -> id = text(in, JsonParser::getText);
                case 1 -> seq = wholeNumber(in);
                case 2 -> timeMicros = wholeNumber(in);
                case 3 -> tags = tags(in);
                default -> readings = readings(in);
            }
        }
        if (id == null || tags == null || readings == null || seen != (1 << BATCH.size()) - 1) {
            throw refusal(in);
        }
        return new TelemetryBatch(id, seq, timeMicros, tags, readings);
    }

    private static Map<String, String> tags(JsonParser in) throws IOException {
        expect(in, JsonToken.START_OBJECT, in.nextToken());
        Map<String, String> tags = new LinkedHashMap<>();
        for (@Nullable String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            if (tags.put(name, text(in, JsonParser::getText)) != null) {
                throw refusal(in);
            }
        }
        expect(in, JsonToken.END_OBJECT, in.currentToken());
        return tags;
    }

    private List<TelemetryBatch.Reading> readings(JsonParser in) throws IOException {
        expect(in, JsonToken.START_ARRAY, in.nextToken());
        List<TelemetryBatch.Reading> readings = new ArrayList<>(USUAL_READINGS);
        while (in.nextToken() == JsonToken.START_OBJECT) {
            readings.add(reading(in));
        }
        expect(in, JsonToken.END_ARRAY, in.currentToken());
        return readings;
    }

    private TelemetryBatch.Reading reading(JsonParser in) throws IOException {
        @Nullable String sensor = null;
        double value = 0;
        @Nullable String unit = null;
        int quality = 0;
        long timeMicros = 0;
        int seen = 0;
        for (int member = next(in, READING, 0); member >= 0; member = next(in, READING, member + 1)) {
            seen = seen(in, seen, member);
            switch (member) {
                case 0 -> sensor = text(in, sensors);
                case 1 -> value = number(in);
                case 2 -> unit = text(in, units);
                case 3 -> {
                    expect(in, JsonToken.VALUE_NUMBER_INT, in.nextToken());
                    quality = in.getIntValue();
                }
                default -> timeMicros = wholeNumber(in);
            }
        }
        if (sensor == null || unit == null || seen != (1 << READING.size()) - 1) {
            throw refusal(in);
        }
        return new TelemetryBatch.Reading(sensor, value, unit, quality, timeMicros);
    }

    /// The number of the next member among `names`, or -1 at the end of the object.
    ///
    /// @param likely the one to try first
    private static int next(JsonParser in, List<SerializableString> names, int likely) throws IOException {
        if (likely == names.size()) {
            in.nextToken();
        } else if (in.nextFieldName(names.get(likely))) {
            return likely;
        }
        if (in.currentToken() == JsonToken.END_OBJECT) {
            return -1;
        }
        String name = in.currentName();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).getValue().equals(name)) {
                return i;
            }
        }
        throw refusal(in);
    }

    private static int seen(JsonParser in, int before, int member) throws JsonMappingException {
        int seen = before | 1 << member;
        if (seen == before) {
            throw refusal(in);
        }
        return seen;
    }

    private static String text(JsonParser in, TextReader reader) throws IOException {
        expect(in, JsonToken.VALUE_STRING, in.nextToken());
        return reader.text(in);
    }

    private static long wholeNumber(JsonParser in) throws IOException {
        expect(in, JsonToken.VALUE_NUMBER_INT, in.nextToken());
        return in.getLongValue();
    }

    private static double number(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            expect(in, JsonToken.VALUE_NUMBER_INT, in.currentToken());
        }
        return in.getDoubleValue();
    }

    private static void expect(JsonParser in, JsonToken expected, @Nullable JsonToken token)
            throws JsonMappingException {
        if (token != expected) {
            throw refusal(in);
        }
    }

    private static JsonMappingException refusal(JsonParser in) {
        return JsonMappingException.from(in, "not taken");
    }

    private static List<SerializableString> names(String... names) {
        return Stream.of(names).<SerializableString>map(SerializedString::new).toList();
    }
}
