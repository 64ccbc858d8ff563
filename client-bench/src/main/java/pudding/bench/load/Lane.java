package pudding.bench.load;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The traffic of one connection: which messages are due, which are sent, which wait for their acknowledgement;
/// belongs to the event loop of its shard.
///
/// A message that cannot be sent yet takes no memory: only the number of the next one is kept.
final class Lane {

    /// In [Phase.Pace#BACKPRESSURED]: more unacknowledged messages than this mean that the server is behind.
    static final int MAX_UNACKED = 4;

    private final Shard shard;
    private final int connectionIndex;
    private final boolean acks;
    private final boolean pings;
    private final Connection connection;
    private final ArrayDeque<Flight> flights = new ArrayDeque<>();
    private long nextSeq;
    private long lastAckedSeq;
    private boolean sending;

    private Shard.Clock clock = Shard.Clock.STOPPED;
    private long phaseNanos;
    private long dueRounds;
    private long nextRound;
    private int pending;
    private int unfinished;

    /// A message on its way.
    private final class Flight implements ChannelFutureListener {
        private final Tally tally;
        private final long seq;
        private final long digest;
        private final int bytes;
        private final long dueNanos;
        private final long writeNanos;

        Flight(Tally tally, long seq, long digest, int bytes, long dueNanos, long writeNanos) {
            this.tally = tally;
            this.seq = seq;
            this.digest = digest;
            this.bytes = bytes;
            this.dueNanos = dueNanos;
            this.writeNanos = writeNanos;
        }

        @Override
        public void operationComplete(ChannelFuture future) {
            if (future.isSuccess()) {
                written(this);
            } else {
                connection.fail(Failure.of(future.cause()));
            }
        }
    }

    /// @param acks  whether each message is acknowledged
    /// @param pings whether a Pong does so, and what else the server sends is not looked at
    Lane(Shard shard, int connectionIndex, boolean acks, boolean pings, Connection connection) {
        this.shard = shard;
        this.connectionIndex = connectionIndex;
        this.acks = acks;
        this.pings = pings;
        this.connection = connection;
    }

    int connectionIndex() {
        return connectionIndex;
    }

    Connection connection() {
        return connection;
    }

    boolean acks() {
        return acks;
    }

    /// A phase begins.
    void begin(Shard.Clock newClock, long newPhaseNanos) {
        clock = newClock;
        phaseNanos = newPhaseNanos;
        dueRounds = 0;
        nextRound = 0;
        pending = 0;
        unfinished = 0;
    }

    /// The next message is due.
    void due() {
        Tally tally = shard.tally();
        long dueNanos = dueNanos(dueRounds++);
        tally.due++;
        Tally.record(tally.lag, System.nanoTime() - dueNanos);
        if (clock.pace() == Phase.Pace.BACKPRESSURED && !hasRoom()) {
            nextRound++;
            tally.skipped++;
            return;
        }
        if (!connection.isOpen()) {
            return;
        }
        pending++;
        unfinished++;
        shard.begun();
        tally.maxPending = Math.max(tally.maxPending, pending);
        sendDue();
        if (nextRound < dueRounds) {
            tally.behind++;
        }
    }

    /// A message fell due to which nobody turned before the phase was over.
    void missed() {
        dueRounds++;
        shard.tally().due++;
        if (clock.pace() == Phase.Pace.BACKPRESSURED) {
            nextRound++;
            shard.tally().skipped++;
        }
    }

    /// The socket takes bytes again.
    void writable() {
        sendDue();
    }

    /// The server answered.
    void message(byte[] text) {
        if (pings) {
            return;
        }
        long now = System.nanoTime();
        Ack ack = acks ? Ack.read(text) : null;
        if (ack == null) {
            shard.unreadable();
            return;
        }
        Flight flight = take(ack.seq());
        if (flight == null) {
            return;
        }
        shard.acked(ack.digest(), ack.digest() == flight.digest);
        acknowledged(flight, now);
    }

    /// A Pong came. It may stand for those to earlier Pings too, whose Pongs then do not come (RFC 6455 §5.5.3).
    void pong(byte[] payload) {
        if (!pings || !acks || payload.length != Long.BYTES) {
            return;
        }
        long now = System.nanoTime();
        long seq = ByteBuffer.wrap(payload).getLong();
        while (!flights.isEmpty() && flights.getFirst().seq <= seq) {
            shard.ackArrived();
            acknowledged(flights.removeFirst(), now);
        }
    }

    private void acknowledged(Flight flight, long now) {
        if (flight.tally == shard.tally()) {
            flight.tally.acknowledged(now - flight.dueNanos, now - flight.writeNanos);
            finished();
        }
    }

    /// The WebSocket is open.
    void opened() {
        shard.opened(this);
    }

    /// The connection failed, and with it what is unfinished.
    void lost(Failure failure) {
        shard.lost(failure);
        closed();
    }

    /// The connection takes no more messages.
    void closed() {
        shard.closed(this, unfinished, flights.size());
        unfinished = 0;
    }

    /// The phase is over: what waits in vain counts with the time it has waited.
    void finish(long nowNanos) {
        Tally tally = shard.tally();
        if (acks) {
            for (Flight flight : flights) {
                if (flight.tally == tally) {
                    tally.unacked++;
                    Tally.record(tally.latency, nowNanos - flight.dueNanos);
                }
            }
            for (; nextRound < dueRounds; nextRound++) {
                tally.unacked++;
                Tally.record(tally.latency, nowNanos - dueNanos(nextRound));
            }
        }
        nextRound = dueRounds;
        clock = Shard.Clock.STOPPED;
    }

    private long dueNanos(long round) {
        return clock.startNanos() + phaseNanos + Schedule.roundNanos(round, clock.messagesPerSecond());
    }

    private boolean hasRoom() {
        return connection.isWritable() && flights.size() < MAX_UNACKED && !shard.isBuried();
    }

    private void sendDue() {
        if (sending) {
            // A write that fills or empties the socket calls back before it returns; the loop below goes on.
            return;
        }
        sending = true;
        while (nextRound < dueRounds && connection.isWritable()) {
            send(dueNanos(nextRound++));
        }
        sending = false;
    }

    private void send(long dueNanos) {
        Payload payload = shard.payloads().of(connectionIndex, nextSeq);
        long seq = Payloads.seq(connectionIndex, nextSeq++);
        long timeMicros = clock.epochMicros(dueNanos);
        Flight flight = new Flight(shard.tally(), seq, payload.digest(seq, timeMicros), payload.length(), dueNanos,
                System.nanoTime());
        if (acks) {
            flights.add(flight);
            shard.awaitsAck();
        }
        connection.send(payload, seq, timeMicros, flight);
        if (acks && pings) {
            connection.ping(ByteBuffer.allocate(Long.BYTES).putLong(seq).array());
        }
    }

    private void written(Flight flight) {
        shard.sent(flight.bytes, flight.digest);
        if (flight.tally == shard.tally()) {
            flight.tally.sent++;
            flight.tally.bytes += flight.bytes;
            Tally.record(flight.tally.sendDelay, System.nanoTime() - flight.dueNanos);
            pending--;
            if (!acks) {
                finished();
            }
        }
    }

    private void finished() {
        if (unfinished > 0) {
            unfinished--;
            shard.finished();
        }
    }

    /// The message that an acknowledgement is for. Acknowledgements come in the order of the messages; one that
    /// is left out is missed at the end, and is no fault of those behind it.
    private @Nullable Flight take(long seq) {
        for (Iterator<Flight> waiting = flights.iterator(); waiting.hasNext();) {
            Flight flight = waiting.next();
            if (flight.seq == seq) {
                waiting.remove();
                shard.ackArrived();
                if (seq < lastAckedSeq) {
                    shard.wrongOrder();
                } else {
                    lastAckedSeq = seq;
                }
                return flight;
            }
        }
        shard.wrongOrder();
        return null;
    }
}
