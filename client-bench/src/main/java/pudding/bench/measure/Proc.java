package pudding.bench.measure;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.ProcStat;

/// Reads the kernel's text files under `/proc` and `/sys`; has no state, may be used by any thread.
final class Proc {

    private static final Path ROOT = Path.of("/proc");
    private static final int BUFFER_BYTES = 16_384;

    private Proc() {
    }

    /// `/proc/PID/name`.
    static Path of(long pid, String name) {
        return ROOT.resolve(Long.toString(pid)).resolve(name);
    }

    static String read(Path file) throws IOException {
        // Not Files.readAllBytes: it begins with one byte, and what is under /proc/sys ends after the first read.
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                all.write(buffer, 0, read);
            }
            return all.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /// The file's text without white space at its ends, or null when it cannot be read.
    static @Nullable String readOrNull(Path file) {
        try {
            return read(file).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /// The fields of a process's `stat` file, as [ProcStat#fields] has them.
    static String[] statFields(long pid) throws IOException {
        return ProcStat.fields(read(of(pid, "stat")));
    }

    /// The number after `key:` at the start of a line of a `status` file, in the unit that stands there.
    static OptionalLong statusValue(String status, String key) {
        int at = status.startsWith(key + ":") ? 0 : status.indexOf("\n" + key + ":");
        if (at < 0) {
            return OptionalLong.empty();
        }
        int i = status.indexOf(':', at) + 1;
        while (i < status.length() && (status.charAt(i) == ' ' || status.charAt(i) == '\t')) {
            i++;
        }
        long value = 0;
        for (; i < status.length() && Character.isDigit(status.charAt(i)); i++) {
            value = 10 * value + status.charAt(i) - '0';
        }
        return OptionalLong.of(value);
    }

    /// Whether the failure says that the process or thread has gone.
    static boolean isGone(IOException e) {
        return e instanceof FileNotFoundException || e instanceof NoSuchFileException
                || String.valueOf(e.getMessage()).contains("No such process");
    }
}
