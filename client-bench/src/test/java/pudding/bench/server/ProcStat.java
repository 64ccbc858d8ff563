package pudding.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads `/proc/PID/stat` (proc(5)); has no state.
final class ProcStat {

    private ProcStat() {
    }

    /// One field.
    ///
    /// @param stat   the file
    /// @param number from 3, as proc(5) counts; the name, which may hold blanks, is field 2
    static String field(Path stat, int number) throws IOException {
        String text = Files.readString(stat);
        return text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[number - 3];
    }
}
