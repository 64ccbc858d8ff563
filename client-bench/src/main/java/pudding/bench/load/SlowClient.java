package pudding.bench.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client that sends one byte a second in one layer, and comes back a second after it was cut; belongs to one
/// event loop.
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends the channel, and that is told.
final class SlowClient {

    private static final int MAX_PENDING_BYTES = 64 << 10;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final Peer peer;
    private final EventLoop loop;
    private final int index;
    private final SlowLayer layer;
    private final SlowClients.Tally tally;
    private @Nullable SlowConnection connection;
    private @Nullable Channel channel;
    private @Nullable Future<?> beat;
    private long beatAt;
    private boolean left;

    SlowClient(Peer peer, EventLoop loop, int index, SlowLayer layer, SlowClients.Tally tally) {
        this.peer = peer;
        this.loop = loop;
        this.index = index;
        this.layer = layer;
        this.tally = tally;
    }

    EventLoop loop() {
        return loop;
    }

    /// Connects, and sends a byte a second from then on.
    ///
    /// @param firstBeat when it sends one, and each whole second after it, as [System#nanoTime]
    void start(long firstBeat) {
        beatAt = firstBeat;
        scheduleBeat();
        connect();
    }

    /// Leaves for good.
    void leave() {
        left = true;
        if (beat != null) {
            beat.cancel(false);
        }
        if (channel != null) {
            channel.close();
        }
    }

    private void beat() {
        if (connection != null && connection.tick()) {
            tally.sentByte();
        }
        scheduleBeat();
    }

    /// What could not be sent in its second is not made up for: that would be a burst.
    private void scheduleBeat() {
        long now = System.nanoTime();
        while (beatAt - now <= 0) {
            beatAt += SECOND_NANOS;
        }
        beat = loop.schedule(this::beat, beatAt - now, TimeUnit.NANOSECONDS);
    }

    private void connect() {
        if (left) {
            return;
        }
        tally.begun();
        SlowConnection next = new SlowConnection(layer, new Upgrade(peer.target().authority(), "/ack",
                new SplitMix64(index, 0)), tally::holds);
        ChannelFuture connecting = Transport.connect(peer, loop, index, MAX_PENDING_BYTES, next);
        connection = next;
        channel = connecting.channel();
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                connecting.channel().closeFuture().addListener(_ -> ended(next));
            } else {
                // Where no descriptor is left this is not the event loop.
                loop.execute(() -> ended(next));
            }
        });
    }

    private void ended(SlowConnection last) {
        connection = null;
        channel = null;
        if (last.isHolding()) {
            tally.cut();
        }
        if (!left) {
            loop.schedule(this::connect, SECOND_NANOS, TimeUnit.NANOSECONDS);
        }
    }
}
