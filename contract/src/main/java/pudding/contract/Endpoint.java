package pudding.contract;

import org.jspecify.annotations.Nullable;

/// The WebSocket paths of every server, and what becomes of a message there.
public enum Endpoint {
    /// Deserialised, digested, counted; no reply. The article's workload.
    INGEST("/ingest"),
    /// The same, then one text message with the digest, in message order.
    ACK("/ack"),
    /// Read whole, unmasked, validated as UTF-8 and counted; not parsed.
    DISCARD("/discard"),
    /// Sent back with the same opcode; only with `--echo`.
    ECHO("/echo");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    public String path() {
        return path;
    }

    /// The endpoint at `path`, or null.
    public static @Nullable Endpoint at(String path, boolean echo) {
        for (Endpoint endpoint : values()) {
            if (endpoint.path.equals(path) && (endpoint != ECHO || echo)) {
                return endpoint;
            }
        }
        return null;
    }
}
