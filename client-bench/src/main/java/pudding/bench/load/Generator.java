package pudding.bench.load;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import pudding.contract.TlsRules;
import pudding.contract.UsageException;

/// Generates load: event loops and payloads, which several sessions may share; safe for use by many threads at
/// once.
public final class Generator implements AutoCloseable {

    private final GeneratorSpec spec;
    private final Payloads payloads;
    private final Transport transport;
    private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();

    private Generator(GeneratorSpec spec, Payloads payloads, Transport transport) {
        this.spec = spec;
        this.payloads = payloads;
        this.transport = transport;
    }

    /// Makes the payloads and starts the event loops.
    ///
    /// @throws UsageException when there cannot be messages of that size
    public static Generator start(GeneratorSpec spec) throws UsageException {
        Payloads payloads = Payloads.of(spec.seed(), spec.payloads(), spec.messageBytes());
        return new Generator(spec, payloads, new Transport(spec.eventLoops()));
    }

    /// Begins a session with one server; nothing is connected yet.
    ///
    /// @throws UsageException when the host is not known or the CA certificate cannot be used
    public Session open(Target target) throws UsageException {
        return open(target, Sources.NONE);
    }

    /// Begins a session whose connections come from several addresses.
    ///
    /// @throws UsageException when the host is not known or not an IPv4 address where the sources are some, or the
    ///                        CA certificate cannot be used
    public Session open(Target target, Sources sources) throws UsageException {
        return open(target, sources, spec.seed());
    }

    /// @param phaseSeed distinct among generators that work together
    Session open(Target target, Sources sources, long phaseSeed) throws UsageException {
        InetSocketAddress address = address(target);
        if (sources.first() != null && !(address.getAddress() instanceof Inet4Address)) {
            throw new UsageException("Host " + target.host() + " is not an IPv4 address, as the source addresses are.");
        }
        Session session = new Session(new Peer(address, target, Transport.tls(target), sources), spec, payloads,
                transport.loops(), phaseSeed);
        // A comparison opens hundreds, and each keeps its connections and histograms.
        sessions.removeIf(Session::isClosed);
        sessions.add(session);
        return session;
    }

    /// Makes TLS handshakes, each on a connection that ends after one `GET /health`, as fast as the places allow;
    /// returns when all have ended.
    ///
    /// @throws UsageException       when the host is not known or the CA certificate cannot be used
    /// @throws InterruptedException when the calling thread is; connections under way are cut
    public HandshakeResult handshakes(Target target, Handshakes what) throws UsageException, InterruptedException {
        InetSocketAddress address = address(target);
        List<String> protocols = what.protocol() == null ? TlsRules.PROTOCOLS : List.of(what.protocol());
        Resumptions resumptions = Resumptions.of(target);
        SslContext tls = Transport.resumingTls(target, protocols, what.maxInFlight(), resumptions);
        try {
            return new Handshaker(new Peer(address, target, tls, Sources.NONE), what, resumptions, transport.loops(),
                    spec.connectTimeout()).run();
        } finally {
            // Connections that are being cut hold on to it.
            ReferenceCountUtil.release(tls);
        }
    }

    /// Clients that send a byte a second; nothing is connected yet. To be closed before this.
    ///
    /// @throws UsageException when the host is not known or the CA certificate cannot be used
    public SlowClients slow(Target target, int clients) throws UsageException {
        return new SlowClients(new Peer(address(target), target, Transport.tls(target), Sources.NONE), transport,
                clients);
    }

    /// The numbers by which the kernel knows the event loops' threads; none where there is no `/proc`.
    ///
    /// @throws IOException when an event loop does not answer within seconds
    public List<Long> threadIds() throws IOException, InterruptedException {
        return transport.threadIds();
    }

    private static InetSocketAddress address(Target target) throws UsageException {
        InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
            throw new UsageException("Host " + target.host() + " is not known.");
        }
        return address;
    }

    /// What carries the load: `epoll, BoringSSL, 1 event loop`.
    public String describe() {
        return transport.describe();
    }

    /// Closes its sessions and stops the event loops.
    @Override
    public void close() {
        sessions.forEach(Session::close);
        transport.close();
    }
}
