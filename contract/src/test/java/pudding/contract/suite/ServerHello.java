package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What a TLS 1.3 server chose, from its ServerHello, which is not encrypted (RFC 8446 §4.1.3).
///
/// @param suite number of the cipher suite
/// @param group number of the named group of its key share; -1 when it has none
record ServerHello(int suite, int group) {

    private static final int KEY_SHARE = 51;

    /// Sends a ClientHello and reads what answers it.
    static ServerHello answering(RawPeer peer, byte[] clientHello) throws IOException {
        peer.send(clientHello);
        ByteBuffer header = ByteBuffer.wrap(peer.readFully(5));
        assertThat(header.get(0)).as("a handshake record").isEqualTo((byte) 0x16);
        ByteBuffer hello = ByteBuffer.wrap(peer.readFully(header.getShort(3) & 0xFFFF));
        assertThat(hello.get(0)).as("a ServerHello").isEqualTo((byte) 0x02);
        hello.position(4 + 2 + 32);
        hello.position(hello.get() + hello.position());
        int suite = hello.getShort() & 0xFFFF;
        hello.get();
        int end = hello.getShort() + hello.position();
        int group = -1;
        while (hello.position() < end) {
            int type = hello.getShort();
            int next = hello.getShort() + hello.position();
            if (type == KEY_SHARE) {
                group = hello.getShort(hello.position()) & 0xFFFF;
            }
            hello.position(next);
        }
        return new ServerHello(suite, group);
    }
}
