package pudding.contract;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Tells where in a message Jackson met what it refuses, as `readings[3].value`; has no state.
///
/// It holds indexes and the names that the records have; a name that the peer made up reads `?`.
final class MemberPath {

    /// The longest that a path of the message itself can be; deeper, all names are the peer's.
    private static final int MAX_DEPTH = 3;

    private MemberPath() {
    }

    /// The path, or the empty string for the message as a whole.
    ///
    /// Binding knows of members that are missing, and the parser how far it has come: the longer path is meant.
    ///
    /// @param parser the one that read the message; may be closed
    static String of(JacksonException e, JsonParser parser) {
        Deque<String> bound = bound(e);
        Deque<String> parsed = parsed(parser);
        StringBuilder path = new StringBuilder();
        (parsed.size() > bound.size() ? parsed : bound).stream().limit(MAX_DEPTH).forEach(
                step -> path.append(path.isEmpty() || step.startsWith("[") ? "" : ".").append(step));
        return path.toString();
    }

    private static Deque<String> bound(JacksonException e) {
        Deque<String> steps = new ArrayDeque<>();
        if (e instanceof JsonMappingException mapping) {
            mapping.getPath().forEach(reference -> steps.add(step(reference.getFieldName(), reference.getIndex())));
            if (mapping.getCause() instanceof TelemetryBatch.MemberException cause) {
                steps.add(cause.member());
            }
        }
        return steps;
    }

    private static Deque<String> parsed(JsonParser parser) {
        Deque<String> steps = new ArrayDeque<>();
        for (@Nullable JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
            if (at.inObject() ? at.hasCurrentName() : at.inArray() && at.hasCurrentIndex()) {
                steps.addFirst(step(at.inObject() ? at.getCurrentName() : null, at.getCurrentIndex()));
            }
        }
        return steps;
    }

    private static String step(@Nullable String name, int index) {
        return name == null ? "[" + index + "]" : switch (name) {
            case "id", "seq", "timeMicros", "tags", "readings", "sensor", "value", "unit", "quality" -> name;
            default -> "?";
        };
    }
}
