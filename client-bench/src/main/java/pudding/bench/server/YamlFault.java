package pudding.bench.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with a YAML file, and what was expected; has no state.
final class YamlFault {

    private YamlFault() {
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
            default -> e.getOriginalMessage().lines().findFirst().orElse("it is no YAML");
        };
    }

    private static String where(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the descriptor" : "\"" + path + "\"";
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null || type == String.class) {
            return "a text";
        }
        if (List.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type == Boolean.class ? "true or false" : "keys with values";
    }
}
