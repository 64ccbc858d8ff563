package pudding.bench.server;

import static java.net.http.HttpResponse.BodyHandlers.limiting;
import static java.net.http.HttpResponse.BodyHandlers.ofString;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Reads `GET /stats` of a server over TLS, trusting one CA and checking the host name.
///
/// May be used by any thread. Each read opens a connection of its own and closes it, so that between reads the
/// server holds neither a socket nor a thread for it.
public final class StatsClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /// Far more than counters take.
    private static final long MAX_BYTES = 1 << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final SSLContext tls;

    private StatsClient(SSLContext tls) {
        this.tls = tls;
    }

    /// A client that trusts the certificates of a PEM file.
    ///
    /// @throws IOException when the file holds no certificate
    public static StatsClient trusting(Path ca) throws IOException {
        try (InputStream in = Files.newInputStream(ca)) {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return new StatsClient(context(trust));
        } catch (GeneralSecurityException e) {
            throw new IOException("No certificate can be read from " + ca + ".", e);
        }
    }

    /// A client of a server whose certificate is not checked where it makes its own.
    ///
    /// @throws IOException as [#trusting] throws it
    public static StatsClient of(Contender contender, Certificates certificates) throws IOException {
        return contender.ownCertificate() ? insecure() : trusting(certificates.ca());
    }

    /// A client that takes any certificate, for any host.
    public static StatsClient insecure() {
        try {
            return new StatsClient(context(InsecureTrustManagerFactory.INSTANCE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has TLS.", e);
        }
    }

    /// Trusts what this client trusts.
    public SSLContext tls() {
        return tls;
    }

    private static SSLContext context(TrustManagerFactory trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// Reads the counters.
    ///
    /// @param base the server's address, `wss` or `https`
    /// @param path of its counters, such as `/stats`
    /// @throws IOException when there is no answer within 10 s, or it is not the JSON of [ServerStats]
    public ServerStats read(URI base, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(base, path);
        if (response.statusCode() != 200) {
            throw new IOException(base + path + " answered with status " + response.statusCode() + ".");
        }
        try {
            return MAPPER.readValue(response.body(), ServerStats.class);
        } catch (JacksonException e) {
            String why = e.getCause() instanceof IllegalArgumentException wrong
                    ? wrong.getMessage() + "."
                    : e.getOriginalMessage();
            throw new IOException(base + path + " did not answer with counters: " + why, e);
        }
    }

    /// One that has a kind, such as a refused connection, says by itself what failed.
    private static IOException failed(String what, @Nullable Throwable cause) {
        return cause instanceof IOException e && e.getClass() != IOException.class
                ? e
                : new IOException(what + " was not answered whole: " + (cause == null ? "" : cause.getMessage()) + ".",
                        cause);
    }

    /// Reads the status of a GET.
    int status(URI base, String path) throws IOException, InterruptedException {
        return get(base, path).statusCode();
    }

    private HttpResponse<String> get(URI base, String path) throws IOException, InterruptedException {
        URI uri = URI.create("https://" + base.getRawAuthority() + path);
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(TIMEOUT)
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
            try {
                return client.sendAsync(request, limiting(ofString(), MAX_BYTES))
                        .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new IOException(base + path + " was not answered whole within " + TIMEOUT.toSeconds() + " s.", e);
            } catch (ExecutionException e) {
                throw failed(base + path, e.getCause());
            } finally {
                client.shutdownNow();
            }
        }
    }
}
