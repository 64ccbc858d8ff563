package pudding.contract.jmh;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// [Messages], each as a client sends it: in one masked text frame (RFC 6455 §5.2).
public final class ClientFrames {

    private static final int HEADER_BYTES = 8;

    /// Of each frame.
    public static final int BYTES = HEADER_BYTES + Messages.BYTES;

    private final List<byte[]> frames = new ArrayList<>();
    private int next;

    public ClientFrames() {
        Messages messages = new Messages();
        Random random = new Random(1);
        for (int i = 0; i < Messages.COUNT; i++) {
            frames.add(frame(messages.next(), random.nextInt()));
        }
    }

    /// The next one; only to be read.
    public byte[] next() {
        next = (next + 1) % Messages.COUNT;
        return frames.get(next);
    }

    private static byte[] frame(byte[] message, int mask) {
        ByteBuffer frame = ByteBuffer.allocate(BYTES);
        frame.put((byte) 0x81).put((byte) (0x80 | 126)).putShort((short) message.length).putInt(mask);
        for (int i = 0; i < message.length; i++) {
            frame.put((byte) (message[i] ^ mask >>> (24 - 8 * (i % 4))));
        }
        return frame.array();
    }
}
