package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pudding.contract.Flags;
import pudding.contract.ServerOptions;
import pudding.contract.suite.TestCertificates;

@Timeout(60)
final class TlsChannelTest {

    private static final int KEY_UPDATES = 5;

    // Else a peer that sends nothing but these would keep the loop's thread for itself.
    @Test
    void aRecordWithoutPlaintextIsAStepOfItsOwn() throws Exception {
        Tls tls = Tls.of(options());
        TlsBuffers buffers = TlsBuffers.of(tls);
        try (ServerSocketChannel listener = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SSLSocket client = (SSLSocket) TestCertificates.clientContext().getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
                SocketChannel accepted = listener.accept()) {
            accepted.configureBlocking(false);
            TlsChannel channel = new TlsChannel(accepted, tls);
            FutureTask<Void> handshake = new FutureTask<>(() -> {
                client.startHandshake();
                return null;
            });
            Thread.startVirtualThread(handshake);
            await(channel, buffers, TlsChannel.Step.ESTABLISHED);
            handshake.get();

            for (int i = 0; i < KEY_UPDATES; i++) {
                // TLS 1.3 has no second handshake: this sends a KeyUpdate (RFC 8446 §4.6.3).
                client.startHandshake();
            }
            client.getOutputStream().write('x');

            assertThat(await(channel, buffers, TlsChannel.Step.DATA)).isGreaterThanOrEqualTo(KEY_UPDATES);
        }
    }

    /// Reads until a step, and says how many brought nothing before it.
    private static int await(TlsChannel channel, TlsBuffers buffers, TlsChannel.Step awaited)
            throws IOException {
        int nothing = 0;
        while (true) {
            channel.borrow(buffers);
            TlsChannel.Step step = channel.read(buffers);
            channel.giveBack(buffers);
            if (step == awaited) {
                return nothing;
            }
            switch (step) {
                case NOTHING -> nothing++;
                case TASKS -> channel.runTasks();
                case BLOCKED -> Thread.onSpinWait();
                case DATA, ESTABLISHED, END -> throw new AssertionError(step + " instead of " + awaited);
            }
        }
    }

    private static ServerOptions options() throws Exception {
        return ServerOptions.from(Flags.parse(new String[] {"--keystore", TestCertificates.keystore().toString(),
            "--password-file", TestCertificates.passwordFile().toString()}, ServerOptions.flags(0, "jdk")), 0);
    }
}
