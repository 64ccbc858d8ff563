package pudding.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.ServerProcess;

/// The JVM of a server, and where its collector's log is; for any JVM of this user that can be attached to, whoever
/// started it and with whatever flags. Immutable.
///
/// @param pid   its process: the server's own, or one that this started
/// @param gcLog what it writes from its start, or, for a JVM that was started without our flags, from [#log] on
/// @param given whether it was started with our flags
record ServerJvm(long pid, Path gcLog, boolean given) {

    private static final String LIBRARY = "libjvm.so";

    /// Looks for the first JVM in a server's process tree; null where there is none.
    static @Nullable ServerJvm of(ServerProcess server) {
        Path gcLog = server.gcLog();
        if (gcLog != null) {
            return new ServerJvm(server.pid(), gcLog, true);
        }
        return ProcessHandle.of(server.pid()).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(ProcessHandle::pid)
                .filter(ServerJvm::hasJvm)
                .findFirst()
                .map(pid -> new ServerJvm(pid, server.lateGcLog(), false))
                .orElse(null);
    }

    /// Where its heap is; null where it does not tell.
    GcLog.@Nullable HeapRange heapRange(Path javaHome) throws IOException, InterruptedException {
        return given ? GcLog.heapRange(gcLog) : GcLog.heapRange(new Jcmd(javaHome, pid).run("VM.info").lines());
    }

    /// Has pauses and safepoints logged from now on, as they are where our flags say so from the start.
    void log(Path javaHome) throws IOException, InterruptedException {
        if (!given && Files.notExists(gcLog)) {
            new Jcmd(javaHome, pid).run("VM.log", Jcmd.path("output", gcLog), "what=gc,safepoint",
                    "decorators=timenanos,tags", "output_options=filecount=0");
        }
    }

    private static boolean hasJvm(long pid) {
        try (Stream<String> mappings = Files.lines(Proc.of(pid, "maps"))) {
            return mappings.anyMatch(mapping -> mapping.endsWith(LIBRARY));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
