package pudding.bench.load;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import pudding.contract.TlsRules;
import pudding.contract.UsageException;

/// The best sockets and TLS that this platform has, and the event loops that drive them; safe for use by many
/// threads at once.
final class Transport implements AutoCloseable {

    /// The contract's, and the one that BoringSSL offers whatever it is told; the server has the choice.
    private static final List<String> SUITES = Stream
            .concat(TlsRules.SUITES.stream(), Stream.of("TLS_CHACHA20_POLY1305_SHA256"))
            .toList();

    private static final String LEAK_LEVEL = "io.netty.leakDetection.level";

    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();

    Transport(int eventLoops) {
        // Watching one buffer in a hundred costs more than a message may; tests ask for it.
        if (System.getProperty(LEAK_LEVEL) == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
        IoHandlerFactory factory = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(eventLoops, new DefaultThreadFactory("load", true), factory);
        for (int i = 0; i < eventLoops; i++) {
            loops.add(group.next());
        }
    }

    List<EventLoop> loops() {
        return loops;
    }

    static Class<? extends SocketChannel> channelType() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /// TLS towards one target: the certificate must come from its authority and be for its host.
    ///
    /// @throws UsageException when the authority's file cannot be used
    static SslContext tls(Target target) throws UsageException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .protocols(TlsRules.PROTOCOLS)
                .ciphers(SUITES)
                // Every connection is a device of its own, which no ticket of another lets in (Connection makes
                // the cache's keys distinct); so there is nothing to keep.
                .sessionCacheSize(1);
        if (OpenSsl.isAvailable()) {
            builder.sslProvider(SslProvider.OPENSSL_REFCNT)
                    .option(OpenSslContextOption.GROUPS, TlsRules.GROUPS.toArray(String[]::new));
        } else {
            builder.sslProvider(SslProvider.JDK);
        }
        Path ca = target.caCertificate();
        if (ca == null) {
            return build(builder.trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null), "TLS");
        }
        try (InputStream in = Files.newInputStream(ca)) {
            return build(builder.trustManager(in), "CA certificate " + ca);
        } catch (IOException e) {
            throw new UsageException("CA certificate " + ca + " cannot be read.");
        } catch (IllegalArgumentException e) {
            throw new UsageException("CA certificate " + ca + " holds no certificate in PEM form.");
        }
    }

    private static SslContext build(SslContextBuilder builder, String what) throws UsageException {
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new UsageException(what + " cannot be used: " + e.getMessage() + ".");
        }
    }

    String describe() {
        return (Epoll.isAvailable() ? "epoll" : "NIO (timer of 1 ms)") + ", "
                + (OpenSsl.isAvailable() ? OpenSsl.versionString() : "JDK TLS") + ", "
                + loops.size() + (loops.size() == 1 ? " event loop" : " event loops");
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
