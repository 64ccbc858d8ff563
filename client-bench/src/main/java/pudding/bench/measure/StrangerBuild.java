package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import pudding.bench.server.BuildCommand;
import pudding.bench.server.Contender;
import pudding.bench.server.Subprocess;

/// Builds a contender by its descriptor's command, in its own directory, and weighs what it must ship; used by one
/// thread.
///
/// What counts as a build is the descriptor's affair: one that builds from clean is timed from clean.
final class StrangerBuild {

    /// The first one may fetch half a registry.
    private static final Duration WITHIN = Duration.ofMinutes(20);
    private static final int SHOWN_LINES = 5;
    private static final int MOST_FILES = 64;

    private final String name;
    private final BuildCommand command;
    private final List<String> ships;

    private StrangerBuild(String name, BuildCommand command, List<String> ships) {
        this.name = name;
        this.command = command;
        this.ships = ships;
    }

    /// The build of a contender; of one that has none, a build of nothing.
    ///
    /// @param home root of the project
    static StrangerBuild of(Contender contender, Path home, Path javaHome) {
        Contender.Build build = contender.build();
        return new StrangerBuild(contender.name(), BuildCommand.of(contender, home, javaHome),
                build == null ? List.of() : build.ships());
    }

    /// Builds it and weighs it. What cannot be built, or is not there, is left out of the answer.
    ///
    /// @param runs     timed builds, after one uncounted; 0 for one build, which is timed
    /// @param progress told what is being done
    /// @param failed   told in a sentence what could not be
    Evidence.Artefact weigh(int runs, Consumer<String> progress, Consumer<String> failed)
            throws InterruptedException {
        List<Long> millis = List.of();
        Map<String, Long> bytes = Map.of();
        try {
            millis = millis(runs, progress);
            bytes = shippedBytes();
        } catch (IOException e) {
            failed.accept(e.getMessage());
        }
        return new Evidence.Artefact(name, millis, false, bytes, null, null, null);
    }

    /// Builds it.
    ///
    /// @param runs     timed builds, after one uncounted; 0 for one build, which is timed
    /// @param progress told what is being done
    /// @return each timed build's wall-clock time, in ms; empty where nothing is built
    /// @throws IOException with the command's last lines, when it fails
    List<Long> millis(int runs, Consumer<String> progress) throws IOException, InterruptedException {
        List<Long> millis = new ArrayList<>();
        if (command.words().isEmpty()) {
            return millis;
        }
        for (int run = 0; run <= runs; run++) {
            progress.accept("building " + name + (runs == 0 ? "" : ", " + run + " of " + (runs + 1)));
            long startNanos = System.nanoTime();
            build();
            if (run > 0 || runs == 0) {
                millis.add((System.nanoTime() - startNanos) / 1_000_000);
            }
        }
        return millis;
    }

    private void build() throws IOException, InterruptedException {
        try {
            Subprocess.run(command.process(), WITHIN);
        } catch (IOException e) {
            List<String> lines = String.valueOf(e.getMessage()).lines().filter(line -> !line.isBlank()).toList();
            // A tool that says which lines are errors says the first of them first.
            List<String> errors = lines.stream().filter(line -> line.contains("ERROR")).limit(SHOWN_LINES).toList();
            List<String> shown = errors.isEmpty()
                    ? lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())
                    : errors;
            throw new IOException(name + " could not be built: " + String.join(" ", shown), e);
        }
    }

    /// Bytes of each file that must be shipped, by its path, which often tells a version; of a glob that finds many,
    /// their sum.
    ///
    /// @throws IOException when there is no such file
    Map<String, Long> shippedBytes() throws IOException {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (String glob : ships) {
            Map<String, Long> found = found(FileSystems.getDefault().getPathMatcher("glob:" + glob));
            if (found.isEmpty()) {
                throw new IOException(name + " ships \"" + glob + "\", and there is no such file.");
            }
            if (found.size() > MOST_FILES) {
                bytes.put(glob, found.values().stream().mapToLong(Long::longValue).sum());
            } else {
                bytes.putAll(found);
            }
        }
        return bytes;
    }

    private Map<String, Long> found(PathMatcher matcher) throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(command.directory())) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Path relative = command.directory().relativize(file);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && matcher.matches(relative)) {
                    bytes.put(relative.toString(), Files.size(file));
                }
            }
        }
        return bytes;
    }
}
