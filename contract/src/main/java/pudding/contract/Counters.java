package pudding.contract;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/// What a server has seen since it started, as `GET /stats` tells it; safe for use by many threads at once.
///
/// Each sum is exact once the threads that add to it are quiet; a snapshot taken under load may have one
/// message in `received` that is not yet in `messages`.
public final class Counters {

    private final long startNanos = System.nanoTime();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger peakConnections = new AtomicInteger();
    private final LongAdder handshakes = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private final LongAdder digest = new LongAdder();
    private final Map<Refusal, LongAdder> rejected = new EnumMap<>(Refusal.class);

    private volatile IntSupplier queued = () -> 0;

    public Counters() {
        for (Refusal refusal : Refusal.values()) {
            rejected.put(refusal, new LongAdder());
        }
    }

    /// A TLS handshake is complete.
    public void handshake() {
        handshakes.increment();
    }

    /// Takes a place for one WebSocket, to be given back by [#connectionClosed].
    ///
    /// @param max the most that may be open
    /// @return false when there is none left
    public boolean tryOpenConnection(int max) {
        int now = connections.incrementAndGet();
        if (now > max) {
            connections.decrementAndGet();
            return false;
        }
        peakConnections.accumulateAndGet(now, Math::max);
        return true;
    }

    public void connectionClosed() {
        connections.decrementAndGet();
    }

    /// A whole message arrived, whatever becomes of it.
    ///
    /// @param length its payload in bytes
    public void received(int length) {
        received.increment();
        bytes.add(length);
    }

    /// A message became a record.
    public void deserialised(int readingCount, long messageDigest) {
        messages.increment();
        readings.add(readingCount);
        digest.add(messageDigest);
    }

    /// Has `/stats` tell how many messages wait for a worker; where whoever reads a message works on it, none does.
    public void showQueued(IntSupplier gauge) {
        queued = gauge;
    }

    public void rejected(Refusal refusal) {
        adder(refusal).increment();
        if (refusal == Refusal.FULL) {
            refused.increment();
        }
    }

    /// How often `refusal` happened.
    public long rejectedCount(Refusal refusal) {
        return adder(refusal).sum();
    }

    /// WebSockets open now.
    public int connections() {
        return connections.get();
    }

    /// The body of `GET /stats`.
    public String toJson() {
        StringBuilder json = new StringBuilder(512).append('{');
        member(json, "connections", connections.get());
        member(json, "peakConnections", peakConnections.get());
        member(json, "queued", queued.getAsInt());
        member(json, "handshakes", handshakes.sum());
        member(json, "refused", refused.sum());
        member(json, "received", received.sum());
        member(json, "messages", messages.sum());
        member(json, "bytes", bytes.sum());
        member(json, "readings", readings.sum());
        json.append("\"digest\":\"").append(Digest.hex(digest.sum())).append("\",\"rejected\":{");
        for (Refusal refusal : Refusal.values()) {
            member(json, refusal.key(), rejectedCount(refusal));
        }
        json.setLength(json.length() - 1);
        json.append("},");
        member(json, "uptimeMillis", (System.nanoTime() - startNanos) / 1_000_000);
        json.setLength(json.length() - 1);
        return json.append("}\n").toString();
    }

    private LongAdder adder(Refusal refusal) {
        return Objects.requireNonNull(rejected.get(refusal));
    }

    private static void member(StringBuilder json, String name, long value) {
        json.append('"').append(name).append("\":").append(value).append(',');
    }
}
