package pudding.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.plan.Plan;
import pudding.contract.UsageException;

/// Writes records as JSON and reads them back: exactly the members that they have, and no null for a number, a list
/// or a map, nor in one. A member that came to a record later is left out where it is null, so that older files stay
/// what their records are written as.
///
/// Has no state; may be used by any thread.
final class Json {

    private static final JsonSetter.Value NO_NULLS = JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new Members())
            .withConfigOverride(List.class, list -> list.setSetterInfo(NO_NULLS))
            .withConfigOverride(Map.class, map -> map.setSetterInfo(NO_NULLS))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Json() {
    }

    /// Every member must be there, but for those that are left out where they are null.
    @SuppressWarnings("serial")
    private static final class Members extends JacksonAnnotationIntrospector {

        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            JsonInclude include = member.getAnnotation(JsonInclude.class);
            return include == null || include.value() != JsonInclude.Include.NON_NULL;
        }
    }

    /// The text of a file; lines end with `\n` on every system.
    static String text(Object of) {
        try {
            return MAPPER.writeValueAsString(of).replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The text of a file with what was computed: to nine digits, because the last ones of a logarithm are not alike
    /// on every processor.
    static String rounded(Object of) {
        JsonNode tree = MAPPER.valueToTree(of);
        return text(round(tree));
    }

    /// The same in one line.
    static String compact(Object of) {
        JsonNode tree = MAPPER.valueToTree(of);
        return round(tree).toString();
    }

    private static JsonNode round(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(round(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, round(array.get(i)));
            }
        } else if (node.isDouble() && Double.isFinite(node.doubleValue())) {
            return DoubleNode.valueOf(new BigDecimal(node.doubleValue()).round(new MathContext(9)).doubleValue());
        }
        return node;
    }

    static byte[] bytes(Object of) {
        return text(of).getBytes(StandardCharsets.UTF_8);
    }

    /// Reads the evidence of a folder.
    ///
    /// @throws UsageException      when another version wrote it
    /// @throws DifferenceException when it is not there, or not in the form that this version writes
    static Evidence evidence(Path dir) throws UsageException, DifferenceException {
        return read(dir.resolve(ResultFolder.EVIDENCE), Evidence.class, Evidence.SCHEMA);
    }

    /// Reads the plan of a folder; throws as [#evidence] does.
    static Plan plan(Path dir) throws UsageException, DifferenceException {
        return planFile(dir.resolve(ResultFolder.PLAN));
    }

    /// Reads a plan; throws as [#evidence] does.
    static Plan planFile(Path file) throws UsageException, DifferenceException {
        return read(file, Plan.class, Plan.SCHEMA);
    }

    /// Reads the evidence of a ramp's folder; throws as [#evidence] does.
    static RampEvidence ramp(Path dir) throws UsageException, DifferenceException {
        return read(dir.resolve(RampFolder.EVIDENCE), RampEvidence.class, RampEvidence.SCHEMA);
    }

    /// Reads what a published folder says of itself; throws as [#evidence] does.
    static Publication publication(Path dir) throws UsageException, DifferenceException {
        return read(dir.resolve(Publication.NAME), Publication.class, Publication.SCHEMA);
    }

    /// Reads what took the place of a published folder's evidence; throws as [#evidence] does.
    static Removed removed(Path dir) throws UsageException, DifferenceException {
        return read(dir.resolve(Removed.NAME), Removed.class, Removed.SCHEMA);
    }

    private static <T> T read(Path file, Class<T> type, int schema) throws UsageException, DifferenceException {
        String name = file.getFileName().toString();
        if (!Files.exists(file)) {
            throw new DifferenceException(name + " is missing.");
        }
        try {
            JsonNode tree = MAPPER.readTree(Files.readAllBytes(file));
            if (!tree.path("schema").isInt()) {
                throw new DifferenceException(name + " does not name its schema.");
            }
            int found = tree.path("schema").intValue();
            if (found != schema) {
                throw new UsageException(name + (found > schema
                        ? " was written by a newer version (schema " + found + "; this one reads up to " + schema + ")."
                        : " was written by an older version (schema " + found + "; this one reads " + schema + ")."));
            }
            return MAPPER.readValue(Files.readAllBytes(file), type);
        } catch (JsonProcessingException e) {
            throw new DifferenceException(sentence(name, e));
        } catch (IOException e) {
            throw new DifferenceException(name + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static String sentence(String name, JacksonException e) {
        String line = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
        if (!(e instanceof JsonMappingException wrong)) {
            return name + " is no JSON" + line + ".";
        }
        String member = wrong.getPath().stream()
                .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
                .collect(Collectors.joining()).replaceFirst("^\\.", "");
        return e instanceof UnrecognizedPropertyException
                ? name + " holds " + member + line + ", which its schema does not have."
                : name + " does not hold what its schema has" + (member.isEmpty() ? "" : " for " + member) + line + ".";
    }
}
