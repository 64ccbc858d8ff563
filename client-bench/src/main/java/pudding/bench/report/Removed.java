package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import pudding.bench.measure.WholeFiles;
import pudding.contract.UsageException;

/// What stands in a published folder whose evidence was removed, so that a clone stays small: `removed.json`.
///
/// The folder keeps its tables, its verdicts, its small pictures, its plan and the checksums of all that it had.
///
/// @param schema version of this record's form
/// @param commit of this repository that holds the whole folder
record Removed(int schema, String commit) {

    static final String NAME = "removed.json";
    static final int SCHEMA = 1;

    private static final Pattern KEPT =
            Pattern.compile("(table|ramp|brief)\\.md|verdicts\\.json|plan\\.json|published\\.json"
                    + "|[a-z-]+\\.svg|profiles/[^/]+\\.html");
    private static final long MOST_BYTES = 100_000;

    /// Whether a folder's evidence was removed.
    static boolean is(Path dir) {
        return Files.exists(dir.resolve(NAME));
    }

    /// Removes a folder's evidence. Where this was broken off, it can be done again.
    ///
    /// @param commit that holds the whole folder
    static void trim(Path dir, String commit) throws IOException {
        WholeFiles.write(dir.resolve(NAME), Json.bytes(new Removed(SCHEMA, commit)));
        for (String name : Checksums.files(dir)) {
            boolean kept = name.equals(NAME) || (KEPT.matcher(name).matches()
                    && (!isPicture(name) || Files.size(dir.resolve(name)) <= MOST_BYTES));
            if (!kept) {
                Files.delete(dir.resolve(name));
                Path parent = dir.resolve(name).getParent();
                if (parent != null && !parent.equals(dir) && Checksums.files(parent).isEmpty()) {
                    Files.delete(parent);
                }
            }
        }
    }

    private static boolean isPicture(String name) {
        return name.endsWith(".svg") || name.endsWith(".html");
    }

    /// Checks that what is left is what was published.
    ///
    /// @return one line for the user
    /// @throws DifferenceException for the first thing that differs
    static String verify(Path dir) throws IOException, UsageException, DifferenceException {
        Removed removed = Json.removed(dir);
        Checksums checksums = Checksums.read(dir);
        SortedSet<String> left = Checksums.files(dir);
        left.remove(NAME);
        checksums.requireListed(dir, NAME::equals);
        if (!left.contains("table.md") && !left.contains(RampReport.MARKDOWN)) {
            throw new DifferenceException("table.md is missing, and only the evidence was removed.");
        }
        Set<String> gone = new TreeSet<>(checksums.byName().keySet());
        gone.removeAll(left);
        checksums.compare(dir, gone::contains);
        FileChecks.leaks(dir);
        return String.format(Locale.ROOT, "Verified by checksums alone: %,d files; the evidence was removed, and is in "
                + "commit %.12s.", left.size(), removed.commit());
    }
}
