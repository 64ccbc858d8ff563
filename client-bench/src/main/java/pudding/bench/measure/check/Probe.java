package pudding.bench.measure.check;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Target;

/// One connection over TLS that a check drives step by step, and that breaks rules where it is told to; used by one
/// thread.
///
/// Frames are written and read here once more (RFC 6455 §5.2): the generator's own code sends no wrong ones.
final class Probe implements Closeable {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;

    private static final int PONG = 0xA;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_HEAD_BYTES = 16_384;

    /// The example of RFC 6455 §1.3.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pplmbitxaq9kygzzhzrbk+xoo=";

    private final Target target;
    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    private Probe(Target target, SSLSocket socket) throws IOException {
        this.target = target;
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /// What a server says next.
    sealed interface Answer {

        record Text(String text) implements Answer {
        }

        @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
        record Pong(byte[] payload) implements Answer {
        }

        /// The server closed.
        ///
        /// @param code of the Close; 1005 where it has none
        record Closed(int code) implements Answer {
        }

        /// The connection is over, without a Close.
        record Ended() implements Answer {
        }

        /// Nothing, for as long as a check waits.
        record Silence() implements Answer {
        }
    }

    /// Connects and completes the TLS handshake.
    static Probe connect(Checks.Subject subject) throws IOException {
        Target target = subject.target();
        Socket tcp = new Socket();
        try {
            tcp.connect(new InetSocketAddress(target.host(), target.port()), subject.waitMillis());
            tcp.setSoTimeout(subject.waitMillis());
            tcp.setTcpNoDelay(true);
            SSLSocket tls = (SSLSocket) subject.stats().tls().getSocketFactory().createSocket(tcp, target.host(),
                    target.port(), true);
            SSLParameters parameters = tls.getSSLParameters();
            // As the generator offers them: what a comparison holds all to comes first, and the server chooses.
            parameters.setProtocols(new String[] {"TLSv1.3"});
            parameters.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"});
            parameters.setEndpointIdentificationAlgorithm(target.insecure() ? null : "HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return new Probe(target, tls);
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    /// Connects and opens a WebSocket.
    ///
    /// @throws IOException saying what was answered instead
    static Probe open(Checks.Subject subject, String path) throws IOException {
        Probe probe = connect(subject);
        try {
            String wrong = probe.upgrade(path);
            if (wrong != null) {
                throw new IOException(wrong);
            }
            return probe;
        } catch (IOException | RuntimeException e) {
            probe.close();
            throw e;
        }
    }

    /// Protocol and suite.
    String session() {
        return socket.getSession().getProtocol() + " " + socket.getSession().getCipherSuite();
    }

    /// Sends a request and returns the lines of the response's head, in lower case; empty where the connection ended.
    ///
    /// @param fields header fields besides `Host`
    List<String> request(String path, List<String> fields) throws IOException {
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + target.base().getHost() + ":"
                + target.port() + "\r\n");
        fields.forEach(field -> head.append(field).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        StringBuilder response = new StringBuilder();
        while (response.indexOf("\r\n\r\n") < 0 && response.length() < MAX_HEAD_BYTES) {
            int next = in.read();
            if (next < 0) {
                return List.of();
            }
            response.append((char) next);
        }
        return response.toString().toLowerCase(Locale.ROOT).lines().toList();
    }

    /// Asks for a WebSocket (RFC 6455 §4.1); null when it is open, else what is wrong with the answer.
    @Nullable
    String upgrade(String path) throws IOException {
        List<String> head = request(path, List.of("Upgrade: websocket", "Connection: Upgrade",
                "Sec-WebSocket-Key: " + KEY, "Sec-WebSocket-Version: 13"));
        if (head.isEmpty() || !head.getFirst().startsWith("http/1.1 101")) {
            return "the upgrade of " + path + " was answered with " + (head.isEmpty() ? "nothing" : head.getFirst());
        }
        if (head.stream().noneMatch(line -> line.replace(" ", "").equals("sec-websocket-accept:" + ACCEPT))) {
            return "the 101 has no right Sec-WebSocket-Accept";
        }
        return head.stream().anyMatch(line -> line.startsWith("sec-websocket-extensions")
                || line.startsWith("sec-websocket-protocol"))
                        ? "the 101 names an extension or subprotocol that was not offered"
                        : null;
    }

    void text(String text) throws IOException {
        frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8), true);
    }

    void ping(byte[] payload) throws IOException {
        frame(FIN | PING, payload, true);
    }

    /// Sends one frame.
    ///
    /// @param first  the first byte: FIN, reserved bits, opcode
    /// @param masked as a client must
    void frame(int first, byte[] payload, boolean masked) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int mask = masked ? MASKED : 0;
        frame.write(first);
        if (payload.length < 126) {
            frame.write(mask | payload.length);
        } else {
            frame.writeBytes(new byte[] {(byte) (mask | 126), (byte) (payload.length >>> 8), (byte) payload.length});
        }
        if (masked) {
            frame.writeBytes(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.write(masked ? payload[i] ^ MASK[i & 3] : payload[i]);
        }
        out.write(frame.toByteArray());
    }

    /// Reads until there is something to say; the server's pings are answered.
    Answer next() {
        try {
            while (true) {
                int first = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                long bytes = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
                if (bytes < 0 || bytes > MAX_BYTES) {
                    return new Answer.Ended();
                }
                byte[] payload = in.readNBytes((int) bytes);
                switch (first & 0xF) {
                    case PONG -> {
                        return new Answer.Pong(payload);
                    }
                    case CLOSE -> {
                        return new Answer.Closed(
                                payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF));
                    }
                    case PING -> frame(FIN | PONG, payload, true);
                    default -> {
                        message.writeBytes(payload);
                        if ((first & FIN) != 0) {
                            String text = message.toString(StandardCharsets.UTF_8);
                            message.reset();
                            return new Answer.Text(text);
                        }
                    }
                }
            }
        } catch (SocketTimeoutException e) {
            return new Answer.Silence();
        } catch (IOException e) {
            return new Answer.Ended();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
