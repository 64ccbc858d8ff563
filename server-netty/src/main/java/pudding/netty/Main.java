package pudding.netty;

import pudding.contract.BatchCodec;
import pudding.contract.Counters;
import pudding.contract.Ingest;
import pudding.contract.Launch;

/// Starts the Netty server from its command line.
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        Launch.main(Main.class, "server-netty: a TLS WebSocket server on Netty.", Options.flags(), args,
                flags -> {
                    Options options = Options.from(flags);
                    Counters counters = new Counters();
                    BatchCodec codec = new BatchCodec(options.common().json());
                    return Server.start(options, new Ingest(codec, counters), counters);
                });
    }
}
