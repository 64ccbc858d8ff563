package pudding.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pudding.contract.BatchCodec;
import pudding.contract.suite.Frames;

/// Reading is paused when the peer does not read. Netty's handlers would read on after what came to no message.
final class PeerWatchTest {

    private static final byte[] PING = Frames.frame(Frames.FIN | Frames.PING, new byte[125], 1);

    private final Reads reads = new Reads();
    private EmbeddedChannel channel;

    @BeforeEach
    void pause() throws Exception {
        channel = UpgradedChannel.open("/ingest", BatchCodec.Binding.DATABIND);
        channel.pipeline().addFirst(reads);
        channel.config().setAutoRead(false);
    }

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aPingIsAnsweredAndNoMoreIsReadWhileReadingIsPaused() {
        channel.writeInbound(Unpooled.wrappedBuffer(PING));

        assertThat(channel.<ByteBuf>readOutbound().readableBytes()).isEqualTo(2 + 125);
        assertThat(reads.requested).isZero();
    }

    @Test
    void halfAFrameIsKeptAndNoMoreIsReadWhileReadingIsPaused() {
        channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOf(PING, PING.length / 2)));

        assertThat(reads.requested).isZero();
    }

    // As SslHandler does after records that held no plaintext.
    @Test
    void whoeverAsksNothingIsReadWhileReadingIsPaused() {
        channel.read();

        assertThat(reads.requested).isZero();
    }

    @Test
    void readingGoesOnWhenThePauseIsOver() {
        channel.config().setAutoRead(true);

        assertThat(reads.requested).isOne();
    }

    private static final class Reads extends ChannelOutboundHandlerAdapter {

        private int requested;

        @Override
        public void read(ChannelHandlerContext ctx) {
            requested++;
        }
    }
}
