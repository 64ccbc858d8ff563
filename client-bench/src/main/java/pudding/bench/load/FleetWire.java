package pudding.bench.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// What a fleet and its processes say to each other: one JSON value a line, on the process's standard input and
/// output. Has no state; may be used by any thread.
///
/// ```
/// fleet                                  process
/// Start ───────────────────────────────▶
///       ◀─────────────────────────────── Done
/// Connect, Trim, Run, Idle, Ask, Close ▶
/// (Stop, Cancel ───────────────────────▶)
///       ◀─────────────────────── Row, … , one of Connected, Ran, Idled, Done, Failed
/// end of stream ───────────────────────▶ ends at once
/// ```
final class FleetWire {

    /// From the fleet to a process.
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    sealed interface Command {

        /// The first one.
        ///
        /// @param phaseSeed distinct for each process
        record Start(GeneratorSpec spec, Target target, Sources sources, long phaseSeed) implements Command {
        }

        /// What takes its time; there is one at a time, and one last answer to it.
        sealed interface Work extends Command {
        }

        /// Open connections.
        ///
        /// @param first index of the first connection, in the fleet
        record Connect(int first, int clients, Paths paths, ConnectPace pace) implements Work {
        }

        record Trim(int clients) implements Work {
        }

        /// Run a phase.
        ///
        /// @param startEpochMillis the phase begins then
        record Run(Phase phase, long startEpochMillis) implements Work {
        }

        record Idle(Duration hold, Duration pingEvery) implements Work {
        }

        /// How many connections are open, and what was sent?
        record Ask() implements Work {
        }

        /// Close every connection in order.
        record Close() implements Work {
        }

        /// The phase or hold ends as if its time were over; has no answer of its own.
        record Stop() implements Command {
        }

        /// What goes on is given up; has no answer of its own.
        record Cancel() implements Command {
        }
    }

    /// From a process to the fleet.
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    sealed interface Answer {

        /// One second of a phase.
        record PhaseRow(int number, Tally.Cut cut) implements Answer {
        }

        /// One second of a hold.
        record IdleRow(IdleResult.Second second) implements Answer {
        }

        /// The last answer to a command.
        sealed interface Last extends Answer {
            State state();
        }

        record Connected(ConnectResult result, State state) implements Last {
        }

        record Ran(PhaseResult result, State state) implements Last {
        }

        record Idled(IdleResult result, State state) implements Last {
        }

        record Done(State state) implements Last {
        }

        /// The command was not carried out.
        ///
        /// @param usage whether the user is to blame
        record Failed(String sentence, boolean usage, State state) implements Last {
        }
    }

    /// What a process has when it answers.
    record State(int open, Ledger ledger) {
        static final State EMPTY = new State(0, Ledger.EMPTY);
    }

    /// Progress stays where it is: rows travel instead.
    @JsonIgnoreProperties("progress")
    private interface PhaseMixIn {
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    private interface FailureMixIn {
    }

    private static final JsonMapper MAPPER = mapper();

    private FleetWire() {
    }

    /// Without its end of line.
    static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T read(String line, Class<T> type) throws IOException {
        return MAPPER.readValue(line, type);
    }

    private static JsonMapper mapper() {
        SimpleModule module = new SimpleModule()
                .addSerializer(Duration.class, new DurationWriter())
                .addDeserializer(Duration.class, new DurationReader())
                .addSerializer(Histogram.class, new HistogramWriter())
                .addDeserializer(Histogram.class, new HistogramReader())
                .addKeySerializer(Failure.class, new FailureKeyWriter())
                .addKeyDeserializer(Failure.class, new FailureKeyReader());
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(module)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .addMixIn(Phase.class, PhaseMixIn.class)
                .addMixIn(Failure.class, FailureMixIn.class);
        for (Class<?> type : new Class<?>[] {Failure.class, Command.class, Command.Work.class, Answer.class,
            Answer.Last.class}) {
            builder.registerSubtypes(Arrays.stream(type.getPermittedSubclasses())
                    .filter(Class::isRecord)
                    .toArray(Class<?>[]::new));
        }
        return builder.build();
    }

    private static final class DurationWriter extends JsonSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class DurationReader extends JsonDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Duration.parse(in.getText());
        }
    }

    private static final class HistogramWriter extends JsonSerializer<Histogram> {
        @Override
        public void serialize(Histogram value, JsonGenerator out, SerializerProvider provider) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(value.getNeededByteBufferCapacity());
            int length = value.encodeIntoCompressedByteBuffer(buffer);
            out.writeBinary(buffer.array(), 0, length);
        }
    }

    private static final class HistogramReader extends JsonDeserializer<Histogram> {
        @Override
        public Histogram deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(in.getBinaryValue()), 0);
            } catch (DataFormatException e) {
                throw new IOException(e);
            }
        }
    }

    private static final class FailureKeyWriter extends JsonSerializer<Failure> {
        @Override
        public void serialize(Failure value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeFieldName(line(value));
        }
    }

    private static final class FailureKeyReader extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            return read(key, Failure.class);
        }
    }
}
