package pudding.contract;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Gathers the pieces of one message that did not arrive whole, within `--max-message-bytes` and
/// `--max-message-frames`.
///
/// Not thread-safe: it belongs to one connection. It owns memory only while a message is incomplete.
public final class MessageBuffer {

    private static final byte[] NONE = {};
    private static final int FIRST_BYTES = 1024;

    private final int maxBytes;
    private final int maxFrames;
    private byte[] bytes = NONE;
    private int length;
    private int frames;

    public MessageBuffer(int maxBytes, int maxFrames) {
        this.maxBytes = maxBytes;
        this.maxFrames = maxFrames;
    }

    /// Counts a frame by its header, because one without payload takes no memory but time.
    ///
    /// @param first whether a message begins with it
    /// @throws Rejection [Refusal#TOO_MANY_FRAMES]
    public void beginFrame(boolean first) throws Rejection {
        frames = first ? 1 : frames + 1;
        if (frames > maxFrames) {
            throw new Rejection(Refusal.TOO_MANY_FRAMES, "The message is in more than " + maxFrames + " frames.");
        }
    }

    /// Refuses a piece before any of it is kept, so that an oversized frame is never buffered.
    ///
    /// @param more payload bytes that a frame header announces
    /// @throws Rejection [Refusal#TOO_BIG]
    public void checkRoom(long more) throws Rejection {
        if (more > maxBytes - length) {
            throw new Rejection(Refusal.TOO_BIG, "The message is larger than " + maxBytes + " bytes.");
        }
    }

    /// Adds a piece.
    ///
    /// @throws Rejection [Refusal#TOO_BIG]
    public void append(byte[] source, int offset, int count) throws Rejection {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /// Adds all that remains in `source`.
    ///
    /// @throws Rejection [Refusal#TOO_BIG]
    public void append(ByteBuffer source) throws Rejection {
        int count = source.remaining();
        reserve(count);
        source.get(bytes, length, count);
        length += count;
    }

    /// The array whose first [#length] bytes are the message; valid until the next call.
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /// Forgets the message and its memory.
    public void clear() {
        bytes = NONE;
        length = 0;
    }

    private void reserve(int more) throws Rejection {
        checkRoom(more);
        int needed = length + more;
        if (needed > bytes.length) {
            int grown = (int) Math.min(maxBytes, Math.max(FIRST_BYTES, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.max(needed, grown));
        }
    }
}
