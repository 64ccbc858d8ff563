package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Peers that send as fast as they can, in frames that cost them least.
interface BusyContract extends Contract {

    /// Frames without payload that fill a TLS record.
    int PIECE = 2_700;

    /// As many as a server may find in a socket at once.
    int PIECES = 6;

    private static byte[] frames(int firstByte) {
        byte[][] frames = new byte[PIECE][];
        Arrays.fill(frames, Frames.frame(firstByte));
        return Frames.concat(frames);
    }

    // They are more than two for each processor, and their sockets are never empty.
    @Test
    default void peersThatNeverPauseStarveNobody() throws Exception {
        try (TestServer server = serve()) {
            HonestClient honest = new HonestClient(server.jdk("/ack"));
            honest.exchange();
            byte[] piece = frames(Frames.FIN | Frames.PONG);
            List<Thread> busy = new ArrayList<>();
            for (int i = 0; i <= 2 * Runtime.getRuntime().availableProcessors(); i++) {
                RawPeer peer = server.open("/discard");
                busy.add(Thread.ofPlatform().start(() -> pour(peer, piece, Integer.MAX_VALUE)));
            }
            for (int i = 0; i < 5; i++) {
                TestServer.pause();
                honest.exchange();
            }
            assertThat(busy).allMatch(Thread::isAlive);
            for (Thread thread : busy) {
                thread.interrupt();
                thread.join();
            }
        }
    }

    // Six bytes each, of which any number is there when the server comes to read.
    @Test
    default void manyPingsOfManyPeersAtOnceTakeNoMemory() throws Exception {
        try (ServerProcess program = small()) {
            Telling.of(program, () -> answersEveryPing(program));
        }
    }

    /// A server of little memory, which gives a peer time to get in while it is busy.
    private ServerProcess small() throws Exception {
        return spawn(ServerProcess.Surroundings.jvm("-Xmx24m", "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr"), "--handshake-timeout", "60");
    }

    private static void answersEveryPing(ServerProcess program) throws Exception {
        InetSocketAddress address = program.awaitReady();
        byte[] piece = frames(Frames.FIN | Frames.PING);
        byte[] pongs = Frames.hex("8A 00".repeat(PIECES * PIECE));
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            peers.add(RawPeer.open(address, "/discard"));
        }
        List<Thread> busy = new ArrayList<>();
        for (RawPeer peer : peers) {
            busy.add(Thread.ofVirtual().start(() -> pour(peer, piece, PIECES)));
        }
        for (int i = 0; i < peers.size(); i++) {
            assertThat(peers.get(i).readFully(pongs.length)).isEqualTo(pongs);
            busy.get(i).join();
            peers.get(i).close();
        }
        program.terminate();
        assertThat(program.awaitExit()).isZero();
    }

    // A server may keep the begun record, and not the room that it had for everything before it.
    @Test
    default void manyPeersThatStopAmidARecordTakeNoMemory() throws Exception {
        try (ServerProcess program = small()) {
            Telling.of(program, () -> servesBesideBegunRecords(program));
        }
    }

    private static void servesBesideBegunRecords(ServerProcess program) throws Exception {
        InetSocketAddress address = program.awaitReady();
        byte[] piece = frames(Frames.FIN | Frames.PONG);
        byte[] begun = Frames.hex("17 03 03 40 00");
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            peers.add(RawPeer.open(address, "/discard"));
        }
        List<Thread> busy = new ArrayList<>();
        for (RawPeer peer : peers) {
            busy.add(Thread.ofVirtual().start(() -> {
                pour(peer, piece, 8 * PIECES);
                pourUnderTls(peer, begun);
            }));
        }
        for (Thread thread : busy) {
            thread.join();
        }
        try (RawPeer honest = RawPeer.open(address, "/ack")) {
            honest.exchange(1);
        }
        for (RawPeer peer : peers) {
            peer.close();
        }
        program.terminate();
        assertThat(program.awaitExit()).isZero();
    }

    private static void pourUnderTls(RawPeer peer, byte[] bytes) {
        try {
            peer.sendUnderTls(bytes);
        } catch (IOException e) {
            // The server has ended, which the test sees.
        }
    }

    private static void pour(RawPeer peer, byte[] piece, int times) {
        try {
            for (int i = 0; i < times && !Thread.interrupted(); i++) {
                peer.send(piece);
            }
        } catch (IOException e) {
            // The server has ended, which the test sees.
        }
    }
}
