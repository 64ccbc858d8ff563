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
import pudding.contract.ServerOptions;
import pudding.contract.ServerOptions.TlsProvider;
import pudding.contract.TlsMaterial;
import pudding.contract.TlsRules;
import pudding.contract.UsageException;

/// Makes the server ends of TLS connections, set as the contract says; safe for use by many threads at once.
final class Tls {

    private final SSLContext context;
    private final boolean isNative;

    private Tls(SSLContext context, boolean isNative) {
        this.context = context;
        this.isNative = isNative;
    }

    /// Takes the key and the provider.
    ///
    /// @throws UsageException when the provider is not there, or the key does not suit it
    static Tls of(ServerOptions options) throws UsageException {
        TlsMaterial material = TlsMaterial.load(options);
        boolean isNative = options.tls() == TlsProvider.BORINGSSL;
        try {
            return new Tls(material.context(isNative ? BoringSsl.load() : null), isNative);
        } catch (GeneralSecurityException e) {
            throw new UsageException("TLS cannot be set up: " + e.getMessage() + ".");
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

    /// Whether engines work on native memory, and copy what is in arrays.
    boolean isNative() {
        return isNative;
    }

    /// Frees what an engine holds outside of the heap; it is not used any more.
    void release(SSLEngine engine) {
        // The JDK's has nothing there, and takes an end without the peer's close_notify for an attack on its session.
        if (isNative) {
            try {
                engine.closeOutbound();
                engine.closeInbound();
            } catch (SSLException e) {
                // It is closed all the same.
            }
        }
    }

    /// An engine, for use without blocking.
    ///
    /// @throws SSLException when the provider has no room for it: Conscrypt takes two descriptors for each
    SSLEngine engine() throws SSLException {
        try {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            engine.setSSLParameters(parameters());
            return engine;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof SSLException cause) {
                throw cause;
            }
            throw e;
        }
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
