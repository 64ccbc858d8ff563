package pudding.contract;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Keys that sign nothing for a client of TLS 1.2 that takes SHA-1 alone (RFC 9155 §4); safe for use by many threads at
/// once.
///
/// For BoringSSL, which would sign with it, and of which no Java binding has a setting against that. The JDK refuses by
/// itself.
final class StrictKeys extends X509ExtendedKeyManager {

    private final X509ExtendedKeyManager keys;

    private StrictKeys(X509ExtendedKeyManager keys) {
        this.keys = keys;
    }

    /// Wraps what another factory, which is set up already, makes.
    static KeyManagerFactory factory(KeyManagerFactory factory) {
        KeyManager strict = new StrictKeys((X509ExtendedKeyManager) factory.getKeyManagers()[0]);
        return new KeyManagerFactory(new Spi(strict), factory.getProvider(), factory.getAlgorithm()) {};
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        String alias = keys.chooseEngineServerAlias(keyType, issuers, engine);
        return alias == null || isAnyStrong(engine, keys.getPrivateKey(alias).getAlgorithm()) ? alias : null;
    }

    /// Whether the client takes a signature of the key's algorithm, such as `SHA256withECDSA` for `EC`, by another hash.
    /// TLS 1.3 has none by SHA-1 (RFC 8446 §4.4.3), and is not asked: Netty's engine keeps what it was asked for, which is
    /// half a kilobyte for each connection.
    private static boolean isAnyStrong(SSLEngine engine, String keyAlgorithm) {
        return !(engine.getHandshakeSession() instanceof ExtendedSSLSession session)
                || session.getProtocol().equals("TLSv1.3")
                || Arrays.stream(session.getPeerSupportedSignatureAlgorithms())
                        .filter(Objects::nonNull)
                        .anyMatch(name -> name.contains(keyAlgorithm) && !name.startsWith("SHA1with"));
    }

    @Override
    public String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return keys.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return keys.getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
            @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.getPrivateKey(alias);
    }

    private static final class Spi extends KeyManagerFactorySpi {

        private final KeyManager strict;

        Spi(KeyManager strict) {
            this.strict = strict;
        }

        @Override
        protected void engineInit(KeyStore keystore, char[] password) {
            throw new IllegalStateException("set up already");
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            throw new IllegalStateException("set up already");
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {strict};
        }
    }
}
