package pudding.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import pudding.contract.SocketRules;
import pudding.contract.TlsRules;
import pudding.contract.UsageException;

/// The best sockets and TLS that this platform has, and the event loops that drive them; safe for use by many
/// threads at once.
final class Transport implements AutoCloseable {

    /// The contract's, and the one that BoringSSL offers whatever it is told; the server has the choice.
    private static final List<String> SUITES = Stream
            .concat(TlsRules.SUITES.stream(), Stream.of("TLS_CHACHA20_POLY1305_SHA256"))
            .toList();

    /// A server answers with an acknowledgement at most, and the handshake comes in pieces.
    private static final int READ_BYTES = 2_048;

    /// Some servers give several tickets after each handshake (RFC 8446 §4.6.1).
    private static final int TICKETS = 4;

    private static final int MIN_SESSIONS = 64;

    /// Leads to the thread that reads it.
    private static final Path THREAD_SELF = Path.of("/proc/thread-self");

    private static final int ANSWER_SECONDS = 5;

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

    /// The numbers by which the kernel knows the event loops' threads; none where there is no `/proc`.
    List<Long> threadIds() throws IOException, InterruptedException {
        List<Long> ids = new ArrayList<>();
        if (Files.isSymbolicLink(THREAD_SELF)) {
            for (EventLoop loop : loops) {
                try {
                    // PID/task/TID
                    ids.add(loop
                            .submit(() -> Long.valueOf(Files.readSymbolicLink(THREAD_SELF).getFileName().toString()))
                            .get(ANSWER_SECONDS, TimeUnit.SECONDS));
                } catch (ExecutionException | TimeoutException e) {
                    throw new IOException("an event loop does not tell its thread", e);
                }
            }
        }
        return ids;
    }

    /// TLS towards one target: the certificate must come from its authority and be for its host.
    ///
    /// @throws UsageException when the authority's file cannot be used
    static SslContext tls(Target target) throws UsageException {
        // Every connection makes a handshake of its own (see below), so there is nothing to keep.
        SslContextBuilder builder = builder(TlsRules.PROTOCOLS, 1);
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

    /// TLS of the same kind that keeps sessions: a connection offers the one that an earlier connection with its
    /// index has left.
    ///
    /// @param sessions that are kept at least
    static SslContext resumingTls(Target target, List<String> protocols, int sessions, Resumptions resumptions)
            throws UsageException {
        SslContextBuilder builder = builder(protocols, Math.max(MIN_SESSIONS, TICKETS * sessions))
                .trustManager(resumptions);
        return build(target.insecure() ? builder.endpointIdentificationAlgorithm(null) : builder, "TLS");
    }

    private static SslContextBuilder builder(List<String> protocols, int sessions) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .protocols(protocols)
                .ciphers(SUITES)
                .sessionCacheSize(sessions);
        return OpenSsl.isAvailable()
                ? builder.sslProvider(SslProvider.OPENSSL_REFCNT)
                        .option(OpenSslContextOption.GROUPS, TlsRules.GROUPS.toArray(String[]::new))
                : builder.sslProvider(SslProvider.JDK);
    }

    /// Begins to connect.
    ///
    /// @param index           of the connection, distinct among those that are open
    /// @param maxPendingBytes bytes that may wait for the socket before the channel says that it is full
    /// @param handler         gets what comes out of TLS
    static ChannelFuture connect(Peer peer, EventLoop loop, int index, int maxPendingBytes,
            ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                // The connection's own timeout covers TLS and the upgrade too.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.TCP_NODELAY, SocketRules.NO_DELAY)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(maxPendingBytes / 2, maxPendingBytes))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(tls(peer, channel, index), handler);
                    }
                });
        InetAddress source = peer.sources().of(index);
        if (source == null) {
            return bootstrap.connect(peer.address());
        }
        if (Epoll.isAvailable()) {
            // The port is chosen when the destination is known, so that towards another one it is still free.
            bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
        return bootstrap.connect(peer.address(), new InetSocketAddress(source, 0));
    }

    /// The port that a connection's engine believes to talk to. Sessions are kept under host and port. A port of its
    /// own for each connection makes each handshake a full one, as if each connection were another device; for the
    /// certificate's check only the host counts.
    static int port(int index) {
        return index + 1;
    }

    private static SslHandler tls(Peer peer, Channel channel, int index) {
        SslHandler handler = peer.tls().newHandler(channel.alloc(), peer.target().host(), port(index));
        handler.setHandshakeTimeoutMillis(0);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setNamedGroups(TlsRules.GROUPS.toArray(String[]::new));
        handler.engine().setSSLParameters(parameters);
        return handler;
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
