package pudding.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
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
        ServerJvm jvm = ServerJvm.of(server);
        if (jvm == null) {
            return new ServerMemory(rssBytes, null, null);
        }
        if (jvm.given()) {
            GcLog.HeapRange heap = jvm.heapRange(javaHome);
            MemorySplit split = heap == null ? null : MemorySplit.read(jvm.pid(), heap);
            return new ServerMemory(split == null ? rssBytes : split.rssBytes(),
                    split == null ? null : Long.valueOf(split.residentHeapBytes()),
                    JvmMeter.liveHeapBytes(javaHome, jvm.pid()));
        }
        return ofStranger(jvm, javaHome, rssBytes);
    }

    /// A JVM that does not answer leaves what is known from outside. Its mappings are read before it is asked for
    /// anything, because answering takes memory too.
    private static ServerMemory ofStranger(ServerJvm jvm, Path javaHome, long rssBytes) throws InterruptedException {
        try {
            String mappings = Proc.read(Proc.of(jvm.pid(), "smaps"));
            GcLog.HeapRange heap = jvm.heapRange(javaHome);
            Long inHeap = heap == null
                    ? null
                    : Long.valueOf(MemorySplit.parse(new BufferedReader(new StringReader(mappings)), heap)
                            .residentHeapBytes());
            return new ServerMemory(rssBytes, inHeap, JvmMeter.liveHeapBytes(javaHome, jvm.pid()));
        } catch (IOException e) {
            return new ServerMemory(rssBytes, null, null);
        }
    }
}
