package pudding.bench.measure.floor;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import pudding.bench.load.Payloads;
import pudding.contract.TlsMaterial;
import pudding.contract.UsageException;

/// Encrypts frames by the client's engine, uncounted, and decrypts them by the server's; the two share memory, no
/// socket.
///
/// For one thread at a time. Each provider gets the kind of buffers that servers give it: the JDK arrays, BoringSSL
/// native memory. One frame is one record, as the generator sends it.
final class TlsFloor implements Rounds.Batch, AutoCloseable {

    static final int PARTS = 1;

    private static final String PROTOCOL = "TLSv1.3";
    private static final String SUITE = "TLS_AES_128_GCM_SHA256";

    /// Of a client's frame of 126 to 65,535 bytes (RFC 6455 §5.2): two bytes, two of length, four of mask.
    private static final int FRAME_HEADER_BYTES = 8;

    /// A handshake takes about ten.
    private static final int MAX_STEPS = 100;

    private final List<ByteBuffer> frames = new ArrayList<>();
    private final List<ByteBuffer> records = new ArrayList<>();
    private final ByteBuffer plaintext;
    private final SSLEngine client;
    private final SSLEngine server;

    TlsFloor(TlsMaterial material, SslProvider provider) throws SSLException, UsageException {
        boolean direct = provider != SslProvider.JDK;
        SslContext serverContext = SslContextBuilder.forServer(material.key(), material.chain())
                .sslProvider(provider).protocols(PROTOCOL).ciphers(List.of(SUITE)).build();
        // Always the JDK's: BoringSSL offers its other suites whatever it is told, and may then prefer one of them.
        SslContext clientContext = SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .sslProvider(SslProvider.JDK).protocols(PROTOCOL).ciphers(List.of(SUITE)).build();
        server = serverContext.newEngine(UnpooledByteBufAllocator.DEFAULT);
        client = clientContext.newEngine(UnpooledByteBufAllocator.DEFAULT);
        int packetBytes = Math.max(client.getSession().getPacketBufferSize(), 1 << 15);
        plaintext = buffer(direct, Math.max(server.getSession().getApplicationBufferSize(), 1 << 15));
        handshake(buffer(direct, packetBytes), buffer(direct, packetBytes));
        if (!server.getSession().getCipherSuite().equals(SUITE)) {
            throw new SSLException("The engines negotiated " + server.getSession().getCipherSuite() + ".");
        }
        for (Message message : Message.batch()) {
            frames.add(buffer(direct, FRAME_HEADER_BYTES + Payloads.DEFAULT_BYTES)
                    .put(FRAME_HEADER_BYTES, message.text()));
            records.add(buffer(direct, packetBytes));
        }
    }

    @Override
    public int run(Rounds.Meter meter) throws SSLException {
        encrypt();
        meter.begin();
        long bytes = decrypt();
        meter.end(0);
        if (bytes != (long) frames.size() * frames.getFirst().capacity()) {
            throw new SSLException("The records hold " + bytes + " bytes.");
        }
        return frames.size();
    }

    /// Makes a record of each frame.
    void encrypt() throws SSLException {
        for (int i = 0; i < frames.size(); i++) {
            ByteBuffer frame = frames.get(i).clear();
            client.wrap(frame, records.get(i).clear());
            if (frame.hasRemaining()) {
                throw new SSLException("A frame does not fit into one record.");
            }
            records.get(i).flip();
        }
    }

    /// Decrypts the records, once each.
    ///
    /// @return bytes of plaintext
    long decrypt() throws SSLException {
        long bytes = 0;
        for (ByteBuffer ciphertext : records) {
            plaintext.clear();
            bytes += server.unwrap(ciphertext, plaintext).bytesProduced();
        }
        return bytes;
    }

    /// Closes the engines, which frees what BoringSSL holds outside the heap.
    @Override
    public void close() {
        client.closeOutbound();
        server.closeOutbound();
    }

    private void handshake(ByteBuffer toServer, ByteBuffer toClient) throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        toServer.flip();
        toClient.flip();
        // What the server sends after its handshake, such as session tickets, is read before any frame.
        for (int i = 0; isHandshaking(client) || isHandshaking(server) || toClient.hasRemaining(); i++) {
            if (i == MAX_STEPS) {
                throw new SSLException("The handshake does not end.");
            }
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
    }

    /// Does what an engine can do now; both buffers are ready to be read from, before and after.
    private void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        // Netty's engine may have to be asked once more after it has taken the last byte.
        if (in.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
            engine.unwrap(in, plaintext.clear());
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            out.compact();
            engine.wrap(ByteBuffer.allocate(0), out);
            out.flip();
        }
    }

    private static boolean isHandshaking(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static ByteBuffer buffer(boolean direct, int bytes) {
        return direct ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
    }
}
