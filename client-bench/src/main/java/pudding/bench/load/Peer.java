package pudding.bench.load;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;

/// A server to connect to, and TLS towards it.
record Peer(InetSocketAddress address, Target target, SslContext tls) {
}
