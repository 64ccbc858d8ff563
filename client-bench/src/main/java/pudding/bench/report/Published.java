package pudding.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import pudding.contract.UsageException;

/// A published folder as the list of all results needs it. Immutable.
///
/// @param folder   its name
/// @param says     what it says of itself
/// @param removedIn the commit that holds its evidence; null where it has it itself
/// @param files    their names
/// @param brief    its short table, with a line end; empty for a ramp
record Published(String folder, Publication says, @Nullable String removedIn, SortedSet<String> files, String brief) {

    /// Reads a folder.
    ///
    /// @throws UsageException      when another version wrote its `published.json`
    /// @throws DifferenceException when it has none that can be read
    static Published read(Path dir) throws IOException, UsageException, DifferenceException {
        Path brief = dir.resolve(Rendered.BRIEF);
        return new Published(dir.getFileName().toString(), Json.publication(dir),
                Removed.is(dir) ? Json.removed(dir).commit() : null, Checksums.files(dir),
                Files.exists(brief) ? new String(Files.readAllBytes(brief), StandardCharsets.UTF_8) : "");
    }

    /// Reads all published folders, the newest first.
    ///
    /// @param results the directory that they are in
    /// @throws UsageException when one of them cannot be read; the sentence names it
    static List<Published> all(Path results) throws IOException, UsageException {
        List<Published> all = new ArrayList<>();
        for (Path dir : Folders.in(results)) {
            if (dir.equals(results)) {
                continue;
            }
            try {
                all.add(read(dir));
            } catch (DifferenceException e) {
                throw new UsageException(dir + " is not a published folder: " + e.getMessage());
            }
        }
        all.sort(order());
        return all;
    }

    /// The newest first.
    static Comparator<Published> order() {
        return Comparator.comparing((Published p) -> p.says().measured()).reversed()
                .thenComparing(Published::folder);
    }

    boolean isRamp() {
        return files.contains(RampReport.MARKDOWN);
    }
}
