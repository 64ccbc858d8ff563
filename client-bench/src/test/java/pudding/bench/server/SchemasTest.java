package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Counters;
import pudding.contract.UsageException;

/// docs/schema/ says what the code takes.
class SchemasTest {

    private static final String RIGHT = """
            name: my-server
            description: written elsewhere
            build: [make, '{dir}/all']
            ships: [build/*]
            start: [./run, '{java_flags}', --port, '{port}', '--cert={cert}']
            environment:
              KEY: '{key}'
            ready:
              port: true
            certificate: own
            path: /ws
            ack: /ack
            stop: INT
            """;

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Path> descriptors() throws IOException {
        Path root = TestHome.root();
        try (Stream<Path> files = Files.walk(root.resolve("client-bench"), 6)) {
            return files.filter(f -> f.toString().endsWith(".yml") && !f.toString().contains("target")
                    && !f.toString().contains("node_modules")).toList().stream();
        }
    }

    @Test
    void theSchemaHasTheKeysOfTheDescriptor() throws IOException {
        JsonNode schema = schema("contender");

        assertThat(names(schema)).containsExactlyInAnyOrderElementsOf(components(Descriptor.class));
        assertThat(names(schema.at("/properties/ready")))
                .containsExactlyInAnyOrderElementsOf(components(Descriptor.Ready.class));
        assertThat(names(schema.at("/properties/artefact")))
                .containsExactlyInAnyOrderElementsOf(components(Descriptor.Artefact.class));
    }

    @Test
    void theSchemaNamesThePlaceholdersThatThereAre() throws IOException {
        JsonNode schema = schema("contender");

        assertThat(placeholders(schema.at("/properties/start/description").asText()))
                .containsExactlyElementsOf(ServerCommand.names());
        assertThat(placeholders(schema.at("/properties/build/description").asText()))
                .containsExactlyElementsOf(BuildCommand.NAMES);
    }

    @Test
    void theDocumentNamesEveryKeyOfADescriptor() throws IOException {
        String document = Files.readString(TestHome.root().resolve("docs/CONTRACT.md"));

        components(Descriptor.class).stream().filter(key -> !key.equals("artefact"))
                .forEach(key -> assertThat(document).contains("`" + key + "`"));
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void everyDescriptorOfThisProjectIsRight(Path file) throws Exception {
        assertThat(faults(Files.readString(file))).isEmpty();
        assertThat(Contenders.read(file).name()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: my-server=name: a b", "name: my-server=nmae: x", "path: /ws=path: ws",
        "path: /ws=pfad: /ws", "port: true=port: false", "port: true=url: health", "'{port}'='{prot}'",
        "'{java_flags}'='x{java_flags}'", "stop: INT=stop: KILL", "certificate: own=certificate: mine",
        "[build/*]=[../build]", "[build/*]=[/build]", "{dir}/all={key}", "KEY: '{key}'=KEY: '{java_flags}'",
        "ack: /ack=ack: [a]",
        "'{port}'='{PORT}'", "path: /ws=path: '/w s'", "written elsewhere=\"a\\nb\"", "port: true=port: 1",
        "build: [make, '{dir}/all']=build: make"})
    void whatTheSchemaRefusesTheReaderRefusesToo(String change) throws Exception {
        String[] parts = change.split("=", 2);
        String wrong = RIGHT.replace(parts[0], parts[1]);

        assertThat(faults(RIGHT)).isEmpty();
        assertThat(Descriptor.read(bytes(RIGHT), "x.yml", null).build()).isNotNull();
        assertThat(wrong).isNotEqualTo(RIGHT);
        assertThat(faults(wrong)).isNotEmpty();
        assertThatThrownBy(() -> Descriptor.read(bytes(wrong), "x.yml", null)).isInstanceOf(UsageException.class);
    }

    @Test
    void theCountersFitTheirSchemaAndTheReader() throws Exception {
        JsonNode schema = schema("stats");
        JsonNode counters = JSON.readTree(new Counters().toJson());

        assertThat(new SchemaCheck(schema).faults(counters)).isEmpty();
        assertThat(names(schema)).containsExactlyInAnyOrderElementsOf(components(ServerStats.class));
        assertThat(schema.get("required").valueStream().map(JsonNode::asText))
                .containsExactlyElementsOf(components(ServerStats.class));
        assertThat(new SchemaCheck(schema).faults(JSON.readTree("{\"messages\":-1}"))).hasSize(2);
    }

    @Test
    void theReceiptOfTheDocumentFitsItsSchema() throws Exception {
        SchemaCheck receipt = new SchemaCheck(schema("ack"));
        String document = Files.readString(TestHome.root().resolve("docs/CONTRACT.md"));
        Matcher example = Pattern.compile("(?m)^\\{\"seq\".*}$").matcher(document);

        assertThat(example.find()).isTrue();
        assertThat(receipt.faults(JSON.readTree(example.group()))).isEmpty();
        assertThat(receipt.faults(JSON.readTree("{\"seq\":1,\"digest\":\"97DC\"}"))).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> faults(String yaml) throws IOException {
        return new SchemaCheck(schema("contender")).faults(YAML.readTree(yaml));
    }

    private static JsonNode schema(String name) throws IOException {
        return JSON.readTree(TestHome.root().resolve("docs/schema").resolve(name + ".schema.json").toFile());
    }

    private static List<String> names(JsonNode schema) {
        return schema.get("properties").propertyStream().map(property -> property.getKey()).toList();
    }

    private static List<String> placeholders(String text) {
        return Pattern.compile("\\{[a-z_]+}").matcher(text).results().map(r -> r.group()).toList();
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(SchemasTest::name).toList();
    }

    private static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null ? component.getName() : property.value();
    }
}
