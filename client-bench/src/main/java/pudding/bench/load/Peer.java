package pudding.bench.load;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;

/// A server to connect to, TLS towards it, and where connections to it come from.
record Peer(InetSocketAddress address, Target target, SslContext tls, Sources sources) {
}
