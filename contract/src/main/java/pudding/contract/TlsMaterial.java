package pudding.contract;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// The server's private key and certificate chain, read once at start.
public final class TlsMaterial {

    private final KeyStore keystore;
    private final char[] password;
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private TlsMaterial(KeyStore keystore, char[] password, PrivateKey key, List<X509Certificate> chain) {
        this.keystore = keystore;
        this.password = password;
        this.key = key;
        this.chain = chain;
    }

    /// Reads the keystore that the options name.
    ///
    /// @throws UsageException with one sentence, when it is absent, unreadable, locked by another password,
    ///                        without a key, or with a key and a certificate that do not fit
    public static TlsMaterial load(ServerOptions options) throws UsageException {
        Path file = options.keystore();
        char[] password = password(options.passwordFile(), file);
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keystore = KeyStore.getInstance("PKCS12");
            keystore.load(in, password);
            for (String alias : Collections.list(keystore.aliases())) {
                if (keystore.getKey(alias, password) instanceof PrivateKey key) {
                    List<X509Certificate> chain = x509(keystore.getCertificateChain(alias));
                    if (!fits(key, chain.getFirst())) {
                        throw new UsageException("Keystore " + file + " holds a certificate for another key.");
                    }
                    return new TlsMaterial(keystore, password, key, chain);
                }
            }
            throw new UsageException("Keystore " + file + " holds no private key.");
        } catch (NoSuchFileException e) {
            throw absent(file);
        } catch (IOException e) {
            throw new UsageException(e.getCause() instanceof GeneralSecurityException
                    ? "Keystore " + file + " does not open with the password in " + options.passwordFile() + "."
                    : "Keystore " + file + " is not a readable PKCS#12 file.");
        } catch (GeneralSecurityException e) {
            throw new UsageException("Keystore " + file + " cannot be used: " + e.getMessage() + ".");
        }
    }

    /// `certs/server.p12` in the working directory, or in a directory above the running jar.
    static Optional<Path> defaultKeystore() {
        Path relative = Path.of("certs", "server.p12");
        if (Files.exists(relative)) {
            return Optional.of(relative);
        }
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            for (Path dir = Path.of(entry).toAbsolutePath().getParent(); dir != null; dir = dir.getParent()) {
                if (Files.exists(dir.resolve(relative))) {
                    return Optional.of(dir.resolve(relative));
                }
            }
        }
        return Optional.empty();
    }

    public PrivateKey key() {
        return key;
    }

    /// The server's certificate first.
    public List<X509Certificate> chain() {
        return chain;
    }

    /// The key and chain for JSSE.
    public KeyManagerFactory keyManagers() {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keystore, password);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keystore opened before but does not now.", e);
        }
    }

    /// The same for a BoringSSL that tells a key manager what the client takes; it would sign with SHA-1.
    public KeyManagerFactory strictKeyManagers() {
        return StrictKeys.factory(keyManagers());
    }

    /// A context of JSSE's with this key, which trusts no client's certificate.
    ///
    /// @param provider null for the JDK's
    /// @throws GeneralSecurityException when the provider has no TLS, or does not take the key
    public SSLContext context(@Nullable Provider provider) throws GeneralSecurityException {
        SSLContext context = provider == null
                ? SSLContext.getInstance("TLS")
                : SSLContext.getInstance("TLS", provider);
        context.init(keyManagers().getKeyManagers(), new TrustManager[] {new NoClientCertificates()}, null);
        context.getServerSessionContext().setSessionCacheSize(TlsRules.SESSION_CACHE_SIZE);
        return context;
    }

    /// Whether what the key signs is what the certificate confirms; else every handshake would fail at the client.
    private static boolean fits(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = key.getAlgorithm();
        if (!algorithm.equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(switch (algorithm) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> algorithm;
        });
        byte[] probe = certificate.getEncoded();
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(probe);
        return signature.verify(signed);
    }

    private static char[] password(Path passwordFile, Path keystore) throws UsageException {
        if (!Files.exists(keystore)) {
            throw absent(keystore);
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new UsageException("Password file " + passwordFile + " cannot be read.");
        }
    }

    private static UsageException absent(Path keystore) {
        return new UsageException("No certificate at " + keystore
                + ": run certs/generate.sh, or name one with --keystore FILE --password-file FILE.");
    }

    private static List<X509Certificate> x509(Certificate[] chain) {
        return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }
}
