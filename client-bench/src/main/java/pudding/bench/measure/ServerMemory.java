package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.ServerProcess;

/// What memory a server takes: resident figures as they are, then the live heap after a collection. Immutable.
///
/// @param rssBytes          resident, all its processes together
/// @param pssBytes          the same with each page divided by the number of processes that map it, whosever they
///                          are (proportional set size); null where a process does not let its mappings be read
/// @param residentHeapBytes of what is resident, the Java heap; null where it is not known
/// @param liveHeapBytes     used heap after a full collection; null where there is no JVM
public record ServerMemory(long rssBytes, @Nullable Long pssBytes, @Nullable Long residentHeapBytes,
        @Nullable Long liveHeapBytes) {

    /// Reads it, with nothing attached. The kernel walks page tables for it, and a process cannot map memory meanwhile:
    /// it belongs into no window whose time counts.
    ///
    /// @param javaHome JDK whose `jcmd` asks for the collection
    /// @param rssBytes resident, where mappings cannot be read
    /// @throws IOException when the server has gone, or a JVM with our flags does not answer; another that does not
    ///                     answer leaves what is known from outside
    public static ServerMemory read(ServerProcess server, Path javaHome, long rssBytes)
            throws IOException, InterruptedException {
        ServerJvm jvm = ServerJvm.of(server);
        // Before the JVM is asked for anything, because answering takes memory too.
        Map<Long, String> mappings = mappings(server.pid());
        ServerMemory outside = of(mappings, rssBytes);
        if (jvm == null) {
            return outside;
        }
        try {
            GcLog.HeapRange heap = jvm.heapRange(javaHome);
            String own = mappings.get(jvm.pid());
            Long inHeap = heap == null || own == null ? null
                    : Long.valueOf(MemorySplit.parse(own, heap).residentHeapBytes());
            return new ServerMemory(outside.rssBytes, outside.pssBytes, inHeap,
                    JvmMeter.liveHeapBytes(javaHome, jvm.pid()));
        } catch (IOException e) {
            if (jvm.given()) {
                throw e;
            }
            return outside;
        }
    }

    private static ServerMemory of(Map<Long, String> mappings, long rssBytes) {
        if (mappings.isEmpty()) {
            return new ServerMemory(rssBytes, null, null, null);
        }
        long rss = 0;
        long pss = 0;
        for (String smaps : mappings.values()) {
            MemorySplit split = MemorySplit.parse(smaps, null);
            rss += split.rssBytes();
            pss += split.pssBytes();
        }
        return new ServerMemory(rss, pss, null, null);
    }

    /// `/proc/PID/smaps` of a process and all its descendants, by PID; empty where one of them cannot be read, because
    /// a part of a sum would pass for all of it.
    private static Map<Long, String> mappings(long root) throws IOException {
        Map<Long, String> all = new LinkedHashMap<>();
        for (long pid : ProcessMeter.tree(root)) {
            try {
                all.put(pid, Proc.read(Proc.of(pid, "smaps")));
            } catch (IOException e) {
                if (!Proc.isGone(e)) {
                    return Map.of();
                }
                if (pid == root) {
                    throw e;
                }
            }
        }
        return all;
    }
}
