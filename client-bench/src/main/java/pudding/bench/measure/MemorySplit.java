package pudding.bench.measure;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.GcLog.HeapRange;

/// A JVM's resident memory, in the heap and outside it, from `/proc/PID/smaps`. Immutable.
///
/// @param rssBytes          all of it
/// @param pssBytes          all of it, each page divided by the number of processes that map it
/// @param residentHeapBytes pages of the heap's address range that were touched, whether objects live there or not
/// @param outsideBytes      the rest: threads' stacks, direct buffers, compiled code, classes, the JVM itself
/// @param fileBytes         of the rest, what is mapped from files unchanged, such as the JDK's libraries
public record MemorySplit(long rssBytes, long pssBytes, long residentHeapBytes, long outsideBytes, long fileBytes) {

    private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-([0-9a-f]+) .{4} .*");

    /// Reads the split. The kernel walks the process's page tables for it (milliseconds, during which the process
    /// cannot map memory), so it does not belong into a measured window.
    ///
    /// @throws IOException when the process has gone
    public static MemorySplit read(long pid, HeapRange heap) throws IOException {
        return parse(Proc.read(Proc.of(pid, "smaps")), heap);
    }

    /// Parses the text of `smaps`.
    ///
    /// @param heap null where the process has no Java heap, or one that is not known
    static MemorySplit parse(String smaps, @Nullable HeapRange heap) {
        long rss = 0;
        long pss = 0;
        long inHeap = 0;
        long anonymous = 0;
        boolean heapMapping = false;
        for (String line : (Iterable<String>) smaps.lines()::iterator) {
            if (line.startsWith("Rss:")) {
                long bytes = kilobytes(line) * 1024;
                rss += bytes;
                inHeap += heapMapping ? bytes : 0;
            } else if (line.startsWith("Pss:")) {
                pss += kilobytes(line) * 1024;
            } else if (line.startsWith("Anonymous:")) {
                anonymous += heapMapping ? 0 : kilobytes(line) * 1024;
            } else if (heap != null && isHex(line.charAt(0))) {
                Matcher mapping = MAPPING.matcher(line);
                if (mapping.matches()) {
                    long start = Long.parseUnsignedLong(mapping.group(1), 16);
                    heapMapping = Long.compareUnsigned(start, heap.start()) >= 0
                            && Long.compareUnsigned(start, heap.end()) < 0;
                }
            }
        }
        return new MemorySplit(rss, pss, inHeap, rss - inHeap, rss - inHeap - anonymous);
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /// `Rss:     123 kB`
    private static long kilobytes(String line) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1, line.lastIndexOf(' ')).strip());
    }
}
