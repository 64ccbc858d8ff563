package pudding.bench.load;

import org.jspecify.annotations.Nullable;

/// Which path each connection uses, and whether the server acknowledges there.
///
/// A server that acknowledges nothing is timed by Pings: one follows each message of some connections, and its Pong
/// counts as the acknowledgement, which says that the message was read and nothing of what was made of it. What such
/// a server sends of its own accord, as one that echoes does, is no fault and is not looked at.
///
/// @param plain    path without acknowledgements; null when all connections are acknowledged
/// @param ack      path with acknowledgements; null when there is none
/// @param ackEvery one connection in so many uses `ack`, the first among them
/// @param pings    whether the acknowledgement is the Pong to a Ping behind the message
public record Paths(@Nullable String plain, @Nullable String ack, int ackEvery, boolean pings) {

    private static final int MEASURED_ACK_EVERY = 10;

    public Paths {
        if (plain == null && (ack == null || ackEvery != 1)) {
            throw new IllegalArgumentException("Every connection needs a path.");
        }
        if (ackEvery < 1) {
            throw new IllegalArgumentException("ackEvery is " + ackEvery + ".");
        }
    }

    private Paths(@Nullable String plain, @Nullable String ack, int ackEvery) {
        this(plain, ack, ackEvery, false);
    }

    /// The contract's: one connection in ten on `/ack`, the others on `/ingest`.
    public static Paths ingestWithAcks() {
        return withAcks("/ingest", "/ack");
    }

    /// One connection in ten on `ack`, the others on `plain`; all on `plain`, one in ten with Pings, where `ack` is
    /// null.
    public static Paths withAcks(String plain, @Nullable String ack) {
        return ack == null
                ? new Paths(plain, plain, MEASURED_ACK_EVERY, true)
                : new Paths(plain, ack, MEASURED_ACK_EVERY);
    }

    /// All on one path where nothing is acknowledged.
    public static Paths only(String path) {
        return new Paths(path, null, 1);
    }

    /// All on one path where every message is acknowledged.
    public static Paths onlyAcks(String path) {
        return new Paths(null, path, 1);
    }

    /// Whether connection `index` is acknowledged.
    boolean isAck(int index) {
        return ack != null && index % ackEvery == 0;
    }

    /// The path of connection `index`.
    String path(int index) {
        return String.valueOf(isAck(index) ? ack : plain);
    }
}
