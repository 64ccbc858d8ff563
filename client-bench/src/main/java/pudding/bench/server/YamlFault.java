package pudding.bench.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Says what is wrong with a YAML file, and what was expected; has no state.
final class YamlFault {

    /// As the parser says that a key is there again.
    private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'");
    private static final Pattern STOPS = Pattern.compile("\\.+$");

    private YamlFault() {
    }

    /// Where it is, from 1; 0 where that is not known.
    static int line(JacksonException e) {
        Mark mark = e.getCause() instanceof MarkedYAMLException yaml ? yaml.getProblemMark() : null;
        JsonLocation at = e.getLocation();
        return mark != null ? mark.getLine() + 1 : at == null ? 0 : Math.max(0, at.getLineNr());
    }

    /// Without a stop at its end.
    static String sentence(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> "there is no key \"" + unknown.getPropertyName()
                    + "\"; expected " + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
            case InvalidFormatException format when format.getTargetType().isEnum() -> where(format)
                    + " takes one of " + List.of(format.getTargetType().getEnumConstants());
            case MismatchedInputException mismatch -> where(mismatch) + " takes "
                    + expected(mismatch.getTargetType());
            default -> syntax(e);
        };
    }

    private static String syntax(JacksonException e) {
        String problem = e.getCause() instanceof MarkedYAMLException yaml
                ? String.valueOf(yaml.getProblem())
                : e.getOriginalMessage().lines().findFirst().orElse("");
        Matcher twice = TWICE.matcher(problem);
        return twice.find() ? "the key \"" + twice.group(1) + "\" is there twice"
                : "it is no YAML: " + STOPS.matcher(problem).replaceAll("");
    }

    private static String where(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : "." + r.getFieldName())
                .collect(Collectors.joining()).replaceFirst("^\\.", "");
        return path.isEmpty() ? "the descriptor" : "\"" + path + "\"";
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null || type == String.class) {
            return "a text, which needs quotes where it begins with a brace or a bracket";
        }
        if (List.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type == Boolean.class ? "true or false" : "keys with values";
    }
}
