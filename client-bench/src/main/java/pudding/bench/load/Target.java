package pudding.bench.load;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A server to send to.
///
/// @param base          `wss://HOST:PORT`
/// @param caCertificate PEM file with the authority that its certificate must come from, for that host; null
///                      only with `insecure`
/// @param insecure      whether any certificate is taken, for any host
public record Target(URI base, @Nullable Path caCertificate, boolean insecure) {

    private static final int HTTPS_PORT = 443;

    public Target {
        if ((caCertificate == null) != insecure) {
            throw new IllegalArgumentException("A target has either a CA certificate or is insecure.");
        }
        if (!"wss".equals(base.getScheme()) || base.getHost() == null) {
            throw new IllegalArgumentException(base + " is not a wss:// address.");
        }
    }

    public Target(URI base, Path caCertificate) {
        this(base, caCertificate, false);
    }

    /// Takes whatever certificate the server has: for a server that one knows by other means.
    public static Target insecure(URI base) {
        return new Target(base, null, true);
    }

    /// The host, an IPv6 address without its brackets.
    public String host() {
        String host = base.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    public int port() {
        return base.getPort() < 0 ? HTTPS_PORT : base.getPort();
    }

    /// `HOST:PORT`.
    String authority() {
        return base.getHost() + ":" + port();
    }
}
