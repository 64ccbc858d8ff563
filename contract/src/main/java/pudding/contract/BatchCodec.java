package pudding.contract;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// Deserialises a message into its record with jackson-databind; one instance serves all threads.
///
/// Strict: unknown, duplicate, missing and null members, other types than the record's, numbers that do not
/// fit, and anything after the object are refused. Its limits are below; a message's size is the server's.
public final class BatchCodec {

    private static final int MAX_NESTING = 16;
    private static final int MAX_NAME_CHARS = 256;
    private static final int MAX_NUMBER_CHARS = 64;
    private static final int MAX_RECYCLERS = 64;

    private final ObjectReader reader;

    public BatchCodec() {
        JsonFactoryBuilder factory = new JsonFactoryBuilder()
                // One pool for all thread kinds: the default is a thread-local, which a virtual thread never
                // finds filled. Bounded: after a burst on thousands of threads the others would stay for ever.
                .recyclerPool(JsonRecyclerPools.newBoundedPool(MAX_RECYCLERS))
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxNameLength(MAX_NAME_CHARS)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
        reader = JsonMapper.builder(new Utf8JsonFactory(factory))
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, text -> text
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
                .build()
                .readerFor(TelemetryBatch.class);
    }

    /// Reads one message.
    ///
    /// @param bytes valid UTF-8; only read, and not kept
    /// @throws Rejection [Refusal#NOT_BATCH], with a sentence that names the member but not its content
    public TelemetryBatch read(byte[] bytes, int offset, int length) throws Rejection {
        try {
            TelemetryBatch batch = reader.readValue(bytes, offset, length);
            if (batch == null) {
                throw new Rejection(Refusal.NOT_BATCH, "The message is null.");
            }
            return batch;
        } catch (JsonMappingException e) {
            String path = path(e.getPath());
            throw new Rejection(Refusal.NOT_BATCH, path.isEmpty()
                    ? "The message is not a telemetry batch."
                    : "The message is not a telemetry batch: see member " + path + ".");
        } catch (StreamConstraintsException e) {
            throw new Rejection(Refusal.NOT_BATCH, "The JSON is nested too deep, or a name or number is too long.");
        } catch (IOException e) {
            throw new Rejection(Refusal.NOT_BATCH, "The message is not JSON.");
        }
    }

    /// Member names that the record knows, and indexes; a name that the peer made up reads `?`.
    private static String path(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : known(r.getFieldName()))
                .collect(Collectors.joining("."));
    }

    private static String known(String name) {
        return switch (name) {
            case "id", "seq", "timeMicros", "tags", "readings", "sensor", "value", "unit", "quality" -> name;
            default -> "?";
        };
    }

    /// Makes parsers for UTF-8 alone: the stock factory guesses UTF-16 and UTF-32 from the first bytes and
    /// skips a byte order mark, none of which RFC 8259 §8.1 lets a sender use.
    @SuppressWarnings("serial")
    private static final class Utf8JsonFactory extends JsonFactory {

        Utf8JsonFactory(JsonFactoryBuilder builder) {
            super(builder);
        }

        @Override
        protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) {
            return new UTF8StreamJsonParser(context, _parserFeatures, null, _objectCodec,
                    _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures), data, offset,
                    offset + length, 0, false);
        }
    }
}
