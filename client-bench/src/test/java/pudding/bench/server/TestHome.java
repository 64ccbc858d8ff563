package pudding.bench.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import pudding.contract.suite.TestCertificates;

/// A project's root for tests: the servers as they are built, the tests' certificates, and room of its own for logs.
public final class TestHome {

    private TestHome() {
    }

    /// Makes one in an empty directory.
    public static Path in(Path directory) throws IOException {
        Path root = root();
        for (String module : new String[] {"server-plain", "server-netty"}) {
            Files.createSymbolicLink(directory.resolve(module), root.resolve(module));
        }
        Files.createSymbolicLink(directory.resolve("certs"), certificates().ca().getParent());
        return directory;
    }

    /// Removes the links again, which a temporary directory's own removal would warn of.
    public static void removeLinks(Path home) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home)) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /// The real one: the first directory, upwards from the working directory, that holds `certs/generate.sh`.
    public static Path root() {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            if (Files.exists(dir.resolve("certs").resolve("generate.sh"))) {
                return dir;
            }
        }
        throw new IllegalStateException("There is no certs/generate.sh above the working directory.");
    }

    public static Certificates certificates() {
        return Certificates.in(TestCertificates.keystore().resolveSibling("").toAbsolutePath().normalize());
    }
}
