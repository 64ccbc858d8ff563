package pudding.bench.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;

/// Has threads stand back where others want their processor too (`setpriority(2)`, which needs no privilege for it). Has
/// no state.
public final class Niceness {

    private static final String MOST = "19";
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private Niceness() {
    }

    /// Gives threads the least weight that the kernel's ordinary scheduler knows; they keep it.
    ///
    /// @param ids by which the kernel knows them
    /// @throws IOException when it does not let them, or there is no `renice`
    public static void standBack(Collection<Long> ids) throws IOException, InterruptedException {
        for (long id : ids) {
            Subprocess.run(new ProcessBuilder("renice", "-n", MOST, "-p", Long.toString(id)), WITHIN);
        }
    }
}
