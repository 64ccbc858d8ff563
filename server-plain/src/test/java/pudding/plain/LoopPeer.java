package pudding.plain;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import pudding.contract.suite.TestCertificates;

/// A WebSocket client for the tests of the event loop; one thread may write while another reads.
final class LoopPeer implements AutoCloseable {

    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final SSLSocket socket;
    private final DataInputStream in;

    private LoopPeer(SSLSocket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static LoopPeer open(InetSocketAddress address, String path) throws IOException {
        SSLSocket socket = (SSLSocket) TestCertificates.clientContext().getSocketFactory()
                .createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        LoopPeer peer = new LoopPeer(socket);
        peer.write(("GET " + path + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        int lineFeeds = 0;
        while (lineFeeds < 2) {
            int b = peer.in.readUnsignedByte();
            lineFeeds = b == '\n' ? lineFeeds + 1 : b == '\r' ? lineFeeds : 0;
        }
        return peer;
    }

    /// A frame with a mask of zeros.
    static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            header.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            header.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            header.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        header.putInt(0).flip();
        return ByteBuffer.allocate(header.remaining() + payload.length).put(header).put(payload).array();
    }

    static byte[] text(String text) {
        return frame(1, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] concat(Iterable<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /// Writes at once: up to 16 KB become one TLS record.
    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /// The next frame: its opcode, then its payload as text.
    String readFrame() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0F;
        int length = in.readUnsignedByte();
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        byte[] payload = in.readNBytes(length);
        return opcode == 8
                ? "close " + ByteBuffer.wrap(payload).getShort()
                : opcode + " " + new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
