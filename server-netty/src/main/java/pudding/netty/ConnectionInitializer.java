package pudding.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.RequestRules;
import pudding.contract.ServerLog;
import pudding.contract.ServerOptions;

/// Builds the pipeline of each new connection; one instance serves all event loops.
final class ConnectionInitializer extends ChannelInitializer<Channel> {

    private final ServerOptions options;
    private final SslContext tls;
    private final BatchConsumer consumer;
    private final Counters counters;
    private final ServerLog log;
    private final ChannelGroup connections;
    private final RequestRules rules;

    ConnectionInitializer(ServerOptions options, SslContext tls, BatchConsumer consumer, Counters counters,
            ServerLog log, ChannelGroup connections) {
        this.options = options;
        this.tls = tls;
        this.consumer = consumer;
        this.counters = counters;
        this.log = log;
        this.connections = connections;
        rules = new RequestRules(options, counters);
    }

    @Override
    protected void initChannel(Channel channel) {
        PeerWatch watch = new PeerWatch(options.idleTimeout());
        SslHandler ssl = tls.newHandler(channel.alloc());
        // One deadline covers the TLS handshake and the request head: ConnectionHandler's.
        ssl.setHandshakeTimeoutMillis(0);
        ssl.setCloseNotifyFlushTimeoutMillis(ConnectionHandler.LINGER_MILLIS);
        ConnectionHandler connection = new ConnectionHandler(options, counters, log, watch, ssl);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(watch);
        pipeline.addLast(ssl);
        pipeline.addLast(new FlushConsolidationHandler());
        pipeline.addLast(new HeadGuard(connection));
        pipeline.addLast(new HttpServerCodec(new HttpDecoderConfig()
                // HeadGuard counts the whole head before either limit is met.
                .setMaxInitialLineLength(RequestRules.MAX_HEAD_BYTES)
                .setMaxHeaderSize(RequestRules.MAX_HEAD_BYTES)
                .setChunkedSupported(false)
                .setStrictLineParsing(true)));
        pipeline.addLast(new RequestHandler(rules, connection, options.maxMessageBytes(),
                endpoint -> new MessageHandler(endpoint, consumer, counters, options.maxMessageBytes())));
        pipeline.addLast(new FrameHandler(connection, options.maxMessageBytes()));
        pipeline.addLast(connection);
        connections.add(channel);
    }
}
