package pudding.bench.load;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// From which local IPv4 addresses connections come. One address has some 28,000 ephemeral ports towards one server
/// (`ip_local_port_range`), and so many connections at most; Linux has all of 127.0.0.0/8, and whatever range a
/// network namespace is given.
///
/// @param first                 address of the first connections; null leaves the choice to the kernel
/// @param connectionsPerAddress connections, by their index, that share an address before the next one is taken
public record Sources(@Nullable InetAddress first, int connectionsPerAddress) {

    /// The kernel chooses: one address.
    public static final Sources NONE = new Sources(null, Integer.MAX_VALUE);

    public Sources {
        if (first != null && !(first instanceof Inet4Address)) {
            throw new IllegalArgumentException("Source addresses are IPv4.");
        }
        if (connectionsPerAddress < 1) {
            throw new IllegalArgumentException("A source address serves connections.");
        }
    }

    /// `first`, then the addresses above it, each for so many connections.
    public static Sources of(InetAddress first, int connectionsPerAddress) {
        return new Sources(first, connectionsPerAddress);
    }

    /// The address of connection `index`; null where the kernel chooses.
    @Nullable
    InetAddress of(int index) {
        return first == null ? null : plus(first, index / connectionsPerAddress);
    }

    private static InetAddress plus(InetAddress address, int steps) {
        int number = ByteBuffer.wrap(address.getAddress()).getInt() + steps;
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address.", e);
        }
    }
}
