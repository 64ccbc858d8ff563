package pudding.bench.server;

import java.util.List;
import java.util.OptionalInt;

/// A server did not start, or is not there any more.
@SuppressWarnings("serial")
public final class ServerFailedException extends Exception {

    private final transient OptionalInt exitStatus;
    private final transient List<String> tail;

    ServerFailedException(String sentence, OptionalInt exitStatus, List<String> tail) {
        super(sentence);
        this.exitStatus = exitStatus;
        this.tail = List.copyOf(tail);
    }

    /// The status it ended with; empty where it had to be killed.
    public OptionalInt exitStatus() {
        return exitStatus;
    }

    /// Whether the server itself said that it was used wrongly (status 2), as with a port in use.
    public boolean isUsage() {
        return exitStatus.equals(OptionalInt.of(2));
    }

    /// The last lines that it printed.
    public List<String> tail() {
        return tail;
    }
}
