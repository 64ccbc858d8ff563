package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import pudding.bench.measure.WholeFiles;
import pudding.bench.measure.ramp.Attempt;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.plan.RampPlan;
import pudding.contract.UsageException;

/// The folder of one ramp: its evidence, the servers' logs, the files rendered from it, and the checksums of all.
public final class RampFolder {

    /// The evidence's file.
    public static final String EVIDENCE = "ramp.json";

    private RampFolder() {
    }

    /// Whether a folder is one of a ramp.
    public static boolean is(Path dir) {
        return Files.exists(dir.resolve(EVIDENCE));
    }

    /// Writes the evidence, everything that is derived from it, and the checksums.
    public static void write(Path dir, RampEvidence evidence) throws IOException {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        files.put(EVIDENCE, Json.bytes(evidence));
        files.putAll(RampReport.files(evidence));
        Checksums.write(dir, files);
    }

    /// Renders the derived files again.
    ///
    /// @throws DifferenceException when what was measured was changed
    public static RampEvidence render(Path dir, Path into) throws IOException, UsageException, DifferenceException {
        RampEvidence evidence = Json.ramp(dir);
        SequencedMap<String, byte[]> files = RampReport.files(evidence);
        check(dir, evidence, files.keySet());
        if (Files.exists(into) && Files.isSameFile(dir, into)) {
            Checksums.write(dir, files);
        } else {
            WholeFiles.write(into, files);
        }
        return evidence;
    }

    /// Checks that no file was changed, that what counts as held kept to the plan, and that what is derived is what
    /// the evidence gives.
    ///
    /// @return one line for the user
    /// @throws DifferenceException for the first thing that differs
    public static String verify(Path dir) throws IOException, UsageException, DifferenceException {
        RampEvidence evidence = Json.ramp(dir);
        check(dir, evidence, Set.of());
        Map<String, byte[]> files;
        try {
            files = RampReport.files(evidence);
        } catch (RuntimeException e) {
            // Whatever it is, someone wrote what no ramp gives.
            throw new DifferenceException(EVIDENCE + " gives no table: " + e + ".");
        }
        FileChecks.same(dir, files, EVIDENCE);
        FileChecks.leaks(dir);
        long attempts = evidence.runs().stream().mapToLong(run -> run.attempts().size()).sum();
        return String.format(Locale.ROOT, "Verified: %,d files, %,d ramps, %,d attempts%s.",
                Checksums.read(dir).byName().size(), evidence.runs().size(), attempts,
                evidence.partial() ? "; partial: it ended before its plan was done" : "");
    }

    /// Checks what was measured.
    ///
    /// @param but files that may differ
    private static void check(Path dir, RampEvidence evidence, Set<String> but)
            throws IOException, DifferenceException {
        Checksums checksums = Checksums.read(dir);
        checksums.compare(dir, but::contains);
        checksums.requireListed(dir,
                name -> but.contains(name) || (evidence.partial() && name.startsWith("logs/")));
        checkHeld(evidence.runs(), evidence.plan(), EVIDENCE);
    }

    /// What counts as held must have been held, and what does not must not.
    ///
    /// @param file where it says so
    static void checkHeld(List<RampRun> runs, RampPlan plan, String file) throws DifferenceException {
        for (RampRun run : runs) {
            for (Attempt attempt : run.attempts()) {
                if (attempt.held() != attempt.keeps(run.kind(), plan, run.tells())) {
                    throw new DifferenceException(String.format(Locale.ROOT,
                            "%s has %,d clients of %s as %s, and its own figures say otherwise.", file,
                            attempt.clients(), run.contender(),
                            attempt.outcome().name().toLowerCase(Locale.ROOT)));
                }
            }
        }
    }
}
