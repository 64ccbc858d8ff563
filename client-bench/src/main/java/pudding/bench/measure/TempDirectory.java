package pudding.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import pudding.bench.server.Leftovers;

/// A directory that goes with its content, and with the processes that were run for it, when it is closed or the JVM
/// ends, by Ctrl-C too.
///
/// For one thread at a time.
public final class TempDirectory implements AutoCloseable {

    private static final Set<TempDirectory> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(
                new Thread(() -> List.copyOf(OPEN).forEach(TempDirectory::close), "remove temporary directories"));
    }

    private final Path path;

    private TempDirectory(Path path) {
        this.path = path;
    }

    /// Makes one in the system's temporary directory.
    public static TempDirectory create(String prefix) throws IOException {
        return opened(Files.createTempDirectory(prefix));
    }

    /// Makes one in another directory, from which its content can be moved to a place beside it in one step.
    public static TempDirectory createIn(Path parent, String prefix) throws IOException {
        return opened(Files.createTempDirectory(parent, prefix));
    }

    private static TempDirectory opened(Path path) {
        TempDirectory directory = new TempDirectory(path);
        OPEN.add(directory);
        return directory;
    }

    public Path path() {
        return path;
    }

    /// Runs a command to its end and returns what it printed.
    ///
    /// @throws IOException when it cannot be run, or ends with another status than 0
    String run(ProcessBuilder command) throws IOException, InterruptedException {
        command.redirectErrorStream(true).environment().put(Leftovers.VARIABLE, mark());
        Process process = command.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                List<String> lines = output.strip().lines().toList();
                throw new IOException(Path.of(command.command().getFirst()).getFileName() + " failed: "
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        if (OPEN.remove(this)) {
            Leftovers.end(mark());
            try (Stream<Path> all = Files.walk(path)) {
                all.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.deleteIfExists(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } catch (IOException | UncheckedIOException e) {
                System.err.println("Temporary files stay behind in " + path + ": " + e.getMessage() + ".");
            }
        }
    }

    private String mark() {
        return path.getFileName().toString();
    }
}
