package pudding.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import pudding.contract.UsageException;

/// The files of `certs/`: the private CA, and the server's key and certificate, as PKCS#12 and as PEM.
///
/// @param ca           CA certificate (PEM), which clients trust
/// @param certificate  server's chain (PEM)
/// @param key          server's private key (PEM)
/// @param keystore     the same as PKCS#12
/// @param passwordFile file with the keystore's password
public record Certificates(Path ca, Path certificate, Path key, Path keystore, Path passwordFile) {

    private static final long GENERATE_SECONDS = 120;

    /// The files in a directory, whether they are there or not.
    public static Certificates in(Path directory) {
        return new Certificates(directory.resolve("ca.pem"), directory.resolve("server.pem"),
                directory.resolve("server-key.pem"), directory.resolve("server.p12"), directory.resolve("password"));
    }

    /// The files in the project's `certs/`, made by `generate.sh` where there are none.
    ///
    /// @param home     root of the project
    /// @param javaHome JDK whose keytool makes them
    /// @param progress told in one line that they are being made
    /// @throws UsageException with one sentence, when they cannot be made
    public static Certificates ensure(Path home, Path javaHome, Consumer<String> progress)
            throws UsageException, InterruptedException {
        Path directory = home.resolve("certs");
        Certificates certificates = in(directory);
        if (certificates.complete()) {
            return certificates;
        }
        Path script = directory.resolve("generate.sh");
        if (!Files.exists(script)) {
            throw new UsageException("There is no " + script + " to make certificates with.");
        }
        progress.accept("Making a private CA and a server certificate in certs/ …");
        generate(script, javaHome);
        if (!certificates.complete()) {
            throw new UsageException("certs/generate.sh ran, but not all of " + certificates.files() + " are there.");
        }
        return certificates;
    }

    private static void generate(Path script, Path javaHome) throws UsageException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", javaHome.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            List<String> output = new ArrayList<>();
            try (var reader = process.inputReader()) {
                reader.lines().forEach(output::add);
            }
            if (!process.waitFor(GENERATE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new UsageException("certs/generate.sh failed: "
                        + (output.isEmpty() ? "it said nothing" : output.getLast()) + ".");
            }
        } catch (IOException e) {
            throw new UsageException("certs/generate.sh cannot be run: " + e.getMessage() + ".");
        }
    }

    private boolean complete() {
        return files().stream().allMatch(Files::isReadable);
    }

    private List<Path> files() {
        return List.of(ca, certificate, key, keystore, passwordFile);
    }
}
