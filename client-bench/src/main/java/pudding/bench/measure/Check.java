package pudding.bench.measure;

import org.jspecify.annotations.Nullable;

/// One thing that was looked at before measuring.
///
/// @param name   what was looked at
/// @param found  what was found, in a few words
/// @param level  how much it matters
/// @param advice one sentence that says what to type or change, or null
public record Check(String name, String found, Level level, @Nullable String advice) {

    /// How much a finding matters.
    public enum Level {
        /// As it should be.
        OK,
        /// Worth knowing; no figure suffers.
        NOTE,
        /// Figures suffer: runs may be marked invalid.
        WARN,
        /// What is planned cannot be measured here.
        BAD
    }

    static Check ok(String name, String found) {
        return new Check(name, found, Level.OK, null);
    }

    /// A finding that two thresholds judge, the larger the worse.
    static Check above(String name, String found, double value, double warn, double bad, String advice) {
        return value > bad ? new Check(name, found, Level.BAD, advice)
                : value > warn ? new Check(name, found, Level.WARN, advice)
                        : ok(name, found);
    }
}
