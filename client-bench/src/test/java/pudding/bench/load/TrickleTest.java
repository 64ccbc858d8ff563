package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class TrickleTest {

    @Test
    void whatIsWrittenPassesUntilItIsToldToHold() {
        Trickle trickle = new Trickle(false);
        EmbeddedChannel channel = new EmbeddedChannel(trickle);
        channel.writeOutbound(bytes(1, 2, 3));
        assertThat(sent(channel)).containsExactly(1, 2, 3);
        trickle.hold();
        channel.writeOutbound(bytes(4, 5));
        assertThat(sent(channel)).isEmpty();
        channel.finishAndReleaseAll();
    }

    @Test
    void whatIsHeldGoesOutByteByByteInItsOrder() {
        Trickle trickle = new Trickle(true);
        EmbeddedChannel channel = new EmbeddedChannel(trickle);
        channel.writeOutbound(bytes(1, 2));
        channel.writeOutbound(bytes(3));
        for (int expected = 1; expected <= 3; expected++) {
            trickle.sendByte();
            assertThat(sent(channel)).containsExactly(expected);
        }
        trickle.sendByte();
        assertThat(sent(channel)).isEmpty();
        channel.finishAndReleaseAll();
    }

    private static ByteBuf bytes(int... values) {
        ByteBuf bytes = Unpooled.buffer();
        for (int value : values) {
            bytes.writeByte(value);
        }
        return bytes;
    }

    private static byte[] sent(EmbeddedChannel channel) {
        ByteBuf sent = channel.readOutbound();
        if (sent == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[sent.readableBytes()];
        sent.readBytes(bytes);
        sent.release();
        return bytes;
    }
}
