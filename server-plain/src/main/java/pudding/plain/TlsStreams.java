package pudding.plain;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import javax.net.ssl.SSLException;

/// Makes the TLS streams of one server's threads, of one kind; safe for use by many threads at once.
interface TlsStreams {

    static TlsStreams of(Options.TlsIo io, Tls tls) throws SSLException {
        return switch (io) {
            case SOCKET -> new OfSockets(tls, new BufferPool<>(() -> new byte[SocketStream.RECORD_BYTES]));
            case ENGINE -> {
                TlsBuffers model = TlsBuffers.of(tls);
                yield new OfEngines(tls, new BufferPool<>(() -> EngineStream.Loan.of(model.another())));
            }
        };
    }

    /// A socket to listen on, not bound yet, whose connections suit.
    ServerSocket listener() throws IOException;

    /// Lays TLS over a connected socket.
    TlsStream over(Socket raw, WriteWatch watch);

    /// Sockets of the JDK's own.
    record OfSockets(Tls tls, BufferPool<byte[]> buffers) implements TlsStreams {

        @Override
        public ServerSocket listener() throws IOException {
            return new ServerSocket();
        }

        @Override
        public TlsStream over(Socket raw, WriteWatch watch) {
            return new SocketStream(raw, tls, watch, buffers);
        }
    }

    /// Channels, which engines need.
    record OfEngines(Tls tls, BufferPool<EngineStream.Loan> loans) implements TlsStreams {

        @Override
        public ServerSocket listener() throws IOException {
            return ServerSocketChannel.open().socket();
        }

        @Override
        public TlsStream over(Socket raw, WriteWatch watch) {
            return new EngineStream(new BlockingWire(raw.getChannel(), watch), tls, loans);
        }
    }
}
