package pudding.bench.measure;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Writes files whole or not at all: beside their place first, and on the disk, before they take it.
///
/// Has no state; may be used by any thread. An interrupt does not stop a write.
public final class WholeFiles {

    /// Ends the name of a file that is not in its place yet; one is left only where the process was killed.
    public static final String PART = ".part";

    private WholeFiles() {
    }

    /// Writes one file, and the directories above it.
    ///
    /// @throws IOException when it cannot be written; what was there before is still there
    public static void write(Path file, byte[] content) throws IOException {
        Path dir = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a directory is no file");
        write(dir, new TreeMap<>(Map.of(file.getFileName().toString(), content)));
    }

    /// Writes several files, which take their places in the order of the map once all are on the disk.
    ///
    /// @param files name, with `/` where there are directories, and content
    /// @throws IOException when one cannot be written; no file is ever in its place in part
    public static void write(Path dir, SequencedMap<String, byte[]> files) throws IOException {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path part = dir.resolve(file.getKey() + PART);
                Files.createDirectories(part.toAbsolutePath().getParent());
                // Not a channel: an interrupt would close it.
                try (FileOutputStream out = new FileOutputStream(part.toFile())) {
                    out.write(file.getValue());
                    out.getFD().sync();
                }
            }
            for (String name : files.keySet()) {
                Files.move(dir.resolve(name + PART), dir.resolve(name), StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (String name : files.keySet()) {
                Files.deleteIfExists(dir.resolve(name + PART));
            }
        }
    }

    /// Writes one file of text.
    static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
