package pudding.plain;

import java.net.SocketAddress;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Endpoint;
import pudding.contract.Rejection;
import pudding.contract.RequestRules;
import pudding.contract.ServerLog;
import pudding.contract.ServerOptions;

/// What all connections of a server share; safe for use by many threads at once.
record Service(ServerOptions options, Tls tls, RequestRules requests, BatchConsumer consumer, Counters counters,
        ServerLog log) {

    MessageHandler handler(Endpoint endpoint, FrameWriter out) {
        return new MessageHandler(endpoint, consumer, counters, out);
    }

    FrameDecoder decoder() {
        return new FrameDecoder(options.maxMessageBytes());
    }

    /// Counts and logs a refusal, once.
    void rejected(SocketAddress peer, Rejection rejection) {
        counters.rejected(rejection.refusal());
        log.rejected(peer, rejection);
    }
}
