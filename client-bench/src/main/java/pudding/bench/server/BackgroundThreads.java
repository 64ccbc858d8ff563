package pudding.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Lets threads run when nobody else wants their processor, and hand it over at once when somebody does (`SCHED_IDLE`
/// of `sched(7)`, which needs no privilege).
public final class BackgroundThreads {

    private BackgroundThreads() {
    }

    /// Moves threads of this process to the background; they stay there.
    ///
    /// @param ids by which the kernel knows them
    /// @return what the reader must be told where it is not possible, or null
    public static @Nullable String put(Collection<Long> ids) throws InterruptedException {
        if (ids.isEmpty()) {
            return "they are not known to the kernel by a number: this needs Linux";
        }
        try {
            for (long id : ids) {
                chrt(id);
            }
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static void chrt(long id) throws IOException, InterruptedException {
        Process chrt = new ProcessBuilder("chrt", "--idle", "--pid", "0", Long.toString(id))
                .redirectErrorStream(true)
                .start();
        String output = new String(chrt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (chrt.waitFor() != 0) {
            throw new IOException("chrt says " + output.strip());
        }
    }
}
