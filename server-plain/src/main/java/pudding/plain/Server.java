package pudding.plain;

import java.io.IOException;
import java.net.InetSocketAddress;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Launch;
import pudding.contract.UsageException;

/// The plain server; safe for use by many threads at once.
public final class Server implements Launch.Running {

    static {
        // JSSE reads both once, when its first class is loaded.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
    }

    private final Launch.Running model;

    private Server(Launch.Running model) {
        this.model = model;
    }

    /// Starts a server.
    ///
    /// @throws UsageException when its certificate or its address cannot be used
    /// @throws IOException    when it cannot listen
    public static Server start(Options options, BatchConsumer consumer, Counters counters)
            throws UsageException, IOException {
        InetSocketAddress address = options.common().address();
        Service service = Service.of(options.common(), consumer, counters);
        return new Server(switch (options.model()) {
            case PLATFORM -> ThreadServer.start(address, service, Thread.ofPlatform().daemon().factory(),
                    options.tlsIo());
            case VIRTUAL -> ThreadServer.start(address, service, Thread.ofVirtual().factory(), options.tlsIo());
            case EVENTLOOP -> LoopServer.withPool(address, service, options.workers(), options.maxQueuedMessages());
            case LOOPS -> LoopServer.withoutPool(address, service, options.loops());
        });
    }

    @Override
    public InetSocketAddress address() {
        return model.address();
    }

    @Override
    public void close() {
        model.close();
    }
}
