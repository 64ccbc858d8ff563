package pudding.bench.measure;

import java.util.List;
import pudding.bench.server.ServerFailedException;

/// What a record says of an exception; has no state.
public final class Problems {

    private Problems() {
    }

    /// A sentence each; of a server that failed, the last lines that it printed too.
    public static List<String> of(Exception e) {
        return e instanceof ServerFailedException failed ? failed.problems() : List.of(message(e));
    }

    /// Its message, or its name where it has none.
    public static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
