package pudding.bench.report;

import java.util.Locale;

/// What a chart is looked at on.
enum Theme {
    LIGHT, DARK;

    /// As scripts and file names have it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
