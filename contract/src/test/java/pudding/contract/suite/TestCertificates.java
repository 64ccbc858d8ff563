package pudding.contract.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A server certificate for tests, made by the project's own `certs/generate.sh`, once per JVM; safe for use by
/// many threads at once.
public final class TestCertificates {

    /// A password that guards nothing need not be hard to guess: by default each server would spend more CPU on its
    /// keystore, when it starts, than on anything else.
    private static final String EASY_PASSWORD = "-Dkeystore.pkcs12.certPbeIterationCount=1 "
            + "-Dkeystore.pkcs12.keyPbeIterationCount=1 -Dkeystore.pkcs12.macIterationCount=1";
    private static final Path DIRECTORY = generate();
    private static final SSLContext CLIENT = context();

    private TestCertificates() {
    }

    public static Path keystore() {
        return DIRECTORY.resolve("server.p12");
    }

    public static Path passwordFile() {
        return DIRECTORY.resolve("password");
    }

    /// A client's TLS that trusts the tests' own CA and nothing else.
    public static SSLContext clientContext() {
        return CLIENT;
    }

    private static Path generate() {
        try {
            Path directory = Files.createTempDirectory("pudding-certs");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            Path output = directory.resolve("output");
            ProcessBuilder builder = new ProcessBuilder(script().toString(), "--out", directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_TOOL_OPTIONS", EASY_PASSWORD);
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("generate.sh ended with " + status + ": "
                        + Files.readString(output));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Walks up from the working directory, which is that of a module or of the project.
    private static Path script() {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path script = dir.resolve("certs").resolve("generate.sh");
            if (Files.exists(script)) {
                return script;
            }
        }
        throw new IllegalStateException("There is no certs/generate.sh above the working directory.");
    }

    private static SSLContext context() {
        try {
            String password = Files.readString(passwordFile(), StandardCharsets.UTF_8).strip();
            KeyStore server = KeyStore.getInstance(keystore().toFile(), password.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (String alias : Collections.list(server.aliases())) {
                Certificate[] chain = server.getCertificateChain(alias);
                trusted.setCertificateEntry(alias, chain[chain.length - 1]);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
