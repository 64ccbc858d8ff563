package pudding.plain;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.contract.UsageException;

/// Loads BoringSSL, as Conscrypt brings it, from a folder beside the server's jar, and only when it is asked for: the
/// server itself is the JDK alone.
final class BoringSsl {

    /// Holds Conscrypt's jar.
    private static final String FOLDER = "boringssl";
    private static final String PROVIDER = "org.conscrypt.OpenSSLProvider";

    private BoringSsl() {
    }

    /// A provider of TLS; its engines want native memory, and hold some until they are closed.
    ///
    /// @throws UsageException when it is not there, or does not load on this platform
    static Provider load() throws UsageException {
        try {
            return load(Path.of(BoringSsl.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .resolveSibling(FOLDER));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Provider load(Path folder) throws UsageException {
        try {
            List<URL> jars = jars(folder);
            if (jars.isEmpty()) {
                throw new UsageException("--tls boringssl needs Conscrypt's jar in the folder " + FOLDER
                        + " beside server-plain's: use --tls jdk, or build server-plain again.");
            }
            // Stays open as long as the server runs: the provider loads its classes when it needs them.
            URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new));
            return (Provider) loader.loadClass(PROVIDER).getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | IOException e) {
            @Nullable Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw new UsageException("--tls boringssl is not available on this platform: use --tls jdk ("
                    + cause + ").");
        }
    }

    private static List<URL> jars(Path folder) throws IOException {
        List<URL> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
                for (Path file : files) {
                    jars.add(file.toUri().toURL());
                }
            }
        }
        return jars;
    }
}
