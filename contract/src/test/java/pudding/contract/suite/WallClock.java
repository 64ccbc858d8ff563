package pudding.contract.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Finds the classes that read the time of day; has no state.
final class WallClock {

    /// As a class file's constant pool names them.
    private static final List<String> NAMES = List.of("currentTimeMillis", "java/time/Clock", "java/time/Instant",
            "java/time/LocalDateTime", "java/time/ZonedDateTime", "java/util/Date");

    private WallClock() {
    }

    /// File names of those classes among all that lie where `one` does, in a directory or a jar.
    static List<String> readers(Class<?> one) throws IOException, URISyntaxException {
        Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return readers(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return readers(jar.getPath("/"));
        }
    }

    private static List<String> readers(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(WallClock::reads)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }

    private static boolean reads(Path file) {
        try {
            String constants = Files.readString(file, StandardCharsets.ISO_8859_1);
            return NAMES.stream().anyMatch(constants::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
