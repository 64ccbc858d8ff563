package pudding.contract.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a process holds, on Linux.
///
/// @param heapBytes   live objects, after a full collection
/// @param descriptors files and sockets
/// @param threads     all of them, those of the JVM included
record Footprint(long heapBytes, long descriptors, long threads) {

    static Footprint of(long pid) throws IOException, InterruptedException {
        Path proc = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"));
                Stream<String> status = Files.lines(proc.resolve("status"))) {
            long threads = status.filter(line -> line.startsWith("Threads:"))
                    .mapToLong(line -> Long.parseLong(line.substring("Threads:".length()).strip()))
                    .findFirst().orElseThrow();
            return new Footprint(liveBytes(pid), descriptors.count(), threads);
        }
    }

    /// Asks the JVM by `jcmd`, whose histogram begins with a full collection and ends with the sum.
    private static long liveBytes(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid), "GC.class_histogram").redirectErrorStream(true).start();
        String total = "";
        for (String line = jcmd.inputReader().readLine(); line != null; line = jcmd.inputReader().readLine()) {
            total = line;
        }
        if (jcmd.waitFor() != 0 || !total.startsWith("Total")) {
            throw new IOException("jcmd has not counted the heap: " + total);
        }
        return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
    }
}
