package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageBufferTest {

    @Test
    void piecesAreJoinedInOrder() throws Exception {
        byte[] message = new byte[10_000];
        Random random = new Random(3);
        random.nextBytes(message);
        MessageBuffer buffer = new MessageBuffer(message.length, 1);
        ByteBuffer rest = ByteBuffer.wrap(message);
        while (rest.hasRemaining()) {
            int count = Math.min(rest.remaining(), random.nextInt(700));
            if (random.nextBoolean()) {
                buffer.append(message, rest.position(), count);
            } else {
                ByteBuffer direct = ByteBuffer.allocateDirect(count).put(rest.slice(rest.position(), count)).flip();
                buffer.append(direct);
                assertThat(direct.hasRemaining()).isFalse();
            }
            rest.position(rest.position() + count);
        }
        assertThat(Arrays.copyOf(buffer.array(), buffer.length())).isEqualTo(message);
    }

    @Test
    void framesAreCountedFromTheFirstOfEachMessage() throws Exception {
        MessageBuffer buffer = new MessageBuffer(1, 2);
        for (int message = 0; message < 3; message++) {
            buffer.beginFrame(true);
            buffer.beginFrame(false);
        }
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> buffer.beginFrame(false))
                .withMessage("The message is in more than 2 frames.")
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_MANY_FRAMES));
        buffer.beginFrame(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1_023, 1_024, 1_025, 100_000})
    void aMessageMayBeExactlyAsLongAsAllowed(int max) throws Exception {
        MessageBuffer buffer = new MessageBuffer(max, 1);
        for (int i = 0; i < max; i++) {
            buffer.append(new byte[] {(byte) i}, 0, 1);
        }
        assertThat(buffer.length()).isEqualTo(max);
        assertThat(buffer.array().length).as("memory").isLessThanOrEqualTo(max);
        assertTooBig(() -> buffer.append(new byte[1], 0, 1), max);
        assertTooBig(() -> buffer.append(ByteBuffer.allocate(1)), max);
        assertThat(buffer.length()).isEqualTo(max);
    }

    @ParameterizedTest
    @ValueSource(longs = {91, 1L << 31, 1L << 32, Long.MAX_VALUE})
    void tooBigIsRefusedBeforeAnythingIsKept(long more) throws Exception {
        MessageBuffer buffer = new MessageBuffer(100, 1);
        buffer.append(new byte[10], 0, 10);
        assertTooBig(() -> buffer.checkRoom(more), 100);
        assertThatNoException().isThrownBy(() -> buffer.checkRoom(90));
        assertThat(buffer.length()).isEqualTo(10);
    }

    @Test
    void clearForgetsTheMessageAndItsMemory() throws Exception {
        MessageBuffer buffer = new MessageBuffer(100, 1);
        buffer.append(new byte[100], 0, 100);
        buffer.clear();
        assertThat(buffer.length()).isZero();
        assertThat(buffer.array()).isEmpty();
        buffer.append(new byte[] {7}, 0, 1);
        assertThat(buffer.array()[0]).isEqualTo((byte) 7);
    }

    private static void assertTooBig(ThrowingCallable action, int max) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(action)
                .withMessage("The message is larger than " + max + " bytes.")
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_BIG));
    }
}
