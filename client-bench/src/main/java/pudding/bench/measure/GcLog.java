package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the log that a JVM writes under `-Xlog:gc,safepoint,gc+heap+coops=debug:file=…:timenanos,tags`.
///
/// Has no state; may be used by any thread, also while the JVM still writes. On Linux `timenanos` is the clock of
/// [System#nanoTime], one for all processes of the machine, so that a window's ends can be compared with it.
public final class GcLog {

    private static final Pattern PAUSE = Pattern.compile(
            "^\\[(\\d+)ns]\\[gc *] GC\\(\\d+\\) Pause (.*?) (?:\\d+[KMG]->\\d+[KMG]\\(\\d+[KMG]\\) )?(\\d+)\\.(\\d{3})ms$");
    private static final Pattern SAFEPOINT = Pattern.compile(
            "^\\[(\\d+)ns]\\[safepoint *] Safepoint \"([^\"]+)\".* Total: (\\d+) ns.*$");
    private static final Pattern HEAP = Pattern.compile(
            "Heap address: 0x([0-9a-f]+), size: (\\d+) MB");

    private static final Pattern AFTER = Pattern.compile("->(\\d+)([KMG])\\(\\d+[KMG]\\) ");

    private GcLog() {
    }

    /// One time in which the application stood still.
    ///
    /// @param endNanos when it was over, by [System#nanoTime]
    /// @param kind     what for, as HotSpot names it
    /// @param micros   how long
    public record Pause(long endNanos, String kind, long micros) {
    }

    /// Where the heap lies in the process's memory.
    ///
    /// @param start first address
    /// @param end   the address after the last
    public record HeapRange(long start, long end) {
    }

    /// The collector's pauses that ended in a window.
    ///
    /// @param fromNanos start of the window, by [System#nanoTime]
    /// @param toNanos   its end
    public static List<Pause> pauses(Path log, long fromNanos, long toNanos) throws IOException {
        return read(log, PAUSE, fromNanos, toNanos,
                m -> new Pause(Long.parseLong(m.group(1)), m.group(2),
                        Long.parseLong(m.group(3)) * 1_000 + Long.parseLong(m.group(4))));
    }

    /// Every stop of all threads that ended in a window, the collector's and others', from the request that they
    /// stop to the moment they go on: longer than the pause where many threads are to be stopped.
    public static List<Pause> safepoints(Path log, long fromNanos, long toNanos) throws IOException {
        return read(log, SAFEPOINT, fromNanos, toNanos,
                m -> new Pause(Long.parseLong(m.group(1)), m.group(2), Long.parseLong(m.group(3)) / 1_000));
    }

    /// The heap's addresses, or null where the collector does not tell them (ZGC).
    public static @Nullable HeapRange heapRange(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return heapRange(lines.limit(100));
        }
    }

    /// The heap's addresses in what a JVM tells of itself; null where they are not in it.
    static @Nullable HeapRange heapRange(Stream<String> lines) {
        return lines.map(HEAP::matcher)
                .filter(Matcher::find)
                .map(m -> {
                    long start = Long.parseUnsignedLong(m.group(1), 16);
                    return new HeapRange(start, start + (Long.parseLong(m.group(2)) << 20));
                })
                .findFirst()
                .orElse(null);
    }

    /// The heap in use after the last collection; null where there was none.
    public static @Nullable Long heapAfterLastBytes(Path log) throws IOException {
        Long last = null;
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher after = AFTER.matcher(line);
                if (after.find()) {
                    last = Long.parseLong(after.group(1)) << switch (after.group(2)) {
                        case "K" -> 10;
                        case "M" -> 20;
                        default -> 30;
                    };
                }
            }
        }
        return last;
    }

    private static List<Pause> read(Path log, Pattern pattern, long fromNanos, long toNanos,
            Function<Matcher, Pause> pause) throws IOException {
        List<Pause> found = new ArrayList<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(pattern::matcher).filter(Matcher::matches).map(pause)
                    .filter(p -> p.endNanos() - fromNanos >= 0 && p.endNanos() - toNanos < 0)
                    .forEach(found::add);
        }
        return found;
    }
}
