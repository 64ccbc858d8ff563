package pudding.netty;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
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
        SslContextBuilder builder = (boringSsl
                // Else the key would be parsed in each handshake.
                ? SslContextBuilder.forServer(new OpenSslCachingX509KeyManagerFactory(material.strictKeyManagers()))
                : SslContextBuilder.forServer(material.keyManagers()))
                .protocols(TlsRules.PROTOCOLS)
                .ciphers(TlsRules.SUITES)
                .clientAuth(ClientAuth.NONE)
                .trustManager(new NoClientCertificates())
                .sessionCacheSize(TlsRules.SESSION_CACHE_SIZE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        // The one failure behaviour that both providers have: no protocol is chosen.
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        TlsRules.APPLICATION_PROTOCOL));
        try {
            return boringSsl
                    ? builder.sslProvider(SslProvider.OPENSSL)
                            .option(OpenSslContextOption.GROUPS, TlsRules.GROUPS.toArray(String[]::new))
                            .build()
                    : new JdkContext(builder.sslProvider(SslProvider.JDK).build());
        } catch (SSLException | IllegalArgumentException e) {
            throw new UsageException("Keystore " + options.keystore() + " cannot be used: "
                    + Transport.firstCause(e) + ".");
        }
    }

    /// Sets on each engine what Netty's builder cannot set on the JDK's context.
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
