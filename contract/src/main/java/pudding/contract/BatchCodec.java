package pudding.contract;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Deserialises a message into its record with jackson-databind; one instance serves all threads.
///
/// Strict: unknown, duplicate, missing and null members, other types than the record's, numbers that do not
/// fit, and anything after the object are refused. Its limits are in [JsonRules]; a message's size is the
/// server's. No type is ever chosen by the message (no polymorphic or default typing).
public final class BatchCodec {

    /// Who makes the record of the parser's tokens.
    public enum Binding {
        /// Jackson, by reflection on the record.
        DATABIND,
        /// A deserialiser written for the record. What it does not take is read again by [#DATABIND], whose
        /// answer holds: nothing is refused or taken differently.
        TUNED
    }

    private static final int MAX_RECYCLERS = 64;

    private static final String NO_JSON = "The message is not JSON";
    private static final String NO_BATCH = "The message is not a telemetry batch";

    private final ObjectReader databind;
    private final @Nullable ObjectReader tuned;

    public BatchCodec() {
        this(Binding.DATABIND);
    }

    public BatchCodec(Binding binding) {
        // One pool for all thread kinds: the default is a thread-local, which a virtual thread never finds
        // filled. Bounded: after a burst on thousands of threads the others would stay for ever.
        RecyclerPool<BufferRecycler> pool = JsonRecyclerPools.newBoundedPool(MAX_RECYCLERS);
        databind = JsonRules.mapper(new Utf8JsonFactory(JsonRules.factory().recyclerPool(pool), true)).build()
                .readerFor(TelemetryBatch.class);
        tuned = switch (binding) {
            case DATABIND -> null;
            case TUNED -> tuned(pool, new BatchDeserializer(JsonParser::getText, new TextTable()::text));
        };
    }

    /// @param deserialiser sees by itself that a member is given twice
    static ObjectReader tuned(RecyclerPool<BufferRecycler> pool, JsonDeserializer<TelemetryBatch> deserialiser) {
        return JsonRules.mapper(new Utf8JsonFactory(JsonRules.factory().recyclerPool(pool), false))
                .addModule(new SimpleModule().addDeserializer(TelemetryBatch.class, deserialiser))
                .build().readerFor(TelemetryBatch.class);
    }

    /// Reads one message.
    ///
    /// @param bytes valid UTF-8; only read, and not kept
    /// @throws Rejection [Refusal#NOT_BATCH], with a sentence that names the member but not its content
    public TelemetryBatch read(byte[] bytes, int offset, int length) throws Rejection {
        if (tuned != null) {
            try {
                @Nullable TelemetryBatch batch = tuned.readValue(bytes, offset, length);
                if (batch != null) {
                    return batch;
                }
            } catch (IOException | TelemetryBatch.MemberException e) {
                // Databind says what is wrong.
            }
        }
        return bind(bytes, offset, length);
    }

    private TelemetryBatch bind(byte[] bytes, int offset, int length) throws Rejection {
        try {
            JsonParser parser = databind.createParser(bytes, offset, length);
            try (parser) {
                TelemetryBatch batch = databind.readValue(parser);
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
            case MemberNames.GivenTwiceException _ -> "A member is given twice";
            default -> NO_JSON;
        };
    }
}
