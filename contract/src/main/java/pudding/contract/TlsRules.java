package pudding.contract;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/// The TLS settings that both servers hold, whatever provider carries them out (RFC 8446, RFC 9325).
public final class TlsRules {

    /// Protocol versions, as JSSE and Netty name them.
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /// Cipher suites in the server's order of preference; forward-secret AEAD suites alone.
    public static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    /// Key agreement groups in the server's order of preference.
    public static final List<String> GROUPS = List.of("x25519", "secp256r1");

    /// The one application protocol of ALPN (RFC 7301); a client without ALPN is served as well.
    public static final String APPLICATION_PROTOCOL = "http/1.1";

    /// Sessions kept for resumption; stateless tickets are off on both, so that this is their one bound.
    public static final int SESSION_CACHE_SIZE = 20_480;

    /// Nobody's business: where in memory BoringSSL keeps the connection, and its code; the class of what Netty wraps.
    private static final Pattern INNARDS = Pattern.compile(
            "ssl=0x[0-9a-f]+: | \\(\\S+ 0x[0-9a-f]+:0x[0-9a-f]+\\)|^[\\w.$]+Exception: ");

    private TlsRules() {
    }

    /// What is counted and logged when TLS fails, whatever provider said so.
    ///
    /// @param failure [SSLException] where the peer broke the protocol; any other where it left
    public static Rejection rejection(Throwable failure) {
        return new Rejection(Refusal.TLS, failure instanceof SSLException
                ? "TLS failed: " + words(failure) + "."
                : "The peer left during the TLS handshake.");
    }

    /// BoringSSL's own words come on several lines; a log has one for each refusal.
    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? "no reason was given"
                : INNARDS.matcher(message.lines().collect(Collectors.joining(" "))).replaceAll("");
    }
}
