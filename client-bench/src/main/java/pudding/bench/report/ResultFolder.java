package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.WholeFiles;
import pudding.bench.plan.Plan;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Comparison;
import pudding.contract.UsageException;

/// The folder of one comparison: its plan, its evidence with histograms and logs, the files rendered from it, and
/// the checksums of all.
///
/// Every file is written whole or not at all, the checksums last.
public final class ResultFolder {

    /// The report's file, of comparisons and ramps alike.
    public static final String REPORT = ReportPage.NAME;

    static final String PLAN = "plan.json";
    static final String EVIDENCE = "evidence.json";

    private final Path dir;

    /// @throws IOException when the folder cannot be made
    public ResultFolder(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
    }

    /// Reads the evidence of a folder, without verifying it.
    ///
    /// @throws UsageException when it is no folder of a comparison, was written by another version, or holds
    ///                        evidence that cannot be read
    public static Evidence read(Path dir) throws UsageException {
        refuseOtherFolders(dir);
        try {
            return Json.evidence(dir);
        } catch (DifferenceException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /// @throws UsageException when there is no sign of a comparison
    static void refuseOtherFolders(Path dir) throws UsageException {
        if (!Files.exists(dir.resolve(EVIDENCE)) && !Files.exists(dir.resolve(Checksums.NAME))) {
            throw new UsageException(Files.isDirectory(dir)
                    ? dir + " holds no " + EVIDENCE + "; name the folder of a comparison that has begun to measure."
                    : "There is no folder " + dir + ".");
        }
    }

    /// Reads a plan that is to be made again.
    ///
    /// @throws UsageException when it cannot be read, or another version wrote it
    public static Plan readPlan(Path file) throws UsageException {
        try {
            return Json.planFile(file);
        } catch (DifferenceException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    public Path dir() {
        return dir;
    }

    public void write(Plan plan) throws IOException {
        WholeFiles.write(dir.resolve(PLAN), Json.bytes(plan));
    }

    /// Writes the evidence, everything that is derived from it, and the checksums of these and all other files.
    public Comparison write(Evidence evidence) throws IOException {
        Comparison comparison = Compare.of(evidence);
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        files.put(EVIDENCE, Json.bytes(evidence));
        files.putAll(Rendered.of(dir, evidence, comparison));
        removeStale(files.keySet());
        Checksums.write(dir, files);
        return comparison;
    }

    /// Renders the derived files of a folder again, from evidence that is on the disk.
    ///
    /// @throws UsageException      when it is no folder of a comparison, or one of another version
    /// @throws DifferenceException when what was measured was changed; the derived files may have been
    public static Comparison render(Path dir) throws IOException, UsageException, DifferenceException {
        ResultFolder folder = new ResultFolder(dir);
        return render(dir, files -> {
            folder.removeStale(files.keySet());
            Checksums.write(dir, files);
        });
    }

    /// Renders the derived files again into another directory; this folder stays as it is.
    ///
    /// @throws UsageException      as above, or when the other directory holds a comparison itself
    /// @throws DifferenceException as above
    public static Comparison render(Path dir, Path into) throws IOException, UsageException, DifferenceException {
        if (Files.exists(into.resolve(EVIDENCE))) {
            throw new UsageException(into + " holds a comparison itself; name another directory with --out.");
        }
        return render(dir, files -> WholeFiles.write(into, files));
    }

    private interface Writer {
        void write(SequencedMap<String, byte[]> files) throws IOException;
    }

    private static Comparison render(Path dir, Writer writer) throws IOException, UsageException, DifferenceException {
        Evidence evidence = Verify.measured(dir);
        Comparison comparison = Compare.of(evidence);
        writer.write(Rendered.of(dir, evidence, comparison));
        return comparison;
    }

    /// A comparison that goes on again was drawn when it was interrupted.
    private void removeStale(Set<String> files) throws IOException {
        for (String name : Checksums.files(dir)) {
            if (Rendered.isFinal(name) && !files.contains(name)) {
                Files.delete(dir.resolve(name));
            }
        }
    }
}
