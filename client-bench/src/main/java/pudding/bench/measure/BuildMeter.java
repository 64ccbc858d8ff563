package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/// Times how long it takes to build a module and what it needs, from clean, in a copy of the source.
///
/// Has no state; may be used by any thread. Checks and tests are off, and the local repository is warm.
public final class BuildMeter {

    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".idea", "results", "docs");

    private static final PathMatcher KEYS = FileSystems.getDefault()
            .getPathMatcher("glob:certs/{*.p12,*.pem,password}");

    private BuildMeter() {
    }

    /// Builds a module once uncounted, which fetches what is missing, and then `runs` times.
    ///
    /// @param home     root of the project
    /// @param javaHome JDK that runs the build
    /// @param module   directory of the module
    /// @param progress told the number of builds that are done, the uncounted one included
    /// @return each counted build's wall-clock time, in ms
    /// @throws IOException with the build's last lines, when one fails
    public static List<Long> millis(Path home, Path javaHome, String module, int runs, IntConsumer progress)
            throws IOException, InterruptedException {
        try (TempDirectory copy = TempDirectory.create("pudding-build-")) {
            copy(home, copy.path());
            build(copy, javaHome, module, false);
            progress.accept(1);
            List<Long> millis = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                long start = System.nanoTime();
                build(copy, javaHome, module, true);
                millis.add((System.nanoTime() - start) / 1_000_000);
                progress.accept(run + 2);
            }
            return millis;
        }
    }

    private static void build(TempDirectory copy, Path javaHome, String module, boolean offline)
            throws IOException, InterruptedException {
        Path wrapper = copy.path().resolve("mvnw");
        List<String> command = new ArrayList<>();
        if (Files.exists(wrapper)) {
            command.addAll(List.of("sh", wrapper.toString()));
        } else {
            command.add("mvn");
        }
        if (offline) {
            command.add("-o");
        }
        command.addAll(List.of("-q", "-B", "-Dfast", "-DskipTests", "-pl", module, "-am", "clean", "package"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(copy.path().toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        copy.run(builder);
    }

    /// Copies the source: no build's output, no history, no keys.
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!directory.equals(from) && LEFT_OUT.contains(directory.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                boolean secret = KEYS.matches(from.relativize(file));
                if (attributes.isRegularFile() && !secret) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
