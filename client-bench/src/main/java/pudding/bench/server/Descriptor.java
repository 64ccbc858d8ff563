package pudding.bench.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.contract.UsageException;

/// A contender's YAML as it is written, and the checks that make a [Contender] of it. Immutable.
record Descriptor(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<String> build,
        @Nullable List<String> ships,
        @Nullable List<String> start,
        @Nullable Map<String, String> environment,
        @Nullable Ready ready,
        @Nullable Certificate certificate,
        @Nullable String path,
        @Nullable String ack,
        @Nullable String discard,
        @Nullable String stats,
        Contender.@Nullable Stop stop,
        @Nullable Artefact artefact) {

    record Ready(@Nullable String line, @Nullable Boolean port, @Nullable String url) {
    }

    /// Whose certificate it serves.
    enum Certificate {
        @JsonProperty("given")
        GIVEN, //
        @JsonProperty("own")
        OWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Artefact(@Nullable String module, @JsonProperty("leave-out") @Nullable List<String> leaveOut,
            @Nullable List<String> add, @Nullable String source, @Nullable List<String> handler,
            @Nullable List<String> protocol) {
    }

    private static final ObjectReader READER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A number is no true.
            .withCoercionConfig(LogicalType.Boolean,
                    bool -> bool.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build()
            .readerFor(Descriptor.class);

    /// Reads and checks a descriptor.
    ///
    /// @param source    its file, as messages name it
    /// @param directory where it lies, or null
    static Contender read(byte[] yaml, String source, @Nullable Path directory) throws UsageException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(yaml));
            @Nullable Descriptor descriptor = READER.readValue(yaml);
            if (descriptor == null) {
                throw new Wrong(null, "it is empty");
            }
            return descriptor.toContender(directory);
        } catch (Wrong e) {
            throw new UsageException(source + lineOf(yaml, e.key) + ": " + e.getMessage() + ".");
        } catch (UnrecognizedPropertyException e) {
            // Its own location is the end: a record's keys are judged when all are read.
            throw new UsageException(source + lineOf(yaml, e.getPropertyName()) + ": " + YamlFault.sentence(e) + ".");
        } catch (CharacterCodingException e) {
            throw new UsageException(source + ": it is no text in UTF-8.");
        } catch (JacksonException e) {
            int line = YamlFault.line(e);
            throw new UsageException(source + (line < 1 ? "" : ":" + line) + ": " + YamlFault.sentence(e) + ".");
        } catch (IOException e) {
            throw new UsageException(source + ": " + e.getMessage() + ".");
        }
    }

    /// `:LINE` of the first key of that name, or nothing where there is none.
    private static String lineOf(byte[] yaml, @Nullable String key) {
        try (JsonParser parser = READER.createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals(key)) {
                    return ":" + parser.currentTokenLocation().getLineNr();
                }
            }
        } catch (IOException e) {
            // Then without it.
        }
        return "";
    }

    private Contender toContender(@Nullable Path directory) throws Wrong {
        String givenName = DescriptorChecks.name(required(name, "name", "a name such as my-server"));
        List<String> givenStart = required(start, "start", "the command as a list of words");
        if (givenStart.isEmpty()) {
            throw new Wrong("start", "\"start\" takes the command as a list of words, and is empty");
        }
        DescriptorChecks.words("start", givenStart);
        Map<String, String> givenEnvironment =
                DescriptorChecks.environment(environment == null ? Map.of() : environment);
        Contender.Ready givenReady = readiness(required(ready, "ready", "line, port or url"));
        requirePort(givenStart, givenEnvironment, givenReady);
        return new Contender(givenName,
                DescriptorChecks.description(Objects.requireNonNullElse(description, givenName)), directory,
                givenStart, givenEnvironment, givenReady,
                DescriptorChecks.path("path", required(path, "path", "the path that takes messages, such as /ingest")),
                ack == null ? null : DescriptorChecks.path("ack", ack),
                discard == null ? null : DescriptorChecks.path("discard", discard),
                stats == null ? null : DescriptorChecks.path("stats", stats),
                Objects.requireNonNullElse(stop, Contender.Stop.TERM), artefact == null ? null : artefact(artefact),
                builds(), certificate == Certificate.OWN);
    }

    private Contender.@Nullable Build builds() throws Wrong {
        if (build == null && ships == null) {
            return null;
        }
        return new Contender.Build(
                DescriptorChecks.words("build", Objects.requireNonNullElse(build, List.of())),
                DescriptorChecks.globs(Objects.requireNonNullElse(ships, List.of())));
    }

    /// A server that does not listen where it is looked for is never found.
    private static void requirePort(List<String> start, Map<String, String> environment, Contender.Ready ready)
            throws Wrong {
        boolean told = Stream.concat(start.stream(), environment.values().stream())
                .anyMatch(text -> text.contains(ServerCommand.PORT));
        boolean tells = ready instanceof Contender.Ready.Line line && line.tellsPort();
        if (!told && !tells) {
            throw new Wrong("start", "nothing says which port it listens on: give it " + ServerCommand.PORT
                    + " in \"start\" or \"environment\", or have \"ready.line\" find it with (?<port>[0-9]+)");
        }
    }

    private static Contender.Ready readiness(Ready ready) throws Wrong {
        int given = (ready.line == null ? 0 : 1) + (ready.port == null ? 0 : 1) + (ready.url == null ? 0 : 1);
        if (given != 1 || Boolean.FALSE.equals(ready.port)) {
            throw new Wrong("ready", "\"ready\" takes one of `line: REGEX`, `port: true`, `url: PATH`");
        }
        if (ready.url != null) {
            return new Contender.Ready.Url(DescriptorChecks.path("ready.url", ready.url));
        }
        if (ready.line == null) {
            return new Contender.Ready.Port();
        }
        try {
            return new Contender.Ready.Line(Pattern.compile(ready.line));
        } catch (PatternSyntaxException e) {
            throw new Wrong("line", "\"ready.line\" is no regular expression: " + e.getDescription());
        }
    }

    private static Contender.Artefact artefact(Artefact artefact) throws Wrong {
        String source = required(artefact.source, "artefact.source", "the directory of its classes");
        return new Contender.Artefact(required(artefact.module, "artefact.module", "a module of this project"),
                Objects.requireNonNullElse(artefact.leaveOut, List.of()),
                Objects.requireNonNullElse(artefact.add, List.of()), files(source, artefact.handler),
                files(source, artefact.protocol));
    }

    private static List<String> files(String source, @Nullable List<String> classes) {
        return classes == null ? List.of() : classes.stream().map(name -> source + "/" + name + ".java").toList();
    }

    private static <T> T required(@Nullable T value, String key, String expected) throws Wrong {
        if (value == null) {
            throw new Wrong(null, "\"" + key + "\" is missing: it takes " + expected);
        }
        return value;
    }

    @SuppressWarnings("serial")
    static final class Wrong extends Exception {
        private final @Nullable String key;

        /// @param key where it stands, or null
        Wrong(@Nullable String key, String message) {
            super(message);
            this.key = key;
        }
    }
}
