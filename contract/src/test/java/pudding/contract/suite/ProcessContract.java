package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The server as a program: its ready line, its end, and its log.
interface ProcessContract extends Contract {

    @Test
    default void onSigtermEveryClientSees1001AndTheProgramEndsWith0() throws Exception {
        try (ServerProcess program = spawn()) {
            List<AckLoad> loads = AckLoad.four(program.awaitReady(), 100);
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
            try (RawPeer peer = RawPeer.open(program.awaitReady(), "/discard")) {
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

    // JSSE's exception quotes a server name that is none.
    @Test
    default void aPeerCannotForgeALineOfTheLog() throws Exception {
        try (ServerProcess program = spawn()) {
            int port;
            try (RawPeer peer = RawPeer.tcp(program.awaitReady())) {
                port = peer.localPort();
                peer.send(ClientHellos.naming(Frames.utf8("\n/192.0.2.1:1 protocol: Forged.\n")));
                // The server may take such a name, and wait for the rest of the handshake.
                peer.send(new byte[64]);
                peer.readToEnd();
            }
            program.terminate();
            assertThat(program.awaitExit()).isZero();
            assertThat(program.err()).matches("/127\\.0\\.0\\.1:" + port + " tls: .*\\.\\R");
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
            try (RawPeer other = RawPeer.open(address, "/ack")) {
                other.exchange(1);
            }
        }
    }
}
