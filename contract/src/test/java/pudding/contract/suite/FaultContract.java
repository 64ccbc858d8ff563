package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What goes wrong around a server, or in it: no memory, no room on the disk, a sudden end.
interface FaultContract extends Contract {

    @Test
    default void afterSigkillEveryReceiptThatArrivedIsRight() throws Exception {
        try (ServerProcess program = spawn()) {
            List<AckLoad> loads = AckLoad.four(program.awaitReady(), 100);
            program.kill();
            for (AckLoad load : loads) {
                assertThat(load.awaitEnd()).isGreaterThan(100);
                load.close();
            }
        }
    }

    /// Its memory is used up by one message, which its flags allow.
    @Test
    default void outOfMemoryTheProgramEndsWith3AndASentence() throws Exception {
        try (ServerProcess program = spawn(ServerProcess.Surroundings.jvm("-Xmx48m"), "--echo",
                "--max-message-bytes", Integer.toString(1 << 30))) {
            try (RawPeer peer = RawPeer.open(program.awaitReady(), "/echo")) {
                byte[] fragment = Frames.frame(0, new byte[1 << 20]);
                peer.send(Frames.frame(Frames.BINARY));
                for (int i = 0; i < 1_000; i++) {
                    peer.send(fragment);
                }
            } catch (IOException e) {
                // It has ended before all was sent.
            }
            assertThat(program.awaitOutcome()).isEqualTo(3);
            assertThat(program.err()).matches("The server ends: .*OutOfMemoryError.*\\R|.*out of memory\\.\\R");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    default void aFullDiskForItsOutputDoesNotStopTheServer() throws Exception {
        InetSocketAddress address = freeAddress();
        try (ServerProcess program = spawn(ServerProcess.Surroundings.output(new File("/dev/full")), "--host",
                address.getHostString(), "--port", Integer.toString(address.getPort()))) {
            TestServer.awaitUntil(() -> assertThatCode(() -> RawPeer.tcp(address).close()).doesNotThrowAnyException());
            try (RawPeer honest = RawPeer.open(address, "/ack")) {
                for (int seq = 1; seq <= 30; seq++) {
                    try (RawPeer bad = RawPeer.open(address, "/ack")) {
                        bad.sendHex("83 80 00000000");
                        bad.expectClose(1002);
                        bad.expectEnd();
                    }
                    honest.exchange(seq);
                }
            }
            program.terminate();
            assertThat(program.awaitExit()).isZero();
        }
    }

    /// A port on a loopback address of this process's own, where no other test takes it before the program does.
    private static InetSocketAddress freeAddress() throws IOException {
        int pid = (int) ProcessHandle.current().pid();
        InetAddress own = InetAddress.getByAddress(new byte[] {127, (byte) (pid >> 16), (byte) (pid >> 8), (byte) pid});
        try (ServerSocket taken = new ServerSocket(0, 1, own)) {
            return new InetSocketAddress(own, taken.getLocalPort());
        }
    }
}
