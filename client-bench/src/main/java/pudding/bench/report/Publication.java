package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.plan.RampKind;
import pudding.bench.stat.Caveat;
import pudding.bench.stat.Ceiling;
import pudding.bench.stat.RampFigures;
import pudding.bench.stat.Verdicts;
import pudding.bench.plan.Placement;
import pudding.contract.UsageException;

/// What a published folder says of itself, written to its `published.json`, so that the list of all results can be
/// made when its evidence is there no more.
///
/// @param schema     version of this record's form
/// @param measured   when it began, as ISO 8601 in UTC, to the second
/// @param label      of the machine
/// @param kind       the profile, or `ramp-` and the kinds
/// @param contenders names, in order
/// @param machine    in words
/// @param where      the machine and the plan in one line
/// @param headlines  what it says, in sentences
/// @param caveats    why it was not to be published without saying so
/// @param commit     that was measured; null where there is no git
/// @param remake     command and options that make it again, from the folder's plan where there is one
/// @param remark     of whoever published it; may be empty
record Publication(int schema, String measured, String label, String kind, List<String> contenders, String machine,
        String where, List<Headline> headlines, List<Caveat> caveats, @Nullable String commit, String remake,
        String remark) {

    static final String NAME = "published.json";
    static final int SCHEMA = 1;

    /// Where a plan that is to be made again is copied to: git does not see it there.
    static final String PLAN_COPY = "results/local/plan.json";

    Publication {
        contenders = List.copyOf(contenders);
        headlines = List.copyOf(headlines);
        caveats = List.copyOf(caveats);
    }

    /// One thing that it says.
    record Headline(String title, String sentence) {
    }

    /// What whoever publishes it adds.
    ///
    /// @param measured as above
    /// @param label    null for the machine's own
    /// @param remark   may be empty
    record Told(String measured, @Nullable String label, String remark) {
    }

    /// Reads a folder with its evidence.
    ///
    /// @throws UsageException      when another version wrote it
    /// @throws DifferenceException when it holds no evidence
    static Publication of(Path dir, Told told) throws UsageException, DifferenceException {
        return RampFolder.is(dir) ? of(Json.ramp(dir), told) : of(Json.evidence(dir), told);
    }

    private static Publication of(Evidence evidence, Told told) throws UsageException {
        Verdicts verdicts = Verdicts.of(evidence);
        Environment e = evidence.environment();
        return new Publication(SCHEMA, told.measured(), label(e, evidence.plan().placement(), told),
                evidence.plan().profile(),
                evidence.plan().contenders(), machine(e), Rendered.where(evidence),
                verdicts.headlines().stream().map(h -> new Headline(h.title(), h.sentence())).toList(),
                Caveat.of(evidence, verdicts), e.commit(), "compare --plan " + PLAN_COPY, told.remark());
    }

    private static Publication of(RampEvidence evidence, Told told) throws UsageException {
        Environment e = evidence.environment();
        return new Publication(SCHEMA, told.measured(), label(e, evidence.plan().placement(), told),
                "ramp-" + evidence.plan().kinds().stream().map(RampKind::word).collect(Collectors.joining("-")),
                evidence.plan().contenders(), machine(e), RampReport.where(evidence), headlines(evidence),
                Caveat.of(evidence), e.commit(), RampOptions.of(evidence.plan()), told.remark());
    }

    /// The ceilings that were found; of the rest, which contenders it has.
    private static List<Headline> headlines(RampEvidence evidence) {
        RampFigures figures = RampFigures.of(evidence);
        Map<RampKind, List<String>> found = new LinkedHashMap<>();
        evidence.plan().kinds().forEach(kind -> found.put(kind, new ArrayList<>()));
        for (Ceiling ceiling : figures.ceilings()) {
            found.getOrDefault(ceiling.kind(), new ArrayList<>()).add(ceiling.contender() + " " + ceiling.words());
        }
        evidence.runs().stream().filter(run -> !run.kind().isCeiling())
                .forEach(run -> found.getOrDefault(run.kind(), new ArrayList<>()).add(run.contender()));
        return found.entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> new Headline(capital(entry.getKey().label()),
                        String.join("; ", entry.getValue()) + "."))
                .toList();
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String label(Environment environment, Placement placement, Told told) throws UsageException {
        return told.label() == null ? MachineLabel.of(environment, placement) : MachineLabel.of(told.label());
    }

    private static String machine(Environment environment) {
        return environment.cpuModel() + ", CPUs " + environment.cpus().getOrDefault("allowed", "?");
    }

    /// The day of its end.
    String date() {
        return measured.substring(0, "2026-01-01".length());
    }

    /// What its folder is called.
    String folder() {
        return date() + "-" + label + "-" + kind;
    }

    /// Checks that a folder says of itself what its evidence gives, where it says something.
    ///
    /// @throws DifferenceException when it does not
    static void check(Path dir) throws IOException, UsageException, DifferenceException {
        if (Files.exists(dir.resolve(NAME))) {
            Publication found = Json.publication(dir);
            if (!of(dir, new Told(found.measured(), found.label(), found.remark())).equals(found)) {
                throw new DifferenceException(NAME + " is not what the evidence gives.");
            }
        }
    }

    /// Whether this makes another's evidence dispensable: newer, of the same kind, machine and contenders at least,
    /// and no worse.
    boolean supersedes(Publication other) {
        return measured.compareTo(other.measured) > 0 && kind.equals(other.kind) && label.equals(other.label)
                && contenders.containsAll(other.contenders) && (caveats.isEmpty() || !other.caveats.isEmpty());
    }
}
