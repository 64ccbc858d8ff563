package pudding.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Hears the bytes of the peer before TLS does, and tells when none came for `--idle-timeout`; belongs to the
/// event loop of its connection.
final class PeerWatch extends IdleStateHandler {

    private boolean heard;

    /// @param idle zero: the peer may be silent for ever
    PeerWatch(Duration idle) {
        super(idle.toMillis(), 0, 0, TimeUnit.MILLISECONDS);
    }

    /// Whether the peer has ever sent a byte.
    boolean heard() {
        return heard;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        heard = true;
        super.channelRead(ctx, bytes);
    }
}
