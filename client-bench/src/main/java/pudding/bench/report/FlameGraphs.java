package pudding.bench.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import one.convert.Arguments;
import one.convert.FlameGraph;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.FoldedStacks;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Sampled;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.TimeSplits;

/// Flame graphs of the runs that were profiled: pages of their own, drawn by async-profiler's converter from the
/// stacks that lie beside the evidence, which need no network and no other file.
///
/// Has no state; may be used by any thread.
final class FlameGraphs {

    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
    /// Of the converter's page; what a page of ours has in its head comes after it.
    private static final String HEAD = "<meta charset='utf-8'>\n";

    private FlameGraphs() {
    }

    /// Where the flame graph of a run lies in the comparison's folder.
    ///
    /// @param run its name, by [RunRecord#name]
    static String name(String run) {
        return "profiles/" + run + ".html";
    }

    /// Whether a run has one: older evidence has no stacks.
    static boolean has(RunRecord run) {
        Sampled profile = run.profile();
        return profile != null && profile.stacks() != null && profile.stacks() > 0;
    }

    /// The file of each contender's, by the contender, of the runs that tell where the time goes.
    static SequencedMap<String, String> links(Comparison comparison) {
        SequencedMap<String, String> links = new LinkedHashMap<>();
        for (TimeSplits.Entry entry : comparison.splits()) {
            if (entry.run() != null) {
                links.put(comparison.head(entry.contender()), name(entry.run()));
            }
        }
        return links;
    }

    /// The files by name, one for each run with stacks.
    ///
    /// @param dir the comparison's folder
    static SequencedMap<String, byte[]> of(Path dir, Evidence evidence) throws IOException {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        for (RunRecord run : evidence.runs()) {
            Sampled profile = run.profile();
            if (profile != null && has(run)) {
                FoldedStacks stacks = FoldedStacks.read(dir.resolve(FoldedStacks.name(run.name())));
                files.put(name(run.name()), page(title(run, profile), stacks).getBytes(StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static String title(RunRecord run, Sampled profile) {
        int failed = profile.slices().failed();
        return String.format(Locale.ROOT, "%s, run %03d: %,d samples%s%s", run.contender(), run.index(),
                profile.slices().total(), profile.slices().cpuTime() ? " of CPU time" : "",
                failed == 0 ? "" : String.format(Locale.ROOT, "; %,d more had no stack", failed));
    }

    private static String page(String title, FoldedStacks stacks) throws IOException {
        FlameGraph graph = new FlameGraph(new Arguments("--title", Html.escaped(title)));
        graph.parseCollapsed(new StringReader(stacks.text()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        graph.dump(bytes);
        String page = bytes.toString(StandardCharsets.UTF_8);
        return page.replace(HEAD, HEAD + Page.head(title, all(SCRIPT, page), all(STYLE, page)));
    }

    private static List<String> all(Pattern element, String page) {
        List<String> contents = new ArrayList<>();
        Matcher matcher = element.matcher(page);
        while (matcher.find()) {
            contents.add(matcher.group(1));
        }
        return contents;
    }
}
