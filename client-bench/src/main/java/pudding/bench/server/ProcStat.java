package pudding.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Takes `/proc/PID/stat` apart (proc_pid_stat(5)); has no state.
public final class ProcStat {

    private static final int FIRST = 3;

    private ProcStat() {
    }

    /// The fields after the command, which may hold blanks and brackets itself; field 3 has index 0.
    ///
    /// @param text of the file
    public static String[] fields(String text) {
        return text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    }

    /// One field of a file.
    ///
    /// @param number from 3, as the manual counts
    /// @throws IOException when the process or thread has gone
    static String field(Path stat, int number) throws IOException {
        return fields(Files.readString(stat, StandardCharsets.ISO_8859_1))[number - FIRST];
    }
}
