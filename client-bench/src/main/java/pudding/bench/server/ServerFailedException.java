package pudding.bench.server;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A server did not start, or is not there any more.
@SuppressWarnings("serial")
public final class ServerFailedException extends Exception {

    private static final int SHOWN_LINES = 5;
    private static final int SHOWN_CHARS = 160;

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

    /// What went wrong, and the beginnings of a few of those lines, for a record of it.
    public List<String> problems() {
        return Stream.concat(Stream.of(String.valueOf(getMessage())),
                tail.stream().skip(Math.max(0, tail.size() - SHOWN_LINES))
                        .map(line -> line.length() > SHOWN_CHARS ? line.substring(0, SHOWN_CHARS) + "…" : line))
                .toList();
    }
}
