package pudding.bench.load;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One event loop's share of a hold: pings its connections in turn; belongs to that event loop.
final class IdleShard {

    private final EventLoop loop;
    private final long startNanos;
    private final long holdNanos;
    private final Pacer<Beat> pacer;
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private final Histogram rtt = Tally.newHistogram();
    private @Nullable Future<?> end;
    private long pings;
    private long pongs;
    private long wrongPongs;
    private long skipped;
    private long pingsAtCut;
    private long pongsAtCut;

    /// One connection's Pings, of which one at most is unanswered.
    final class Beat implements Connection.PongListener {
        private final Connection connection;
        private boolean waits;
        private long sentNanos;
        /// Number of the Ping that waits, among all of the shard's: its payload.
        private long id;

        Beat(Connection connection) {
            this.connection = connection;
        }

        private void due() {
            if (!connection.isOpen()) {
                return;
            }
            if (waits) {
                skipped++;
                return;
            }
            waits = true;
            id = pings++;
            sentNanos = System.nanoTime();
            connection.ping(payload());
        }

        @Override
        public void pong(byte[] payload) {
            if (!waits || payload.length == 0) {
                return;
            }
            if (!Arrays.equals(payload, payload())) {
                wrongPongs++;
                return;
            }
            waits = false;
            pongs++;
            Tally.record(rtt, System.nanoTime() - sentNanos);
        }

        private byte[] payload() {
            return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
        }
    }

    /// @param lanes      the connections, and the place of each in the first round
    /// @param startNanos of the monotonic clock
    IdleShard(EventLoop loop, List<Rota.Slot<Lane>> lanes, double pingsPerSecond, long startNanos, long holdNanos) {
        this.loop = loop;
        this.startNanos = startNanos;
        this.holdNanos = holdNanos;
        List<Rota.Slot<Beat>> slots = lanes.stream()
                .map(slot -> new Rota.Slot<>(new Beat(slot.of().connection()), slot.phaseNanos()))
                .toList();
        this.pacer = new Pacer<>(loop, new Rota<>(slots, pingsPerSecond), startNanos, holdNanos, Beat::due, () -> {
        });
    }

    EventLoop loop() {
        return loop;
    }

    /// Told the moment from which no Ping is due any more.
    CompletableFuture<Long> ended() {
        return ended;
    }

    void begin() {
        beats().forEach(beat -> beat.connection.onPong(beat));
        end = loop.schedule(() -> ended.complete(startNanos + holdNanos), startNanos + holdNanos - System.nanoTime(),
                TimeUnit.NANOSECONDS);
        pacer.turn();
    }

    /// Ends the hold before its time.
    void stop() {
        pacer.end();
        ended.complete(pacer.endNanos());
    }

    /// Whether every Ping that was due is sent, and no open connection waits for a Pong.
    boolean isSettled() {
        return pacer.isOver() && beats().stream().noneMatch(beat -> beat.waits && beat.connection.isOpen());
    }

    /// Gives the second's figures.
    IdleResult.Second cut(int number, int open) {
        IdleResult.Second second = new IdleResult.Second(number, pings - pingsAtCut, pongs - pongsAtCut, open);
        pingsAtCut = pings;
        pongsAtCut = pongs;
        return second;
    }

    /// Ends the hold for good and hands over what it saw.
    IdleResult collect(int openAtEnd, double seconds, Map<Failure, Integer> failures) {
        if (end != null) {
            end.cancel(false);
        }
        pacer.cancel(_ -> skipped++);
        beats().forEach(beat -> beat.connection.onPong(null));
        return new IdleResult(pacer.slots().size(), openAtEnd, pings, pongs, pings - pongs, wrongPongs, skipped,
                seconds, rtt, failures);
    }

    private List<Beat> beats() {
        return pacer.slots().stream().map(Rota.Slot::of).toList();
    }
}
