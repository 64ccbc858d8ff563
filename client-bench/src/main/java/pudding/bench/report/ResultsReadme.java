package pudding.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pudding.bench.plan.Profile;
import pudding.bench.stat.Caveat;
import pudding.contract.UsageException;

/// The list of all published results, and what the project's own first page says of one; pure functions.
final class ResultsReadme {

    static final String BEGIN = "<!-- published:begin -->";
    static final String END = "<!-- published:end -->";

    /// Pictures that are shown, in this order, with what they show.
    private static final Map<String, String> PICTURES = new LinkedHashMap<>();

    static {
        PICTURES.put("forest", "Ratios to the baseline with their intervals, against the margin");
        PICTURES.put("split", "Where the CPU time of a message goes");
        PICTURES.put("percentiles", "Latency by percentile");
        PICTURES.put("curve", "Latency, messages done, CPU and memory against messages offered");
        PICTURES.put("memory", "Memory against connections");
    }

    private static final int PICTURES_ON_TOP = 2;

    private static final String INTRODUCTION = """
            # Results

            Written by `./pudding publish`; `./pudding verify results` checks every folder. A comparison's folder holds \
            `table.md`, `table.csv` and `verdicts.json`, and what they are derived from: `plan.json` (written before the \
            first run), `evidence.json` (environment and every run), `histograms/` (latency, HdrHistogram logs), \
            `profiles/` (sampled stacks and their flame graphs; older folders have none), `logs/` of the servers, and \
            `SHA256SUMS`; a ramp's holds `ramp.md`, `ramp.csv` and `ramp.json`. How it is measured, \
            and what the figures do not cover: [docs/METHOD.md](../docs/METHOD.md).

            """;

    private static final String HISTORY = """
            ## All results

            The newest first. Where a newer result of the same kind made the evidence dispensable, tables, verdicts and \
            checksums stay, and the commit is named that holds the rest: `git checkout COMMIT -- results/FOLDER` brings \
            it back.

            | when | machine | what | what it says | files | commit measured |
            | --- | --- | --- | --- | --- | --- |
            """;

    private static final String AGAIN = """

            ## To make one again

            In a clone with no changes. The commit that was measured makes it; a plan is copied to where git does not \
            see it, because that commit may not have it yet.

            ```sh
            mkdir -p results/local
            """;

    private ResultsReadme() {
    }

    /// `results/README.md`.
    ///
    /// @param all the newest first
    static String list(List<Published> all) {
        StringBuilder out = new StringBuilder(INTRODUCTION);
        first(all).ifPresent(first -> {
            out.append("## The comparison shown first: ").append(first.says().kind()).append(", ")
                    .append(first.says().date()).append("\n\n");
            result(out, first, "", PICTURES.size());
        });
        out.append(HISTORY);
        all.forEach(published -> out.append(row(published)));
        out.append(AGAIN);
        all.forEach(published -> out.append(again(published)));
        return out.append("```\n\nOne of your own lands in `results/local/`, which is not tracked.\n").toString();
    }

    /// A page with its block on the comparison that is shown first.
    ///
    /// @param page    with one line that begins the block and one that ends it
    /// @param results where the folders are, seen from the page; ends with `/`
    /// @throws UsageException when the page has no such lines
    static String onTop(String page, List<Published> all, String results) throws UsageException {
        int begin = page.indexOf(BEGIN + "\n");
        int end = page.indexOf(END + "\n");
        if (begin < 0 || end < begin || page.indexOf(BEGIN, begin + 1) >= 0 || page.indexOf(END, end + 1) >= 0) {
            throw new UsageException("README.md needs one line " + BEGIN + " and, below it, one line " + END + ".");
        }
        StringBuilder out = new StringBuilder(page.substring(0, begin)).append(BEGIN).append("\n\n");
        first(all).ifPresent(first -> result(out, first, results, PICTURES_ON_TOP));
        return out.append(page.substring(end)).toString();
    }

    /// The newest `full` comparison that nothing is wrong with, or else the newest such of any profile, or else the
    /// newest: what measured a part of it, or for minutes, does not take the place of what measured all for hours.
    private static Optional<Published> first(List<Published> all) {
        List<Published> comparisons = all.stream().filter(published -> !published.isRamp()).toList();
        List<Published> sound = comparisons.stream().filter(published -> published.says().caveats().isEmpty()).toList();
        return sound.stream().filter(published -> published.says().kind().equals(Profile.FULL.label())).findFirst()
                .or(() -> sound.stream().findFirst())
                .or(() -> comparisons.stream().findFirst());
    }

    private static void result(StringBuilder out, Published of, String results, int mostPictures) {
        Publication says = of.says();
        says.headlines().forEach(line -> out.append("**").append(line.title()).append(":** ").append(line.sentence())
                .append("\n\n"));
        if (!says.caveats().isEmpty()) {
            out.append("To be read with it: ").append(caveats(says)).append(".\n\n");
        }
        if (!of.brief().isEmpty()) {
            out.append(of.brief()).append('\n');
        }
        out.append("One `").append(says.kind()).append("` run, ").append(says.date()).append(": ")
                .append(says.where()).append(" [Its whole table, with every ratio, interval and verdict, the other ")
                .append("contenders, the article's columns and every warning](").append(results).append(of.folder())
                .append("/table.md).").append(of.brief().contains("±") ? " " + Format.SPREAD : "").append("\n\n");
        PICTURES.entrySet().stream()
                .filter(picture -> of.files().contains(ChartFiles.name(picture.getKey(), Theme.LIGHT)))
                .limit(mostPictures)
                .forEach(picture -> out.append(ChartFiles.markdown(results + of.folder() + "/", picture.getKey(),
                        picture.getValue() + "; the figures are in the table of the comparison",
                        of.files().contains(ChartFiles.name(picture.getKey(), Theme.DARK)))));
    }

    private static String row(Published of) {
        Publication says = of.says();
        List<String> sentences = new ArrayList<>();
        says.headlines().forEach(line -> sentences.add(line.title() + ": " + line.sentence()));
        if (!says.caveats().isEmpty()) {
            sentences.add("**" + caveats(says) + "**");
        }
        if (!says.remark().isEmpty()) {
            sentences.add(says.remark());
        }
        return Stream.of(says.date(), says.machine(), says.kind(), String.join("<br>", sentences), files(of),
                commit(says)).map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String caveats(Publication says) {
        return says.caveats().stream().map(Caveat::sentence).collect(Collectors.joining("; "));
    }

    private static String files(Published of) {
        List<String> links = new ArrayList<>();
        link(links, of, "report", "report.html");
        link(links, of, "table", of.isRamp() ? RampReport.MARKDOWN : "table.md");
        link(links, of, "verdicts", "verdicts.json");
        link(links, of, "plan", ResultFolder.PLAN);
        link(links, of, "evidence", of.isRamp() ? RampFolder.EVIDENCE : ResultFolder.EVIDENCE);
        String removedIn = of.removedIn();
        if (removedIn != null) {
            links.add(String.format(Locale.ROOT, "[checksums](%s/%s); evidence in commit %.12s", of.folder(),
                    Checksums.NAME, removedIn));
        }
        return String.join(", ", links);
    }

    private static void link(List<String> links, Published of, String words, String file) {
        if (of.files().contains(file)) {
            links.add("[" + words + "](" + of.folder() + "/" + file + ")");
        }
    }

    private static String commit(Publication says) {
        return says.commit() == null ? "unknown" : String.format(Locale.ROOT, "%.12s", says.commit());
    }

    private static String again(Published of) {
        Publication says = of.says();
        if (says.commit() == null) {
            return "";
        }
        String plan = of.files().contains(ResultFolder.PLAN)
                ? "cp results/" + of.folder() + "/" + ResultFolder.PLAN + " " + Publication.PLAN_COPY + " && "
                : "";
        return "# " + of.folder() + "\n" + plan + "git checkout " + commit(says) + " && ./pudding " + says.remake()
                + "\n";
    }
}
