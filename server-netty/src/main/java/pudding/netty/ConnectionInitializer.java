package pudding.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import pudding.contract.Admission;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Limits;
import pudding.contract.RequestRules;
import pudding.contract.ServerLog;
import pudding.contract.ServerOptions;
import pudding.contract.SilenceRules;

/// Builds the pipeline of each new connection; one instance serves all event loops.
final class ConnectionInitializer extends ChannelInitializer<Channel> {

    private final ServerOptions options;
    private final SslContext tls;
    private final BatchConsumer consumer;
    private final Counters counters;
    private final ServerLog log;
    private final ChannelGroup connections;
    private final Admission admission;
    private final RequestRules rules;
    private final SilenceRules silence;
    private final WebSocketServerProtocolConfig webSocket;

    ConnectionInitializer(ServerOptions options, SslContext tls, BatchConsumer consumer, Counters counters,
            ServerLog log, ChannelGroup connections, Admission admission) {
        this.options = options;
        this.tls = tls;
        this.consumer = consumer;
        this.counters = counters;
        this.log = log;
        this.connections = connections;
        this.admission = admission;
        rules = new RequestRules(options, counters);
        silence = new SilenceRules(options.limits());
        webSocket = FrameHandler.config(options.limits().maxMessageBytes());
    }

    // Nobody waits for the end of a connection.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    protected void initChannel(Channel channel) {
        SocketAddress peer = channel.remoteAddress();
        channel.closeFuture().addListener(closed -> admission.leave(peer));
        Limits limits = options.limits();
        PeerWatch watch = new PeerWatch();
        SslHandler ssl = tls.newHandler(channel.alloc());
        // One deadline covers the TLS handshake and the request head: ConnectionHandler's.
        ssl.setHandshakeTimeoutMillis(0);
        ssl.setCloseNotifyFlushTimeoutMillis(ConnectionHandler.LINGER_MILLIS);
        // Else what it gathers for the JDK's engine grows to 2 MB while a peer sends faster than it is read, and a
        // begun record keeps it all: 500 such peers took 1 GB (netty/netty#3567).
        ssl.setDiscardAfterReads(1);
        ConnectionHandler connection = new ConnectionHandler(limits, counters, log, watch, ssl);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(watch);
        pipeline.addLast(ssl);
        pipeline.addLast(new FlushConsolidationHandler());
        pipeline.addLast(new HeadGuard(connection, limits.maxHeaderBytes()));
        pipeline.addLast(new HttpServerCodec(new HttpDecoderConfig()
                // HeadGuard counts the whole head before either limit is met.
                .setMaxInitialLineLength(limits.maxHeaderBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setChunkedSupported(false)
                .setStrictLineParsing(true)));
        pipeline.addLast(new RequestHandler(rules, connection, webSocket.decoderConfig(), silence, limits,
                endpoint -> new MessageHandler(endpoint, consumer, counters, limits)));
        pipeline.addLast(new FrameHandler(connection, webSocket));
        pipeline.addLast(connection);
        connections.add(channel);
    }
}
