package pudding.contract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The value of a response's `Date` field, which a server with a clock must send (RFC 9110 §6.6.1).
public final class HttpDate {

    /// RFC 9110 §5.6.7: IMF-fixdate; the JDK's RFC 1123 form writes days below 10 in one digit.
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).withZone(ZoneOffset.UTC);

    private HttpDate() {
    }

    public static String now() {
        return of(Instant.now());
    }

    static String of(Instant instant) {
        return IMF_FIXDATE.format(instant);
    }
}
