package pudding.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
    private static final String ISSUER = "CN=Pudding private CA";
    /// What `generate.sh` adds by itself; `::1` as Java writes it.
    private static final Set<String> ALWAYS = Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1",
            NamespaceLink.SERVER);

    /// The files in a directory, whether they are there or not.
    public static Certificates in(Path directory) {
        return new Certificates(directory.resolve("ca.pem"), directory.resolve("server.pem"),
                directory.resolve("server-key.pem"), directory.resolve("server.p12"), directory.resolve("password"));
    }

    /// The files in the project's `certs/`, made by `generate.sh` where there are none, and again where the certificate
    /// has ended; not before, because servers that run have the old ones.
    ///
    /// @param home     root of the project
    /// @param javaHome JDK whose keytool makes them
    /// @param progress told in one line that they are being made
    /// @throws UsageException with one sentence, when they cannot be made, or have ended and are not of `generate.sh`
    public static Certificates ensure(Path home, Path javaHome, Consumer<String> progress)
            throws UsageException, InterruptedException {
        Path directory = home.resolve("certs");
        Certificates certificates = in(directory);
        if (certificates.complete()) {
            certificates.renewEnded(home, javaHome, progress);
            return certificates;
        }
        Path script = directory.resolve("generate.sh");
        if (!Files.exists(script)) {
            throw new UsageException("There is no " + script + " to make certificates with.");
        }
        progress.accept("Making a private CA and a server certificate in certs/ …");
        generate(script, javaHome, List.of());
        if (!certificates.complete()) {
            throw new UsageException("certs/generate.sh ran, but not all of " + certificates.files() + " are there.");
        }
        return certificates;
    }

    /// Makes new ones where these do not hold for an address, for the names that they hold for and the address.
    ///
    /// @param home     root of the project, whose `certs/` they are
    /// @param javaHome JDK whose keytool makes them
    /// @param progress told in one line that they are being made
    /// @throws UsageException with one sentence, when they are not of `generate.sh`, or new ones cannot be made
    public void renewFor(String address, Path home, Path javaHome, Consumer<String> progress)
            throws UsageException, InterruptedException {
        X509Certificate leaf = leaf();
        Set<String> names = names(leaf);
        if (names.contains(address)) {
            return;
        }
        requireOwn(leaf, "does not hold for " + address);
        progress.accept("Making new certificates in certs/, which hold for " + address + " too …");
        names.add(address);
        renew(leaf, names, home, javaHome);
    }

    private void renewEnded(Path home, Path javaHome, Consumer<String> progress)
            throws UsageException, InterruptedException {
        X509Certificate leaf = leaf();
        Instant end = leaf.getNotAfter().toInstant();
        if (end.isAfter(Instant.now())) {
            return;
        }
        String ended = "ended on " + end.atZone(ZoneOffset.UTC).toLocalDate();
        requireOwn(leaf, ended);
        progress.accept("Making new certificates in certs/, because the one there " + ended + " …");
        renew(leaf, names(leaf), home, javaHome);
    }

    private static void requireOwn(X509Certificate leaf, String fault) throws UsageException {
        if (!leaf.getIssuerX500Principal().getName().equals(ISSUER)) {
            throw new UsageException("The certificate in certs/ " + fault
                    + " and was not made by certs/generate.sh, which would replace it with --force.");
        }
    }

    private static void renew(X509Certificate leaf, Set<String> names, Path home, Path javaHome)
            throws UsageException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--force"));
        if (leaf.getPublicKey().getAlgorithm().equals("RSA")) {
            arguments.add("--rsa");
        }
        names.stream().filter(name -> !ALWAYS.contains(name)).forEach(arguments::add);
        generate(home.resolve("certs").resolve("generate.sh"), javaHome, arguments);
    }

    private X509Certificate leaf() throws UsageException {
        try (InputStream in = Files.newInputStream(certificate)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | CertificateException e) {
            throw new UsageException(certificate.getFileName() + " of certs/ cannot be read as a certificate; "
                    + "certs/generate.sh --force makes another.");
        }
    }

    /// The host names and addresses that a certificate holds for.
    private static Set<String> names(X509Certificate leaf) throws UsageException {
        try {
            Set<String> names = new TreeSet<>();
            for (List<?> name : Objects.requireNonNullElse(leaf.getSubjectAlternativeNames(), List.<List<?>>of())) {
                names.add(String.valueOf(name.get(1)));
            }
            return names;
        } catch (CertificateException e) {
            throw new UsageException("The names in the certificate of certs/ cannot be read; "
                    + "certs/generate.sh --force makes another.");
        }
    }

    private static void generate(Path script, Path javaHome, List<String> arguments)
            throws UsageException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
        builder.command().addAll(arguments);
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
