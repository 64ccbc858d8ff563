package pudding.plain;

import java.net.SocketAddress;
import pudding.contract.Admission;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Endpoint;
import pudding.contract.Limits;
import pudding.contract.Rejection;
import pudding.contract.RequestRules;
import pudding.contract.ServerLog;
import pudding.contract.ServerOptions;
import pudding.contract.SilenceRules;
import pudding.contract.UsageException;

/// What all connections of a server share; safe for use by many threads at once.
record Service(Limits limits, Admission admission, SilenceRules silence, Tls tls, RequestRules requests,
        BatchConsumer consumer, Counters counters, ServerLog log) {

    static Service of(ServerOptions options, BatchConsumer consumer, Counters counters) throws UsageException {
        Limits limits = options.limits();
        return new Service(limits, new Admission(limits), new SilenceRules(limits), Tls.of(options),
                new RequestRules(options, counters), consumer, counters, new ServerLog());
    }

    MessageHandler handler(Endpoint endpoint, FrameWriter out) {
        return new MessageHandler(endpoint, consumer, counters, out);
    }

    FrameDecoder decoder() {
        return new FrameDecoder(limits.maxMessageBytes(), limits.maxMessageFrames());
    }

    RequestParser requestParser() {
        return new RequestParser(limits.maxHeaderBytes());
    }

    /// Counts and logs a refusal, once.
    void rejected(SocketAddress peer, Rejection rejection) {
        counters.rejected(rejection.refusal());
        log.rejected(peer, rejection);
    }
}
