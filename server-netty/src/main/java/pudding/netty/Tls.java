package pudding.netty;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import pudding.contract.NoClientCertificates;
import pudding.contract.ServerOptions;
import pudding.contract.ServerOptions.TlsProvider;
import pudding.contract.TlsMaterial;
import pudding.contract.TlsRules;
import pudding.contract.UsageException;

/// Makes the TLS context of [TlsRules] for either provider.
final class Tls {

    private static final ApplicationProtocolConfig ALPN = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            // The one failure behaviour that both providers have: no protocol is chosen.
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            TlsRules.APPLICATION_PROTOCOL);

    private Tls() {
    }

    /// @throws UsageException when the provider does not load here, or the key does not suit it
    static SslContext context(ServerOptions options) throws UsageException {
        boolean boringSsl = options.tls() == null
                ? OpenSsl.isAvailable()
                : options.tls() == TlsProvider.BORINGSSL;
        if (boringSsl && !OpenSsl.isAvailable()) {
            throw new UsageException("--tls boringssl is not available on this platform: use --tls jdk ("
                    + Transport.firstCause(OpenSsl.unavailabilityCause()) + ").");
        }
        TlsMaterial material = TlsMaterial.load(options);
        try {
            return boringSsl ? boringSsl(material) : new JdkContext(jdk(material));
        } catch (SSLException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UsageException("Keystore " + options.keystore() + " cannot be used: "
                    + Transport.firstCause(e) + ".");
        }
    }

    private static SslContext boringSsl(TlsMaterial material) throws SSLException {
        // Without the cache the key would be parsed in each handshake.
        return SslContextBuilder.forServer(new OpenSslCachingX509KeyManagerFactory(material.strictKeyManagers()))
                .sslProvider(SslProvider.OPENSSL)
                .protocols(TlsRules.PROTOCOLS)
                .ciphers(TlsRules.SUITES)
                .option(OpenSslContextOption.GROUPS, TlsRules.GROUPS.toArray(String[]::new))
                .clientAuth(ClientAuth.NONE)
                .trustManager(new NoClientCertificates())
                .sessionCacheSize(TlsRules.SESSION_CACHE_SIZE)
                .applicationProtocolConfig(ALPN)
                .build();
    }

    /// Not by the builder, whose first context for the JDK's provider writes and reads a key store of its own, which took
    /// a quarter of a start.
    private static SslContext jdk(TlsMaterial material) throws GeneralSecurityException {
        return new JdkSslContext(material.context(null), false, TlsRules.SUITES, IdentityCipherSuiteFilter.INSTANCE,
                ALPN, ClientAuth.NONE, TlsRules.PROTOCOLS.toArray(String[]::new), false);
    }

    /// Sets on each engine what Netty cannot set on the JDK's context.
    private static final class JdkContext extends DelegatingSslContext {

        JdkContext(SslContext context) {
            super(context);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setNamedGroups(TlsRules.GROUPS.toArray(String[]::new));
            parameters.setUseCipherSuitesOrder(true);
            engine.setSSLParameters(parameters);
        }
    }
}
