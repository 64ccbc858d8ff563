package pudding.plain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/// A blocking socket as [TlsChannel] wants it: a read takes what is there and does not wait, a write waits until the
/// socket has taken all.
///
/// Waiting for input is apart, by [#await], in a buffer of its own that is small enough for a connection to keep:
/// neither a connection nor, in the JDK, its thread ever owns one the size of a record. All else moves through
/// buffers that are lent: a channel that is given an array would copy it through native memory that each platform
/// thread keeps.
///
/// One thread waits and reads, one thread at a time writes.
final class BlockingWire implements ByteChannel {

    /// A short message whole, or the beginning of a long one.
    private static final int FIRST_BYTES = 256;

    private final SocketChannel socket;
    private final WriteWatch watch;
    private final ByteBuffer first = ByteBuffer.allocateDirect(FIRST_BYTES).flip();
    private ByteBuffer transfer = first;
    /// The socket may have more than was read.
    private boolean more;

    BlockingWire(SocketChannel socket, WriteWatch watch) {
        this.socket = socket;
        this.watch = watch;
    }

    /// Waits until there is something to read.
    ///
    /// @return false when the peer has ended its side
    boolean await() throws IOException {
        int count = socket.read(first.clear());
        first.flip();
        more = count == FIRST_BYTES;
        return count >= 0;
    }

    /// Lends the native memory by which bytes move from now on.
    void lend(ByteBuffer buffer) {
        transfer = buffer;
    }

    /// Forgets what was lent.
    void giveBack() {
        transfer = first;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = move(first, into);
        if (more && into.hasRemaining() && socket.socket().getInputStream().available() > 0) {
            int room = into.remaining();
            int read = into.isDirect() ? socket.read(into) : readByTransfer(into);
            more = read == room;
            count += Math.max(read, 0);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = 0;
        while (from.hasRemaining()) {
            ByteBuffer next = from;
            if (!from.isDirect()) {
                move(from, transfer.clear());
                next = transfer.flip();
            }
            watch.begin();
            while (next.hasRemaining()) {
                count += socket.write(next);
            }
            watch.done();
        }
        return count;
    }

    private int readByTransfer(ByteBuffer into) throws IOException {
        int count = socket.read(transfer.clear().limit(Math.min(into.remaining(), transfer.capacity())));
        move(transfer.flip(), into);
        return count;
    }

    /// Tells the peer that nothing more comes.
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static int move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), count).position(to.position() + count);
        from.position(from.position() + count);
        return count;
    }
}
