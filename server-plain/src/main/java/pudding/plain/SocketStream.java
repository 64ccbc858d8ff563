package pudding.plain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// TLS by the JDK's [SSLSocket].
final class SocketStream implements TlsStream {

    /// Plaintext of the largest TLS record (RFC 8446 §5.1): as much as is read or written at once.
    static final int RECORD_BYTES = 16_384;

    private final Socket raw;
    private final Tls tls;
    private final WriteWatch watch;
    private final BufferPool<byte[]> buffers;
    private @Nullable SSLSocket socket;
    /// The byte that was waited for.
    private int first;

    SocketStream(Socket raw, Tls tls, WriteWatch watch, BufferPool<byte[]> buffers) {
        this.raw = raw;
        this.tls = tls;
        this.watch = watch;
        this.buffers = buffers;
    }

    @Override
    public boolean begin() throws IOException {
        first = raw.getInputStream().read();
        return first >= 0;
    }

    @Override
    public void handshake() throws IOException {
        socket = tls.socket(raw, first);
        socket.startHandshake();
    }

    /// Waits for one byte, because most connections wait most of the time.
    @Override
    public boolean await() throws IOException {
        first = socket().getInputStream().read();
        return first >= 0;
    }

    @Override
    public int receive(Receiver receiver) throws IOException {
        InputStream in = socket().getInputStream();
        byte[] buffer = buffers.take();
        buffer[0] = (byte) first;
        int more = in.read(buffer, 1, Math.min(in.available(), buffer.length - 1));
        receiver.received(buffer, 0, 1 + more);
        buffers.giveBack(buffer);
        return 1;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        OutputStream out = socket().getOutputStream();
        for (int at = 0; at < bytes.length; at += RECORD_BYTES) {
            watch.begin();
            out.write(bytes, at, Math.min(bytes.length - at, RECORD_BYTES));
            watch.done();
        }
    }

    @Override
    public void end() throws IOException {
        watch.begin();
        socket().shutdownOutput();
        watch.done();
    }

    @Override
    public void close() {
        // All that it holds is in the heap.
    }

    private SSLSocket socket() {
        return Objects.requireNonNull(socket);
    }
}
