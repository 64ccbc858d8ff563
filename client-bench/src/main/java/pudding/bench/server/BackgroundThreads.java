package pudding.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/// Lets threads run when nobody else wants their processor, and hand it over when somebody does (`SCHED_IDLE` of
/// `sched(7)`, which needs no privilege). Has no state.
public final class BackgroundThreads {

    private BackgroundThreads() {
    }

    /// Moves threads to the background; they stay there.
    ///
    /// @param ids by which the kernel knows them
    /// @throws IOException when it does not let them, or there is no `chrt`
    public static void move(Collection<Long> ids) throws IOException, InterruptedException {
        for (long id : ids) {
            chrt(id);
        }
    }

    private static void chrt(long id) throws IOException, InterruptedException {
        Process chrt = new ProcessBuilder("chrt", "-i", "-p", "0", Long.toString(id))
                .redirectErrorStream(true)
                .start();
        String output = new String(chrt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (chrt.waitFor() != 0) {
            throw new IOException("chrt says " + output.strip());
        }
    }
}
