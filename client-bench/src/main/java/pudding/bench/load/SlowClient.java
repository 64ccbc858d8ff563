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
    private static final int SECOND_MILLIS = 1_000;

    private final Peer peer;
    private final EventLoop loop;
    private final int index;
    private final SlowLayer layer;
    private final SlowClients.Tally tally;
    private @Nullable SlowConnection connection;
    private @Nullable Channel channel;
    private @Nullable Future<?> beat;
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

    /// Connects, and sends a byte a second from then on, at a moment of its own.
    void start() {
        beat = loop.scheduleAtFixedRate(this::tick, index * 7L % SECOND_MILLIS, SECOND_MILLIS, TimeUnit.MILLISECONDS);
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

    private void tick() {
        if (connection != null && connection.tick()) {
            tally.sentByte();
        }
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
            loop.schedule(this::connect, SECOND_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
