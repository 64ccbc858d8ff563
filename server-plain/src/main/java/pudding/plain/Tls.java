package pudding.plain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.TlsMaterial;
import pudding.contract.TlsRules;

/// Makes the server ends of TLS connections, set as the contract says; safe for use by many threads at once.
final class Tls {

    private final SSLContext context;

    private Tls(SSLContext context) {
        this.context = context;
    }

    static Tls of(TlsMaterial material) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(material.keyManagers().getKeyManagers(), null, null);
            context.getServerSessionContext().setSessionCacheSize(TlsRules.SESSION_CACHE_SIZE);
            return new Tls(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no TLS.", e);
        }
    }

    /// Lays TLS over a connected socket, for blocking use.
    ///
    /// @param firstByte what was already read from it
    SSLSocket socket(Socket raw, int firstByte) throws IOException {
        var consumed = new ByteArrayInputStream(new byte[] {(byte) firstByte});
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, consumed, true);
        socket.setUseClientMode(false);
        socket.setSSLParameters(parameters());
        return socket;
    }

    /// An engine, for use without blocking.
    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters());
        return engine;
    }

    /// What is counted and logged when TLS fails.
    static Rejection rejection(IOException e) {
        return new Rejection(Refusal.TLS, e instanceof SSLException
                ? "TLS failed: " + e.getMessage() + "."
                : "The peer went away during the TLS handshake.");
    }

    private static SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters(TlsRules.SUITES.toArray(String[]::new),
                TlsRules.PROTOCOLS.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNamedGroups(TlsRules.GROUPS.toArray(String[]::new));
        parameters.setApplicationProtocols(new String[] {TlsRules.APPLICATION_PROTOCOL});
        return parameters;
    }
}
