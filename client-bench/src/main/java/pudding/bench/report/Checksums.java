package pudding.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pudding.bench.measure.WholeFiles;

/// `SHA256SUMS`: the checksum of every other file of a folder, sorted by name, as sha256sum(1) writes and checks
/// them. Immutable.
///
/// @param byName SHA-256 in lower-case hex, by the name of the file with `/` between directories
public record Checksums(SortedMap<String, String> byName) {

    /// The file's name.
    public static final String NAME = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

    /// Takes the checksums of a folder as it will be.
    ///
    /// @param fresh files that are about to be written, which count instead of those on the disk
    public static Checksums of(Path dir, Map<String, byte[]> fresh) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        for (String name : files(dir)) {
            if (!fresh.containsKey(name) && !name.endsWith(WholeFiles.PART)) {
                sums.put(name, sum(Files.readAllBytes(dir.resolve(name))));
            }
        }
        fresh.forEach((name, content) -> sums.put(name, sum(content)));
        return new Checksums(sums);
    }

    /// Reads a folder's `SHA256SUMS`.
    ///
    /// @throws DifferenceException when it is missing, or is not as [#text] writes it
    static Checksums read(Path dir) throws IOException, DifferenceException {
        if (!Files.exists(dir.resolve(NAME))) {
            throw new DifferenceException(NAME + " is missing.");
        }
        // Any byte is a character here, so that a file that is not UTF-8 has wrong lines and is still read.
        String text = new String(Files.readAllBytes(dir.resolve(NAME)), StandardCharsets.UTF_8);
        SortedMap<String, String> sums = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || sums.put(matcher.group(2), matcher.group(1)) != null) {
                throw new DifferenceException("Line " + number + " of " + NAME + " is not a checksum and a file name.");
            }
        }
        Checksums checksums = new Checksums(sums);
        if (!checksums.text().equals(text)) {
            throw new DifferenceException(NAME + " is not sorted by file name, a line for each.");
        }
        return checksums;
    }

    /// What the file holds.
    public String text() {
        return byName.entrySet().stream().map(e -> e.getValue() + "  " + e.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /// Compares the files that are listed with those on the disk.
    ///
    /// @param but files that are not looked at
    /// @throws DifferenceException for the first that has changed or is missing
    void compare(Path dir, Predicate<String> but) throws IOException, DifferenceException {
        Set<String> there = files(dir);
        for (Map.Entry<String, String> entry : byName.entrySet()) {
            String name = entry.getKey();
            if (but.test(name)) {
                continue;
            }
            // A name that leads out of the folder is on no list of its files.
            if (!there.contains(name)) {
                throw new DifferenceException(name + " is missing, and " + NAME + " lists it.");
            }
            if (!sum(Files.readAllBytes(dir.resolve(name))).equals(entry.getValue())) {
                throw new DifferenceException(name + " was changed: " + NAME + " lists another checksum for it.");
            }
        }
    }

    /// Refuses a file that is on the disk and not listed.
    ///
    /// @param but files that may be there all the same
    /// @throws DifferenceException for the first
    void requireListed(Path dir, Predicate<String> but) throws IOException, DifferenceException {
        for (String name : files(dir)) {
            if (!byName.containsKey(name) && !but.test(name)) {
                throw new DifferenceException(name + " is not listed in " + NAME + ".");
            }
        }
    }

    /// Writes files into a folder, and then the checksums of these and of all other files in it.
    ///
    /// @return bytes written
    static long write(Path dir, SequencedMap<String, byte[]> files) throws IOException {
        SequencedMap<String, byte[]> all = new LinkedHashMap<>(files);
        all.put(NAME, of(dir, files).text().getBytes(StandardCharsets.UTF_8));
        WholeFiles.write(dir, all);
        return all.values().stream().mapToLong(content -> content.length).sum();
    }

    /// Every file of a folder but `SHA256SUMS`.
    ///
    /// @throws IOException when there is something else than files and directories
    static SortedSet<String> files(Path dir) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path path : all.filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)).toList()) {
                String name = dir.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException(name + " is neither a file nor a directory");
                }
                if (!name.equals(NAME)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static String sum(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform has it.
            throw new IllegalStateException(e);
        }
    }
}
