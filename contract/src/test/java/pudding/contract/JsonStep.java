package pudding.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// The ways from a message's bytes to its record that were tried, each with what the one before has, where nothing
/// else is said.
public enum JsonStep {
    /// Jackson 2 as it comes, which takes much that is not of the contract.
    DEFAULTS(() -> reader(new JsonMapper().readerFor(TelemetryBatch.class))),
    /// The same, by way of a string.
    STRING(() -> {
        ObjectReader reader = new JsonMapper().readerFor(TelemetryBatch.class);
        return bytes -> reader.readValue(new String(bytes, StandardCharsets.UTF_8));
    }),
    /// From the bytes again, with all of the contract's rules, by settings of Jackson's.
    STRICT(() -> databind(JsonRules.factory().disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION))),
    /// Doubles by FastDoubleParser.
    DOUBLES(() -> databind(JsonRules.factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION))),
    /// One pool of buffers for all threads in place of one for each thread.
    POOL(() -> databind(JsonRules.factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .recyclerPool(pool()))),
    /// Members that are given twice are found without a set for each object: the headline's codec.
    HEADLINE(() -> codec(BatchCodec.Binding.DATABIND)),
    /// The same, but for members that are given twice, which it takes: what finding them costs.
    LENIENT(() -> databind(JsonRules.factory().recyclerPool(pool()))),
    /// A deserialiser of the record's own, which makes a string of each name.
    WALK(() -> reader(BatchCodec.tuned(pool(), new WalkingDeserializer()))),
    /// Names are matched on their bytes.
    NAMES(() -> reader(BatchCodec.tuned(pool(), new BatchDeserializer(JsonParser::getText, JsonParser::getText)))),
    /// Units come from a table: the tuned codec.
    TUNED(() -> codec(BatchCodec.Binding.TUNED)),
    /// Sensors, too, come from a table.
    SENSORS(() -> reader(BatchCodec.tuned(pool(),
            new BatchDeserializer(new TextTable()::text, new TextTable()::text)))),
    /// As [#POOL], on Jackson 3.
    JACKSON3_POOL(() -> Jackson3.databind(true)),
    /// As [#LENIENT], on Jackson 3.
    JACKSON3_LENIENT(() -> Jackson3.databind(false));

    /// Reads a message.
    interface Reader {
        TelemetryBatch read(byte[] message) throws Exception;
    }

    // A recipe, which has no state.
    @SuppressWarnings("ImmutableEnumChecker") private final Supplier<Reader> made;

    JsonStep(Supplier<Reader> made) {
        this.made = made;
    }

    Reader reader() {
        return made.get();
    }

    private static Reader databind(JsonFactoryBuilder factory) {
        JsonFactory parsers = new Utf8JsonFactory(factory, false);
        return reader(JsonRules.mapper(parsers).build().readerFor(TelemetryBatch.class));
    }

    private static Reader reader(ObjectReader reader) {
        return reader::readValue;
    }

    private static RecyclerPool<BufferRecycler> pool() {
        return JsonRecyclerPools.newBoundedPool(64);
    }

    private static Reader codec(BatchCodec.Binding binding) {
        BatchCodec codec = new BatchCodec(binding);
        return bytes -> codec.read(bytes, 0, bytes.length);
    }
}
