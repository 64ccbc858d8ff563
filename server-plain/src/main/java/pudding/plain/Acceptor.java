package pudding.plain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import pudding.contract.Rejection;

/// Accepts the connections of a port, and gives them to event loops in turn; only the thread of the loop that has it
/// uses it.
final class Acceptor {

    /// Connections taken in one turn, so that a storm of them does not starve those that are open.
    private static final int MAX_ACCEPTS_PER_TURN = 64;

    private final ServerSocketChannel listener;
    private final SelectionKey key;
    private final EventLoop owner;
    private final List<EventLoop> loops;
    private final Service service;
    /// Whose turn it is.
    private int next;
    private boolean failing;

    /// @param owner whose thread this is
    /// @param loops that get connections; the owner may be one of them
    Acceptor(ServerSocketChannel listener, SelectionKey key, EventLoop owner, List<EventLoop> loops) {
        this.listener = listener;
        this.key = key;
        this.owner = owner;
        this.loops = loops;
        service = owner.service();
        key.attach(this);
    }

    /// The selector found that connections wait.
    void accept() {
        try {
            for (int i = 0; i < MAX_ACCEPTS_PER_TURN; i++) {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                admit(channel);
                failing = false;
            }
        } catch (IOException e) {
            // No descriptor is left: rest until the tick.
            failing = true;
            service.log().acceptFailed(e);
            key.interestOps(0);
        }
    }

    /// Tries again.
    void tick() {
        if (failing && key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    /// Accepts no more, and stops the other loops.
    void stop() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loops.stream().filter(loop -> loop != owner).forEach(EventLoop::stop);
    }

    private void admit(SocketChannel channel) throws IOException {
        SocketAddress peer = channel.getRemoteAddress();
        try {
            service.admission().enter(peer);
        } catch (Rejection rejection) {
            service.rejected(peer, rejection);
            channel.close();
            return;
        }
        EventLoop loop = loops.get(next);
        next = (next + 1) % loops.size();
        if (loop == owner) {
            loop.begin(channel, peer);
        } else {
            loop.execute(() -> begin(loop, channel, peer));
        }
    }

    private void begin(EventLoop loop, SocketChannel channel, SocketAddress peer) {
        try {
            loop.begin(channel, peer);
        } catch (IOException e) {
            service.log().failed("A connection could not be begun", e);
        }
    }
}
