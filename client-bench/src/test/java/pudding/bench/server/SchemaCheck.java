package pudding.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Holds a document to a JSON Schema, for those keywords that this project's schemas use; an unknown one is an error,
/// so that none is passed over in silence.
final class SchemaCheck {

    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$defs", "title", "description", "default",
            "format");

    private final JsonNode root;

    SchemaCheck(JsonNode root) {
        this.root = root;
    }

    /// What does not fit, a sentence each.
    List<String> faults(JsonNode document) {
        List<String> faults = new ArrayList<>();
        check(root, document, "", faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String at, Collection<String> faults) {
        Set<String> keywords = new TreeSet<>();
        schema.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(ANNOTATIONS);
        for (String keyword : keywords) {
            JsonNode rule = schema.get(keyword);
            boolean fits = switch (keyword) {
                case "$ref" -> {
                    check(root.at(rule.asText().substring(1)), value, at, faults);
                    yield true;
                }
                case "type" -> isOf(rule.asText(), value);
                case "pattern" -> !value.isTextual() || Pattern.compile(rule.asText()).matcher(value.asText()).find();
                case "enum" -> contains(rule, value);
                case "const" -> rule.equals(value);
                case "minimum" -> value.asLong() >= rule.asLong();
                case "minItems", "minProperties" -> value.size() >= rule.asInt();
                case "maxProperties" -> value.size() <= rule.asInt();
                case "required" -> {
                    boolean all = true;
                    for (JsonNode name : rule) {
                        all &= value.has(name.asText());
                    }
                    yield all;
                }
                case "items" -> {
                    value.forEach(item -> check(rule, item, at + "[]", faults));
                    yield true;
                }
                case "properties" -> {
                    rule.properties().stream().filter(p -> value.has(p.getKey())).forEach(
                            p -> check(p.getValue(), value.get(p.getKey()), at + "/" + p.getKey(), faults));
                    yield true;
                }
                case "additionalProperties" -> {
                    boolean none = true;
                    for (var property : value.properties()) {
                        boolean known = schema.path("properties").has(property.getKey());
                        if (!known && rule.isObject()) {
                            check(rule, property.getValue(), at + "/" + property.getKey(), faults);
                        }
                        none &= known || rule.isObject() || rule.asBoolean();
                    }
                    yield none;
                }
                default -> throw new IllegalArgumentException("The keyword " + keyword + " is not known here.");
            };
            if (!fits) {
                faults.add(at + ": " + keyword + " " + rule);
            }
        }
    }

    private static boolean contains(JsonNode array, JsonNode value) {
        for (JsonNode item : array) {
            if (Objects.equals(item, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            default -> throw new IllegalArgumentException("The type " + type + " is not known here.");
        };
    }
}
