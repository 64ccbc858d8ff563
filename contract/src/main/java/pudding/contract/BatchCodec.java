package pudding.contract;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
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

/// Deserialises a message into its record with jackson-databind; one instance serves all threads.
///
/// Strict: unknown, duplicate, missing and null members, other types than the record's, numbers that do not
/// fit, and anything after the object are refused. Its limits are below; a message's size is the server's. No
/// type is ever chosen by the message (no polymorphic or default typing).
public final class BatchCodec {

    private static final int MAX_NESTING = 16;
    private static final int MAX_NAME_CHARS = 256;
    private static final int MAX_NUMBER_CHARS = 64;
    private static final int MAX_STRING_CHARS = 1 << 20;
    private static final int MAX_RECYCLERS = 64;

    private static final String NO_JSON = "The message is not JSON";
    private static final String NO_BATCH = "The message is not a telemetry batch";

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
                        .maxStringLength(MAX_STRING_CHARS)
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
            JsonParser parser = reader.createParser(bytes, offset, length);
            try (parser) {
                TelemetryBatch batch = reader.readValue(parser);
                if (batch == null) {
                    throw new Rejection(Refusal.NOT_BATCH, "The message is null.");
                }
                return batch;
            } catch (JacksonException e) {
                String path = MemberPath.of(e, parser);
                throw new Rejection(Refusal.NOT_BATCH,
                        path.isEmpty() ? fault(e) + "." : fault(e) + ": see member " + path + ".");
            }
        } catch (IOException e) {
            throw new Rejection(Refusal.NOT_BATCH, NO_JSON + ".");
        }
    }

    private static String fault(JacksonException e) {
        return switch (e) {
            case StreamConstraintsException _ ->
                    "The JSON is nested too deep, or a name, number or string is too long";
            // What the parser throws is wrapped where binding knows the member.
            case JsonMappingException mapping when mapping.getCause() instanceof JacksonException cause ->
                    fault(cause);
            // JSON, but of no batch: a number that does not fit, or what binding refuses.
            case InputCoercionException _,JsonMappingException _ -> NO_BATCH;
            // The parser has one type for all that it does not take.
            default -> e.getOriginalMessage().startsWith("Duplicate") ? "A member is given twice" : NO_JSON;
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
