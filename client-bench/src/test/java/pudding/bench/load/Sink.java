package pudding.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import pudding.contract.BatchCodec;
import pudding.contract.Digest;
import pudding.contract.Rejection;
import pudding.contract.TelemetryBatch;
import pudding.contract.suite.TestCertificates;

/// A server for the generator's tests: blocking sockets of the JDK, one thread each, nothing shared with the
/// servers of this project. It keeps every frame, and a [Script] says what it does wrong.
final class Sink implements AutoCloseable {

    /// What a sink does; this one does all as it should be done.
    interface Script {

        /// The whole response to the upgrade, in place of 101; empty for 101.
        default String refusal(String path) {
            return "";
        }

        /// Before the 101.
        default void opened(Peer peer) throws IOException, InterruptedException {
        }

        /// A text message arrived.
        default void message(Peer peer, Frame frame) throws IOException, InterruptedException {
            if (peer.path.equals("/ack")) {
                peer.text(ack(frame));
            }
        }

        /// A Ping arrived.
        default void ping(Peer peer, Frame frame) throws IOException {
            peer.frame(0x8A, frame.payload());
        }
    }

    /// A frame as it came.
    ///
    /// @param mask    its four bytes
    /// @param payload unmasked
    @SuppressWarnings("ArrayRecordComponent") // Frames are never compared.
    record Frame(Peer peer, boolean fin, int opcode, boolean masked, int mask, byte[] payload) {

        /// The record that the servers' own codec makes of it.
        TelemetryBatch batch() {
            try {
                return CODEC.read(payload, 0, payload.length);
            } catch (Rejection e) {
                throw new AssertionError(e.sentence(), e);
            }
        }
    }

    private static final BatchCodec CODEC = new BatchCodec();

    private final Script script;
    private final ServerSocket listener;
    private final SSLContext tls;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();

    private Sink(Script script, ServerSocket listener, SSLContext tls) {
        this.script = script;
        this.listener = listener;
        this.tls = tls;
    }

    static Sink honest() {
        return start(new Script() {
        });
    }

    static Sink start(Script script) {
        return start(script, InetAddress.getLoopbackAddress());
    }

    static Sink start(Script script, InetAddress address) {
        try {
            Sink sink = new Sink(script, new ServerSocket(0, 200, address), serverTls());
            Thread.ofVirtual().start(sink::accept);
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Target target() {
        return target(TestCertificates.keystore().resolveSibling("ca.pem"));
    }

    Target target(Path ca) {
        String host = listener.getInetAddress().getHostAddress();
        return new Target(URI.create("wss://" + host + ":" + listener.getLocalPort()), ca);
    }

    /// Text messages so far, those of one connection in order.
    List<Frame> messages() {
        return frames.stream().filter(f -> f.opcode() == 0x1).toList();
    }

    List<Frame> frames(int opcode) {
        return frames.stream().filter(f -> f.opcode() == opcode).toList();
    }

    /// The acknowledgement that a right server gives.
    static String ack(Frame frame) {
        TelemetryBatch batch = frame.batch();
        return "{\"seq\":" + batch.seq() + ",\"digest\":\"" + Digest.hex(Digest.of(batch)) + "\"}";
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try {
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, InputStream.nullInputStream(),
                    true);
            secure.setUseClientMode(false);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setUseCipherSuitesOrder(false);
            secure.setSSLParameters(parameters);
            Peer peer = new Peer(socket, secure);
            peer.upgrade();
            while (true) {
                Frame frame = peer.read();
                frames.add(frame);
                if (frame.opcode() == 0x1) {
                    script.message(peer, frame);
                } else if (frame.opcode() == 0x9) {
                    script.ping(peer, frame);
                } else if (frame.opcode() == 0x8) {
                    peer.frame(0x88, frame.payload());
                    secure.close();
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // What became of the connection is the generator's to tell.
        }
    }

    /// One connection, as the sink has it.
    final class Peer {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private String path = "";

        Peer(Socket socket, SSLSocket secure) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(secure.getInputStream());
            this.out = secure.getOutputStream();
        }

        String path() {
            return path;
        }

        InetAddress address() {
            return socket.getInetAddress();
        }

        void upgrade() throws IOException, InterruptedException {
            String head = head();
            path = head.split(" ", 3)[1];
            String refusal = script.refusal(path);
            if (!refusal.isEmpty()) {
                write(refusal.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                throw new IOException("refused");
            }
            script.opened(this);
            write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept(head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        void text(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        void close(int code) throws IOException {
            frame(0x88, new byte[] {(byte) (code >>> 8), (byte) code});
        }

        /// A frame that is not masked, of at most 65,535 bytes.
        void frame(int first, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(first);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else {
                frame.write(126);
                frame.write(payload.length >>> 8);
                frame.write(payload.length);
            }
            frame.writeBytes(payload);
            write(frame.toByteArray());
        }

        /// Ends the TCP connection with a reset, and without a word of TLS.
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /// Ends the TCP connection in order, without a Close frame and without a word of TLS.
        void end() throws IOException {
            socket.shutdownOutput();
        }

        private void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        private String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return head.toString();
        }

        private Frame read() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            boolean masked = second >= 128;
            int length = second & 127;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            byte[] mask = masked ? in.readNBytes(4) : new byte[4];
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Frame(this, first >= 128, first & 15, masked,
                    HexFormat.fromHexDigits(HexFormat.of().formatHex(mask)), payload);
        }
    }

    private static String accept(String head) {
        String key = head.lines()
                .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                .map(line -> line.substring(19))
                .findFirst()
                .orElseThrow();
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(
                    (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static SSLContext serverTls() {
        try {
            char[] password = Files.readString(TestCertificates.passwordFile()).strip().toCharArray();
            KeyStore keystore = KeyStore.getInstance(TestCertificates.keystore().toFile(), password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keystore, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
