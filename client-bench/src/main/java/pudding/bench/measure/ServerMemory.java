package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.ServerProcess;

/// What memory a server takes: resident figures as they are, then the live heap after a collection. Immutable.
///
/// @param rssBytes          resident
/// @param residentHeapBytes of it the Java heap; null where it is not known
/// @param liveHeapBytes     used heap after a full collection; null where there is no JVM
public record ServerMemory(long rssBytes, @Nullable Long residentHeapBytes, @Nullable Long liveHeapBytes) {

    /// Reads it, with nothing attached.
    ///
    /// @param javaHome JDK whose `jcmd` asks for the collection
    /// @param rssBytes resident, where the heap's place is not known
    /// @throws IOException when the server has gone
    public static ServerMemory read(ServerProcess server, Path javaHome, long rssBytes)
            throws IOException, InterruptedException {
        Path gcLog = server.gcLog();
        if (gcLog == null) {
            return new ServerMemory(rssBytes, null, null);
        }
        GcLog.HeapRange heap = GcLog.heapRange(gcLog);
        MemorySplit split = heap == null ? null : MemorySplit.read(server.pid(), heap);
        return new ServerMemory(split == null ? rssBytes : split.rssBytes(),
                split == null ? null : Long.valueOf(split.residentHeapBytes()),
                JvmMeter.liveHeapBytes(javaHome, server.pid()));
    }
}
