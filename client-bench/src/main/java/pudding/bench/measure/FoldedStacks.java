package pudding.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How often each stack was sampled, in the form that flame graphs are drawn from; kept beside the evidence,
/// compressed. Immutable.
///
/// A line for each stack, sorted: its frames from the root to the top, and its count. A frame ends as async-profiler
/// marks how it ran: interpreted, compiled, compiled into its caller, or native, which has no mark.
///
/// ```
/// java.lang.Thread.run_[j];pudding.plain.Server.serve_[j];sun.nio.ch.SocketDispatcher.read0 12
/// ```
///
/// @param counts samples of each stack
public record FoldedStacks(SortedMap<String, Integer> counts) {

    /// The root of a stack that is deeper than Flight Recorder looks, whose own is not known.
    static final String TRUNCATED = "[truncated]";

    private static final String BETWEEN = ";";
    /// How a frame ran, as Flight Recorder calls it, and its mark.
    private static final Map<String, String> MARKS =
            Map.of("Interpreted", "_[0]", "JIT compiled", "_[j]", "Inlined", "_[i]", "Native", "");
    private static final Pattern MARK = Pattern.compile("_\\[[0ij]]$");
    /// What the JVM adds to the name of a hidden class, another in every process.
    private static final Pattern HIDDEN = Pattern.compile("[./]0x[0-9a-f]+$");
    /// No name in a class file has a slash (JVMS 4.2), so that none ends the script of a page that it stands in.
    private static final Pattern LINE = Pattern.compile("([^/\\p{Cntrl}]+) ([1-9][0-9]{0,8})");
    private static final int HOTTEST = 10;

    public FoldedStacks {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /// Where the stacks of a run lie in the comparison's folder.
    ///
    /// @param run its name, by [RunRecord#name]
    public static String name(String run) {
        return "profiles/" + run + ".folded" + Gzip.SUFFIX;
    }

    /// One frame.
    ///
    /// @param className  with its package
    /// @param methodName without arguments
    /// @param type       how it ran, as Flight Recorder calls it
    static String frame(String className, String methodName, String type) {
        return HIDDEN.matcher(className).replaceFirst("") + "." + methodName + MARKS.getOrDefault(type, "_[j]");
    }

    /// Counts stacks.
    ///
    /// @param stacks each with its top first
    /// @throws IOException when a name has something in it that a line of text cannot hold (JVMS 4.2.2 allows nearly all)
    static FoldedStacks of(List<List<String>> stacks) throws IOException {
        Map<List<String>, Integer> raw = new HashMap<>();
        stacks.forEach(stack -> raw.merge(stack, 1, Integer::sum));
        SortedMap<String, Integer> counts = new TreeMap<>();
        raw.forEach((stack, count) -> counts.merge(Redact.text(String.join(BETWEEN, stack.reversed())), count,
                Integer::sum));
        FoldedStacks folded = new FoldedStacks(counts);
        if (!parsed(folded.text()).equals(folded)) {
            throw new IOException("The server's methods have names that cannot be written.");
        }
        return folded;
    }

    /// The slice of a stack, its top first.
    static Slice slice(List<String> stack) {
        return Slice.of(stack.stream().map(FoldedStacks::unfolded).toList());
    }

    private static Slice.Frame unfolded(String frame) {
        Matcher mark = MARK.matcher(frame);
        boolean marked = mark.find();
        String method = marked ? frame.substring(0, mark.start()) : frame;
        int dot = method.lastIndexOf('.');
        return new Slice.Frame(method.substring(0, Math.max(dot, 0)), method.substring(dot + 1), !marked);
    }

    /// Where the samples were.
    ///
    /// @param cpuTime as in [Slices]
    /// @param failed  as in [Slices]
    /// @param lost    as in [Slices]
    public Slices slices(boolean cpuTime, int failed, long lost) {
        Map<Slice, Integer> samples = new EnumMap<>(Slice.class);
        Map<String, Integer> tops = new HashMap<>();
        counts.forEach((stack, count) -> {
            List<String> frames = Arrays.asList(stack.split(BETWEEN)).reversed();
            Slice slice = slice(frames);
            samples.merge(slice, count, Integer::sum);
            if (slice == Slice.REST) {
                tops.merge(MARK.matcher(frames.getFirst()).replaceFirst(""), count, Integer::sum);
            }
        });
        List<Slices.HotFrame> hottest = tops.entrySet().stream()
                .map(e -> new Slices.HotFrame(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingInt(Slices.HotFrame::samples).reversed()
                        .thenComparing(Slices.HotFrame::method))
                .limit(HOTTEST)
                .toList();
        return new Slices(cpuTime, samples, failed, lost, hottest);
    }

    /// A line for each stack.
    public String text() {
        return counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /// Writes them, whole or not at all.
    public void write(Path file) throws IOException {
        WholeFiles.write(file, Gzip.compressed(text().getBytes(StandardCharsets.UTF_8)));
    }

    /// Reads what [#write] has written.
    ///
    /// @throws IOException when it cannot be read, or is something else
    public static FoldedStacks read(Path file) throws IOException {
        String text = new String(Gzip.content(Files.readAllBytes(file)), StandardCharsets.UTF_8);
        FoldedStacks stacks = parsed(text);
        if (!stacks.text().equals(text)) {
            throw new IOException(file.getFileName() + " holds no folded stacks, sorted, a line for each.");
        }
        return stacks;
    }

    /// The lines that are a stack and its count; as they would be read from a file, in which some characters get lost.
    private static FoldedStacks parsed(String text) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                counts.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
            }
        });
        return new FoldedStacks(counts);
    }
}
