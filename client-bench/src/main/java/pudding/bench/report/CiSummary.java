package pudding.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pudding.bench.measure.WholeFiles;
import pudding.bench.stat.BuildChange;
import pudding.bench.stat.BuildCheck;
import pudding.bench.stat.BuildChecks;
import pudding.bench.stat.Interval;

/// What `pudding ci` found, for a job's summary, a pull request's comment and the terminal.
///
/// Has no state; may be used by any thread.
public final class CiSummary {

    /// Begins the comment, so that the next one finds it and takes its place.
    static final String MARKER = "<!-- pudding-ci -->";

    static final String MARKDOWN = "summary.md";
    static final String JSON = "ci.json";

    /// A comment holds 65,536 characters.
    private static final int MOST_CHARACTERS = 50_000;
    private static final int MOST_OF_A_TEXT = 2_000;

    /// What Markdown could make more of than text: a link, an image, a mention, HTML. A problem quotes a server's log.
    private static final Pattern NOT_PLAIN = Pattern.compile("[^\\p{L}\\p{N} .,:;%×()*\"'/_+=±–-]");

    private CiSummary() {
    }

    /// Writes `summary.md` and `ci.json`.
    public static void write(Path dir, BuildChecks checks) throws IOException {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        files.put(MARKDOWN, markdown(checks).getBytes(StandardCharsets.UTF_8));
        files.put(JSON, Json.rounded(checks).getBytes(StandardCharsets.UTF_8));
        WholeFiles.write(dir, files);
    }

    /// Markdown without a heading, a link or HTML but for the marker.
    static String markdown(BuildChecks checks) {
        StringBuilder out = new StringBuilder(MARKER).append("\n**Pudding:** ").append(plain(checks.verdict()))
                .append("\n\n");
        Grid grid = grid(checks);
        if (!grid.isEmpty()) {
            MarkdownTable.line(out, grid.head());
            MarkdownTable.line(out, grid.head().stream().map(_ -> "---").toList());
            grid.rows().forEach(row -> MarkdownTable.line(out, row));
            out.append('\n');
        }
        notes(checks).forEach(note -> out.append("- ").append(note).append('\n'));
        return out.substring(0, Math.min(out.length(), MOST_CHARACTERS));
    }

    /// Text, the verdict last.
    public static String terminal(BuildChecks checks, Screen screen) {
        StringBuilder out = new StringBuilder();
        String notes = String.join("\n", notes(checks));
        Grid grid = grid(checks);
        if (grid.isEmpty()) {
            out.append(screen.wrapped(notes)).append("\n\n");
        }
        TerminalTable.grid(out, grid, notes, screen);
        String verdict = screen.wrapped(plain(checks.verdict()));
        return out.append(switch (checks.result()) {
            case FAILED, WORSE -> screen.alarm(verdict);
            case NOTHING -> screen.doubt(verdict);
            case NOT_WORSE -> screen.bold(verdict);
        }).toString();
    }

    private static Grid grid(BuildChecks checks) {
        List<List<String>> rows = checks.checks().stream()
                .flatMap(check -> check.changes().stream().map(change -> row(check, change))).toList();
        return new Grid(List.of("contender", "metric", "head / base", "95 % interval", "verdict"), rows);
    }

    private static List<String> row(BuildCheck check, BuildChange change) {
        Interval interval = change.interval();
        String verdict = change.verdict() == null ? "too few half-blocks" : change.verdict().words();
        return List.of(plain(check.contender()), change.label() + (change.primary() ? "" : " (does not decide)"),
                change.ratio() == null ? "n/a" : Format.ratio(change.ratio()),
                interval == null ? "n/a" : Format.interval(interval),
                switch (change.trend()) {
                    case WORSE -> verdict + ": worse";
                    case BETTER -> verdict + ": better";
                    case NONE -> verdict;
                });
    }

    private static List<String> notes(BuildChecks checks) {
        List<String> notes = checks.checks().stream().flatMap(check -> check.notes().stream()
                .map(note -> plain(check.contender() + ". " + note))).collect(Collectors.toList());
        checks.skipped().forEach(name -> notes.add(plain(name) + ". Skipped: the base has no such contender."));
        notes.add("A ratio above 1 means that head takes more. Only a primary metric that differs in practice (95 % "
                + "interval wholly outside the margin, corrected for their number) and is worse fails the job.");
        notes.add(plain("Base: " + checks.base() + "; head: " + checks.head() + "; " + checks.machine() + "; seed "
                + checks.seed() + "."));
        return notes;
    }

    /// Text that is nothing but text in Markdown too, and not endless.
    private static String plain(String text) {
        String cut = text.length() > MOST_OF_A_TEXT ? text.substring(0, MOST_OF_A_TEXT) + " ..." : text;
        // A bare address becomes a link too, and a run of stars a list or a rule.
        return NOT_PLAIN.matcher(cut.replace("@", " at ").replaceAll("\\s+", " ")).replaceAll("")
                .replace("//", "/ /").replace("www.", "www ").replace("*", "");
    }
}
