package pudding.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import pudding.contract.BatchCodec;
import pudding.contract.suite.Frames;

final class FrameHandlerTest {

    // Reading is paused because the peer does not read: its pings are no reason to read on.
    @Test
    void answersAPingAndAsksForNoMoreWhileReadingIsPaused() throws Exception {
        EmbeddedChannel channel = UpgradedChannel.open("/ingest", BatchCodec.Binding.DATABIND);
        Reads reads = new Reads();
        channel.pipeline().addFirst(reads);
        channel.config().setAutoRead(false);

        channel.writeInbound(Unpooled.wrappedBuffer(Frames.frame(Frames.FIN | Frames.PING, new byte[125], 1)));

        assertThat(channel.<ByteBuf>readOutbound().readableBytes()).isEqualTo(2 + 125);
        assertThat(reads.requested).isZero();
        channel.finishAndReleaseAll();
    }

    private static final class Reads extends ChannelOutboundHandlerAdapter {

        private int requested;

        @Override
        public void read(ChannelHandlerContext ctx) {
            requested++;
        }
    }
}
