package pudding.plain.faulty;

import pudding.contract.BatchCodec;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Ingest;
import pudding.contract.UsageException;

/// The faults there are, by name.
final class Faults {

    /// What `--fault` takes.
    static final String NAMES = "none, skip-parsing, lose:N, lose-count:N or burn:MICROS";

    private static final int MAX_VALUE = 1_000_000_000;

    private Faults() {
    }

    /// The consumer with that fault.
    ///
    /// @param fault `NAME` or `NAME:VALUE`
    /// @throws UsageException when there is none, or its value is no whole number from 1
    static BatchConsumer consumer(String fault, Counters counters) throws UsageException {
        int colon = fault.indexOf(':');
        if (colon < 0) {
            return switch (fault) {
                case "none" -> new Ingest(new BatchCodec(), counters);
                case "skip-parsing" -> new SkipParsing(new BatchCodec(), counters);
                default -> throw unknown(fault);
            };
        }
        int value = value(fault, fault.substring(colon + 1));
        return switch (fault.substring(0, colon)) {
            case "lose" -> new Losing(new BatchCodec(), counters, value, false);
            case "lose-count" -> new Losing(new BatchCodec(), counters, value, true);
            case "burn" -> new Burning(new Ingest(new BatchCodec(), counters), value);
            default -> throw unknown(fault);
        };
    }

    private static int value(String fault, String text) throws UsageException {
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one sentence for both.
        }
        throw unknown(fault);
    }

    private static UsageException unknown(String fault) {
        return new UsageException("There is no fault " + fault + "; there are " + NAMES
                + ", with a whole number from 1 to " + MAX_VALUE + ".");
    }
}
