package pudding.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import pudding.bench.measure.Gzip;
import pudding.bench.measure.Redact;

/// Checks that hold for every folder of results; has no state, may be used by any thread.
final class FileChecks {

    private static final int SHOWN_CHARS = 60;

    private FileChecks() {
    }

    /// Compares derived files with what their evidence gives.
    ///
    /// @param evidence name of its file
    static void same(Path dir, Map<String, byte[]> files, String evidence) throws IOException, DifferenceException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey();
            if (!Files.exists(dir.resolve(name))) {
                throw new DifferenceException(
                        name + " is missing; pudding report renders it from " + evidence + ".");
            }
            byte[] found = Files.readAllBytes(dir.resolve(name));
            if (!Arrays.equals(found, file.getValue())) {
                throw new DifferenceException(difference(name, lines(found), lines(file.getValue()), evidence));
            }
        }
    }

    /// Line ends count: they are compared too.
    private static List<String> lines(byte[] text) {
        return List.of(new String(text, StandardCharsets.UTF_8).split("(?<=\n)", -1));
    }

    private static String difference(String name, List<String> found, List<String> due, String evidence) {
        int line = 0;
        while (line < Math.min(found.size(), due.size()) && found.get(line).equals(due.get(line))) {
            line++;
        }
        String here = line < found.size() ? found.get(line) : "";
        String there = line < due.size() ? due.get(line) : "";
        int column = 0;
        while (column < Math.min(here.length(), there.length()) && here.charAt(column) == there.charAt(column)) {
            column++;
        }
        int from = Math.max(0, column - SHOWN_CHARS / 2);
        return "Line " + (line + 1) + " of " + name + " is not what " + evidence + " gives: \""
                + cut(here, from) + "\" instead of \"" + cut(there, from) + "\".";
    }

    private static String cut(String line, int from) {
        int to = Math.min(line.length(), from + SHOWN_CHARS);
        return (from > 0 ? "…" : "") + line.substring(Math.min(from, to), to).strip() + (to < line.length() ? "…" : "");
    }

    /// Nothing tells of a machine or a user.
    static void leaks(Path dir) throws IOException, DifferenceException {
        for (String name : Checksums.files(dir)) {
            refuseLeak("The name of " + name, name);
            int number = 0;
            // Any byte is a character here.
            String text = new String(content(dir, name), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                number++;
                refuseLeak("Line " + number + " of " + name, line);
            }
        }
    }

    /// What a file holds; what is compressed, as it was before.
    private static byte[] content(Path dir, String name) throws IOException, DifferenceException {
        byte[] bytes = Files.readAllBytes(dir.resolve(name));
        if (!name.endsWith(Gzip.SUFFIX)) {
            return bytes;
        }
        try {
            return Gzip.content(bytes);
        } catch (IOException e) {
            throw new DifferenceException(name + " is not compressed by gzip.");
        }
    }

    private static void refuseLeak(String where, String text) throws DifferenceException {
        String told = Redact.leak(text);
        if (told != null) {
            throw new DifferenceException(where + " tells of a machine or its user: \"" + cut(told, 0) + "\".");
        }
    }
}
