package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import pudding.contract.UsageException;

/// Folders of results, whatever was measured; has no state, may be used by any thread.
public final class Folders {

    private Folders() {
    }

    /// Whether a directory is such a folder.
    public static boolean is(Path dir) {
        return Stream.of(ResultFolder.EVIDENCE, RampFolder.EVIDENCE, Removed.NAME, Checksums.NAME)
                .anyMatch(name -> Files.exists(dir.resolve(name)));
    }

    /// The folders in a directory of such folders, by name; the directory itself where it holds none.
    public static List<Path> in(Path dir) throws IOException {
        if (is(dir) || !Files.isDirectory(dir)) {
            return List.of(dir);
        }
        try (Stream<Path> entries = Files.list(dir)) {
            List<Path> folders = entries.filter(Folders::is).sorted().toList();
            return folders.isEmpty() ? List.of(dir) : folders;
        }
    }

    /// Checks a folder.
    ///
    /// @return one line for the user
    /// @throws UsageException      when it is no such folder, or another version wrote it
    /// @throws DifferenceException for the first thing that differs
    public static String verify(Path dir) throws IOException, UsageException, DifferenceException {
        if (Removed.is(dir)) {
            return Removed.verify(dir);
        }
        String sentence = RampFolder.is(dir) ? RampFolder.verify(dir) : Verify.folder(dir).sentence();
        Publication.check(dir);
        return sentence;
    }
}
