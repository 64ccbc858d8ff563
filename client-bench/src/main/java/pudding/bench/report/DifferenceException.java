package pudding.bench.report;

/// A comparison's folder is not what its evidence gives; the message names the first thing that differs, in one
/// sentence.
@SuppressWarnings("serial")
public final class DifferenceException extends Exception {

    DifferenceException(String sentence) {
        super(sentence, null, false, false);
    }
}
