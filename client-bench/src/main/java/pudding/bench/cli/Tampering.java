package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import pudding.bench.report.Checksums;
import pudding.bench.report.DifferenceException;
import pudding.bench.report.Verify;
import pudding.contract.UsageException;

/// Edits an evidence folder as a forger would; has no state.
final class Tampering {

    private Tampering() {
    }

    /// What `verify` says of a folder in which one file was edited; the file is as before afterwards.
    static String edited(Path dir, String name, UnaryOperator<String> edit, boolean sumAgain)
            throws IOException, UsageException {
        Path file = dir.resolve(name);
        Path sums = dir.resolve(Checksums.NAME);
        byte[] before = Files.readAllBytes(file);
        byte[] sumsBefore = Files.readAllBytes(sums);
        try {
            Files.writeString(file, edit.apply(Files.readString(file)));
            if (sumAgain) {
                Files.writeString(sums, Checksums.of(dir, Map.of()).text());
            }
            return difference(dir);
        } finally {
            Files.write(file, before);
            Files.write(sums, sumsBefore);
        }
    }

    private static String difference(Path dir) throws IOException, UsageException {
        try {
            Verify.folder(dir);
            return "the edited folder verifies.";
        } catch (DifferenceException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
