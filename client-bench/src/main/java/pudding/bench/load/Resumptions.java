package pudding.bench.load;

import io.netty.handler.ssl.ResumableX509ExtendedTrustManager;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import pudding.contract.UsageException;

/// Trusts a target's authority, and knows which handshakes were resumed: those that completed without a certificate
/// to check (RFC 8446 §2.2, RFC 5246 §7.3); safe for use by many threads at once.
///
/// Engines are told apart by the port that they believe to talk to, which [Transport#connect] makes distinct.
final class Resumptions extends X509ExtendedTrustManager implements ResumableX509ExtendedTrustManager {

    private final X509TrustManager trust;
    private final Set<Integer> resumedPorts = ConcurrentHashMap.newKeySet();

    private Resumptions(X509TrustManager trust) {
        this.trust = trust;
    }

    /// @throws UsageException when the authority's file cannot be used
    static Resumptions of(Target target) throws UsageException {
        Path ca = target.caCertificate();
        if (ca == null) {
            return new Resumptions((X509TrustManager) InsecureTrustManagerFactory.INSTANCE.getTrustManagers()[0]);
        }
        try (InputStream in = Files.newInputStream(ca)) {
            Collection<? extends Certificate> authorities = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in);
            if (authorities.isEmpty()) {
                throw new CertificateException("none");
            }
            KeyStore keystore = KeyStore.getInstance("PKCS12");
            keystore.load(null, null);
            for (Certificate authority : authorities) {
                keystore.setCertificateEntry("ca-" + keystore.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(keystore);
            return new Resumptions((X509TrustManager) factory.getTrustManagers()[0]);
        } catch (IOException e) {
            throw new UsageException("CA certificate " + ca + " cannot be read.");
        } catch (CertificateException e) {
            throw new UsageException("CA certificate " + ca + " holds no certificate in PEM form.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no PKIX.", e);
        }
    }

    /// Whether the handshake just completed on that port was resumed; forgets it.
    boolean take(int port) {
        return resumedPorts.remove(port);
    }

    @Override
    public void resumeServerTrusted(X509Certificate[] chain, SSLEngine engine) {
        resumedPorts.add(engine.getPeerPort());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (trust instanceof X509ExtendedTrustManager extended) {
            // This one checks the host too.
            extended.checkServerTrusted(chain, authType, engine);
        } else {
            trust.checkServerTrusted(chain, authType);
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    // Netty's client calls none of these.

    @Override
    public void resumeClientTrusted(X509Certificate[] chain, SSLEngine engine) throws CertificateException {
        throw notAClient();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw notAClient();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw notAClient();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw notAClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw notAClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw notAClient();
    }

    private static CertificateException notAClient() {
        return new CertificateException("This is for a client's engines alone.");
    }
}
