package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
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
        Path sums = dir.resolve("SHA256SUMS");
        byte[] before = Files.readAllBytes(file);
        byte[] sumsBefore = Files.readAllBytes(sums);
        try {
            Files.writeString(file, edit.apply(Files.readString(file)));
            if (sumAgain) {
                Files.writeString(sums, Files.readString(sums).replace(sha256(before),
                        sha256(Files.readAllBytes(file))));
            }
            return difference(dir);
        } finally {
            Files.write(file, before);
            Files.write(sums, sumsBefore);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
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
