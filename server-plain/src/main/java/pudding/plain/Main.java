package pudding.plain;

import pudding.contract.BatchCodec;
import pudding.contract.Counters;
import pudding.contract.Ingest;
import pudding.contract.Launch;

/// The plain server's command line.
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        Launch.main(Main.class, "server-plain: a TLS WebSocket server on the JDK alone", Options.flags(), args,
                flags -> {
                    Options options = Options.from(flags);
                    Counters counters = new Counters();
                    BatchCodec codec = new BatchCodec(options.common().json());
                    return Server.start(options, new Ingest(codec, counters), counters);
                });
    }
}
