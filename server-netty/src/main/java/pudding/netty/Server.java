package pudding.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import pudding.contract.Admission;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Launch;
import pudding.contract.Limits;
import pudding.contract.ServerLog;
import pudding.contract.SocketRules;
import pudding.contract.UsageException;

/// Accepts connections and hands each to one of the event loops; safe for use by many threads at once.
public final class Server implements Launch.Running {

    private static final long STEP_MILLIS = 1_000;

    private final Channel listener;
    private final ChannelGroup connections;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final InetSocketAddress address;

    private Server(Channel listener, ChannelGroup connections, EventLoopGroup acceptor,
            EventLoopGroup workers) {
        this.listener = listener;
        this.connections = connections;
        this.acceptor = acceptor;
        this.workers = workers;
        address = (InetSocketAddress) listener.localAddress();
    }

    /// Starts a server, which accepts connections when this returns.
    ///
    /// @throws UsageException when the options name something that cannot be had
    /// @throws IOException    when the address cannot be bound
    public static Server start(Options options, BatchConsumer consumer, Counters counters)
            throws UsageException, IOException {
        options.transport().require();
        InetSocketAddress wanted = options.common().address();
        SslContext tls = Tls.context(options.common());
        ServerLog log = new ServerLog();
        Admission admission = new Admission(options.common().limits());
        EventLoopGroup acceptor = group("netty-accept", 1, options.transport());
        EventLoopGroup workers = group("netty-loop", options.eventLoops(), options.transport());
        ChannelGroup connections = new DefaultChannelGroup(acceptor.next(), true);
        ChannelFuture bound = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(options.transport().serverChannel())
                .option(ChannelOption.SO_BACKLOG, SocketRules.BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, SocketRules.REUSE_ADDRESS)
                .childOption(ChannelOption.TCP_NODELAY, SocketRules.NO_DELAY)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(options.common().limits()))
                .handler(new AcceptHandler(admission, counters, log))
                .childHandler(new ConnectionInitializer(options.common(), tls, consumer, counters, log,
                        connections, admission))
                .bind(wanted)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop(acceptor, workers);
            // The native transports throw an exception type of their own.
            throw new BindException(Transport.firstCause(bound.cause()));
        }
        return new Server(bound.channel(), connections, acceptor, workers);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public synchronized void close() {
        listener.close().awaitUninterruptibly(STEP_MILLIS);
        for (Channel channel : connections) {
            // Runs between two reads of that connection: what was read is finished and answered by then.
            channel.eventLoop().execute(() -> ConnectionHandler.of(channel).goAway());
        }
        connections.newCloseFuture().awaitUninterruptibly(ConnectionHandler.LINGER_MILLIS + STEP_MILLIS / 2);
        connections.close().awaitUninterruptibly(STEP_MILLIS);
        stop(acceptor, workers);
    }

    /// A channel is writable again when fewer bytes wait than the lower mark: with none, never.
    private static WriteBufferWaterMark waterMark(Limits limits) {
        int high = limits.maxUnsentBytes();
        return new WriteBufferWaterMark(Math.max(1, high / 2), high);
    }

    private static EventLoopGroup group(String name, int threads, Transport transport) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name),
                transport.ioHandlers());
    }

    private static void stop(EventLoopGroup acceptor, EventLoopGroup workers) {
        Future<?> noMoreAccepted = acceptor.shutdownGracefully(0, STEP_MILLIS, TimeUnit.MILLISECONDS);
        Future<?> noMoreServed = workers.shutdownGracefully(0, STEP_MILLIS, TimeUnit.MILLISECONDS);
        noMoreAccepted.awaitUninterruptibly(STEP_MILLIS);
        noMoreServed.awaitUninterruptibly(STEP_MILLIS);
    }
}
