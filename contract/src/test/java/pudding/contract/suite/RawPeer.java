package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/// A peer that sends whatever bytes it is told to, over TLS or plain TCP, and reads what comes back as it came.
///
/// One thread may send while another reads. A read that gets nothing for fifty seconds fails, a little before the test
/// would time out.
final class RawPeer implements Closeable {

    private static final int READ_TIMEOUT_MILLIS = 50_000;
    private static final int NARROW_BYTES = 8_192;

    private final Socket tcp;
    private final Socket socket;
    private final InputStream in;

    private RawPeer(Socket tcp, Socket socket) throws IOException {
        this.tcp = tcp;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    interface Preparation {
        void prepare(Socket socket) throws IOException;
    }

    static RawPeer tcp(InetSocketAddress address) throws IOException {
        return tcp(address, socket -> {});
    }

    /// @param prepare what is done with the socket before it connects
    static RawPeer tcp(InetSocketAddress address, Preparation prepare) throws IOException {
        Socket tcp = new Socket();
        prepare.prepare(tcp);
        tcp.connect(address);
        tcp.setTcpNoDelay(true);
        tcp.setSoTimeout(READ_TIMEOUT_MILLIS);
        return new RawPeer(tcp, tcp);
    }

    /// Connects and completes the TLS handshake.
    static RawPeer tls(InetSocketAddress address, Consumer<SSLParameters> settings) throws IOException {
        return tls(tcp(address), settings);
    }

    /// A WebSocket of a peer for which the kernel takes little, so that what it does not read soon waits in the server.
    static RawPeer narrow(InetSocketAddress address, String path) throws IOException {
        return tls(tcp(address, socket -> socket.setReceiveBufferSize(NARROW_BYTES)), settings -> {}).upgrade(path);
    }

    /// A peer with an open WebSocket at `path`.
    static RawPeer open(InetSocketAddress address, String path) throws IOException {
        return tls(address, settings -> {}).upgrade(path);
    }

    /// Completes the TLS handshake on a connection.
    static RawPeer tls(RawPeer plain, Consumer<SSLParameters> settings) throws IOException {
        try {
            SSLSocket tls = (SSLSocket) TestCertificates.clientContext()
                    .getSocketFactory()
                    .createSocket(plain.tcp, "localhost", plain.tcp.getPort(), true);
            SSLParameters parameters = tls.getSSLParameters();
            settings.accept(parameters);
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return new RawPeer(plain.tcp, tls);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    SSLSocket tlsSocket() {
        return (SSLSocket) socket;
    }

    /// This peer's port, as the server sees it.
    int localPort() {
        return tcp.getLocalPort();
    }

    SSLSession session() {
        return tlsSocket().getSession();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void sendHex(String digits) throws IOException {
        send(Frames.hex(digits));
    }

    /// Sends each byte in a TLS record of its own, until the server has had enough.
    void sendSingly(byte[] bytes) {
        try {
            for (byte b : bytes) {
                send(new byte[] {b});
            }
        } catch (IOException e) {
            // It has closed at an earlier byte, which the caller sees when it reads.
        }
    }

    /// Sends bytes on the TCP connection, past the TLS of this peer.
    void sendUnderTls(byte[] bytes) throws IOException {
        tcp.getOutputStream().write(bytes);
    }

    /// Opens the WebSocket at `path`.
    RawPeer upgrade(String path) throws IOException {
        send(Requests.upgrade(path));
        assertThat(readReply().status()).isEqualTo(101);
        return this;
    }

    HttpReply request(String head) throws IOException {
        send(head);
        return readReply();
    }

    /// Reads one HTTP response, its body by its Content-Length.
    HttpReply readReply() throws IOException {
        String statusLine = readLine();
        assertThat(statusLine).matches("HTTP/1\\.1 \\d{3} .*");
        Map<String, List<String>> fields = new HashMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(fields.getOrDefault("content-length", List.of("0")).getFirst());
        return new HttpReply(Integer.parseInt(statusLine.substring(9, 12)), fields,
                new String(readFully(length), StandardCharsets.UTF_8));
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = readByte();
        while (b != '\n') {
            line.write(b);
            b = readByte();
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        assertThat(text).endsWith("\r");
        return text.substring(0, text.length() - 1);
    }

    /// Reads one frame, which must be unmasked and in the shortest form (RFC 6455 §5.1, §5.2).
    ReceivedFrame readFrame() throws IOException {
        int first = readByte();
        int second = readByte();
        assertThat(second & 0x80).as("mask bit of a server's frame").isZero();
        assertThat(first & 0x70).as("RSV bits of a server's frame").isZero();
        long length = second;
        if (second == 126) {
            length = readNumber(2);
            assertThat(length).isGreaterThan(125);
        } else if (second == 127) {
            length = readNumber(8);
            assertThat(length).isGreaterThan(65_535);
        }
        return new ReceivedFrame(first, readFully(Math.toIntExact(length)));
    }

    /// Reads a whole message of `opcode`, however it was fragmented.
    byte[] readMessage(int opcode) throws IOException {
        ReceivedFrame frame = readFrame();
        assertThat(frame.opcode()).as("opcode").isEqualTo(opcode);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(frame.payload());
        while ((frame.firstByte() & Frames.FIN) == 0) {
            frame = readFrame();
            assertThat(frame.opcode()).as("opcode").isEqualTo(Frames.CONTINUATION);
            message.writeBytes(frame.payload());
        }
        return message.toByteArray();
    }

    /// Sends one message, and expects its receipt; for `/ack`.
    void exchange(long seq) throws IOException {
        send(Frames.text(Batches.json(seq)));
        expectText(Batches.receipt(seq));
    }

    void expectText(String text) throws IOException {
        assertThat(new String(readMessage(Frames.TEXT), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    /// The next message is this, compared without printing it.
    void expectMessage(int opcode, byte[] payload) throws IOException {
        assertThat(Arrays.equals(readMessage(opcode), payload)).as("the payload came back").isTrue();
    }

    void expectPong(byte[] payload) throws IOException {
        ReceivedFrame frame = readFrame();
        assertThat(frame.firstByte()).as("first byte of a Pong").isEqualTo(Frames.FIN | Frames.PONG);
        assertThat(frame.payload()).isEqualTo(payload);
    }

    /// The next frame is a Close with this code; 1005 stands for none.
    void expectClose(int code) throws IOException {
        assertThat(readFrame().closeCode()).as("close code").isEqualTo(code);
    }

    /// Nothing more comes, and over TLS the end is announced by a close_notify (RFC 8446 §6.1).
    void expectEnd() throws IOException {
        assertThat(in.read()).as("end of the stream").isEqualTo(-1);
    }

    /// The connection ends; whatever came before it does not matter, nor does a reset.
    ///
    /// @return what came
    byte[] readToEnd() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                rest.write(b);
            }
        } catch (SocketException | SSLException e) {
            // A reset, or an alert.
        }
        return rest.toByteArray();
    }

    byte[] readFully(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The stream ended " + (count - bytes.length) + " bytes early.");
        }
        return bytes;
    }

    private int readByte() throws IOException {
        int b = in.read();
        return b >= 0 ? b : fail("The stream ended where more was expected.");
    }

    private long readNumber(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = (number << 8) | readByte();
        }
        return number;
    }

    /// Vanishes with a TCP reset.
    void reset() throws IOException {
        tcp.setSoLinger(true, 0);
        tcp.close();
    }

    @Override
    public void close() throws IOException {
        // The TLS socket's own close would wait for a peer that does not read.
        tcp.close();
    }
}
