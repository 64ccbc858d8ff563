package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server as a program: its ready line, its end, and what it says to a command line that it cannot use.
interface ProcessContract extends Contract {

    @Test
    default void onSigtermEveryClientSees1001AndTheProgramEndsWith0() throws Exception {
        try (ServerProcess program = spawn()) {
            InetSocketAddress address = program.awaitReady();
            List<AckLoad> loads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                loads.add(new AckLoad(RawPeer.tls(address, settings -> {}).upgrade("/ack")));
            }
            TestServer.awaitUntil(() -> assertThat(loads).allMatch(load -> load.receipts() > 100));
            program.terminate();
            assertThat(program.awaitExit()).isZero();
            for (AckLoad load : loads) {
                assertThat(load.awaitClose()).isEqualTo(1001);
                load.close();
            }
            assertThat(program.err()).isEmpty();
        }
    }

    @Test
    default void onSigtermAnIdleProgramEndsWith0() throws Exception {
        try (ServerProcess program = spawn()) {
            program.awaitReady();
            program.terminate();
            assertThat(program.awaitExit()).isZero();
            assertThat(program.err()).isEmpty();
        }
    }

    @Test
    default void aRefusalIsLoggedInOneLineWithThePeersAddress() throws Exception {
        try (ServerProcess program = spawn()) {
            int port;
            try (RawPeer peer = RawPeer.tls(program.awaitReady(), settings -> {}).upgrade("/discard")) {
                port = peer.localPort();
                peer.sendHex("83 80 00000000");
                peer.expectClose(1002);
                peer.expectEnd();
            }
            program.terminate();
            assertThat(program.awaitExit()).isZero();
            assertThat(program.err()).matches("/127\\.0\\.0\\.1:" + port + " protocol: .*\\.\\R");
        }
    }

    // RFC 5746 allows it; each one costs the server a handshake that the client did not open a connection for.
    @Test
    default void aClientCannotRenegotiate() throws Exception {
        try (ServerProcess program = spawn()) {
            InetSocketAddress address = program.awaitReady();
            try (RawPeer peer = RawPeer.tls(address, settings -> settings.setProtocols(new String[] {"TLSv1.2"}))) {
                peer.upgrade("/ack");
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                    peer.tlsSocket().startHandshake();
                    peer.readFrame();
                });
            }
            try (RawPeer other = RawPeer.tls(address, settings -> {}).upgrade("/ack")) {
                other.send(Frames.text(Batches.json(1)));
                other.expectText(Batches.receipt(1));
            }
        }
    }

    @Test
    default void helpNamesTheFlags() throws Exception {
        try (ServerProcess program = spawn("--help")) {
            assertThat(program.awaitOutcome()).isZero();
            assertThat(program.out()).contains("--host", "--port", "--tls", "--keystore", "--password-file",
                    "--max-connections", "--max-message-bytes", "--handshake-timeout", "--idle-timeout", "--echo",
                    "--max-connections-per-address", "--max-header-bytes", "--max-message-frames", "--ping-interval",
                    "--max-unanswered-pings", "--max-unsent-bytes", "--send-timeout",
                    "--help", "--version");
            assertThat(program.err()).isEmpty();
        }
    }

    @Test
    default void versionIsOneLine() throws Exception {
        try (ServerProcess program = spawn("--version")) {
            assertThat(program.awaitOutcome()).isZero();
            assertThat(program.out()).matches("\\S+\\R");
            assertThat(program.err()).isEmpty();
        }
    }

    @Test
    default void anUnknownFlagEndsTheProgramWith2() throws Exception {
        assertUsage("Unknown flag --bogus; see --help.", "--bogus");
    }

    @Test
    default void aPortOutOfRangeEndsTheProgramWith2() throws Exception {
        assertUsage("--port takes a whole number from 0 to 65535.", "--port", "65536");
    }

    @Test
    default void anUnknownHostEndsTheProgramWith2() throws Exception {
        assertUsage("--host no.such.host.invalid is not an address of this machine.", "--host",
                "no.such.host.invalid");
    }

    @Test
    default void aPortInUseEndsTheProgramWith2() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (ServerProcess program = spawn("--port", Integer.toString(taken.getLocalPort()))) {
                assertThat(program.awaitOutcome()).isEqualTo(2);
                assertThat(program.err()).matches("Cannot listen on that address and port: .*in use.*\\.\\R");
                assertThat(program.out()).isEmpty();
            }
        }
    }

    @Test
    default void anAbsentKeystoreEndsTheProgramWith2(@TempDir Path dir) throws Exception {
        Path absent = dir.resolve("absent.p12");
        assertUsage("No certificate at " + absent
                + ": run certs/generate.sh, or name one with --keystore FILE --password-file FILE.", "--keystore",
                absent.toString());
    }

    @Test
    default void aFileThatIsNoKeystoreEndsTheProgramWith2(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("no.p12"), "not PKCS#12");
        assertUsage("Keystore " + file + " is not a readable PKCS#12 file.", "--keystore", file.toString());
    }

    @Test
    default void aWrongPasswordEndsTheProgramWith2(@TempDir Path dir) throws Exception {
        Path wrong = Files.writeString(dir.resolve("wrong"), "wrong\n");
        assertUsage("Keystore " + TestCertificates.keystore() + " does not open with the password in " + wrong + ".",
                "--password-file", wrong.toString());
    }

    @Test
    default void anAbsentPasswordFileEndsTheProgramWith2(@TempDir Path dir) throws Exception {
        Path absent = dir.resolve("absent");
        assertUsage("Password file " + absent + " cannot be read.", "--password-file", absent.toString());
    }

    private void assertUsage(String sentence, String... flags) throws Exception {
        try (ServerProcess program = spawn(flags)) {
            assertThat(program.awaitOutcome()).isEqualTo(2);
            assertThat(program.err()).isEqualTo(sentence + System.lineSeparator());
            assertThat(program.out()).isEmpty();
        }
    }
}
