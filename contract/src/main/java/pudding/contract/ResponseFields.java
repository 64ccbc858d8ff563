package pudding.contract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The fields that every HTTP response of a server carries beside those of its content, but for 101; has no state.
public final class ResponseFields {

    /// RFC 9110 §5.6.7: IMF-fixdate; the JDK's RFC 1123 form writes days below 10 in one digit.
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).withZone(ZoneOffset.UTC);

    private ResponseFields() {
    }

    /// Values by name, in order.
    public static Map<String, String> now() {
        return at(Instant.now());
    }

    static Map<String, String> at(Instant instant) {
        Map<String, String> fields = new LinkedHashMap<>();
        // RFC 9110 §6.6.1: a server with a clock MUST send it.
        fields.put("Date", IMF_FIXDATE.format(instant));
        // RFC 6797 §7.2: there is nothing to be had here without TLS. A year, as scanners ask for.
        fields.put("Strict-Transport-Security", "max-age=31536000");
        fields.put("X-Content-Type-Options", "nosniff");
        return fields;
    }
}
