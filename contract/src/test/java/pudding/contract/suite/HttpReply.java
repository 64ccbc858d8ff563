package pudding.contract.suite;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An HTTP response as it came over the wire.
///
/// @param fields names in lower case; every value in order
record HttpReply(int status, Map<String, List<String>> fields, String body) {

    List<String> values(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// The field's one value, or an empty text where there is not exactly one.
    String value(String name) {
        List<String> values = values(name);
        return values.size() == 1 ? values.getFirst() : "";
    }
}
