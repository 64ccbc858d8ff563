package pudding.contract;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts TCP connections, in all and of each address, and says which one is too many; safe for use by many threads
/// at once.
///
/// A server asks before it begins TLS, so that whoever is refused costs an accept and no more.
public final class Admission {

    /// What one IPv6 site can choose addresses from (RFC 4291 §2.5.4): a limit for each of them would be none.
    private static final int IPV6_PREFIX_BYTES = 8;

    private final long maxOpen;
    private final int maxPerAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

    public Admission(Limits limits) {
        maxOpen = (long) limits.maxConnections() + Limits.SPARE_CONNECTIONS;
        maxPerAddress = limits.maxConnectionsPerAddress();
    }

    /// Takes a place for a connection, to be given back by [#leave].
    ///
    /// @throws Rejection [Refusal#NO_ROOM] or [Refusal#PER_ADDRESS]; no place is taken then
    public void enter(SocketAddress peer) throws Rejection {
        if (open.incrementAndGet() > maxOpen) {
            open.decrementAndGet();
            throw new Rejection(Refusal.NO_ROOM, "All " + maxOpen + " connections are taken.");
        }
        if (maxPerAddress > 0 && perAddress.merge(network(peer), 1, Integer::sum) > maxPerAddress) {
            leave(peer);
            throw new Rejection(Refusal.PER_ADDRESS, "Its address has " + maxPerAddress + " connections.");
        }
    }

    /// The connection is closed.
    public void leave(SocketAddress peer) {
        open.decrementAndGet();
        if (maxPerAddress > 0) {
            perAddress.computeIfPresent(network(peer), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private static InetAddress network(SocketAddress peer) {
        InetAddress address = ((InetSocketAddress) peer).getAddress();
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] prefix = Arrays.copyOf(Arrays.copyOf(address.getAddress(), IPV6_PREFIX_BYTES),
                address.getAddress().length);
        try {
            return InetAddress.getByAddress(prefix);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Sixteen bytes are an address.", e);
        }
    }
}
