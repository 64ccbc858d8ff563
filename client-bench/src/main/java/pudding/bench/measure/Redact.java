package pudding.bench.measure;

import java.util.regex.Pattern;

/// Takes the directories out of texts that go into the evidence: they would tell of this machine and its user.
///
/// Has no state; may be used by any thread.
final class Redact {

    /// An absolute path of at least two parts, not the end of a URL's `//`.
    private static final Pattern PATH = Pattern.compile("(?<![\\w/.])(?:/[^\\s/:;,'\"()]+)+/([^\\s/:;,'\"()]+)");

    private Redact() {
    }

    /// The text with each absolute path cut to its last part.
    static String paths(String text) {
        return PATH.matcher(text).replaceAll("$1");
    }
}
