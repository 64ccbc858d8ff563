package pudding.bench.load;

import java.io.IOException;

/// A generator process ended, failed, or did not answer; the message is one sentence, or two with what it said last.
/// Its fleet is good for nothing but [Fleet#ledger] and [Fleet#close] then.
@SuppressWarnings("serial")
public final class FleetException extends IOException {

    private final boolean usage;

    /// @param usage whether the user is to blame
    FleetException(String sentence, boolean usage) {
        super(sentence);
        this.usage = usage;
    }

    boolean isUsage() {
        return usage;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
