package pudding.contract;

/// The command line, or what it names, cannot be used: the program prints the sentence and exits with 2.
@SuppressWarnings("serial")
public final class UsageException extends Exception {

    public UsageException(String sentence) {
        super(sentence, null, false, false);
    }
}
