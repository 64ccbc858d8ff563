package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.contract.Refusal;

/// Peers that ask and do not read what they are answered.
interface UnreadContract extends Contract {

    /// What a peer asks for, in about 64 KB at a time.
    enum Flood {
        PINGS, ECHOES;

        private byte[] piece() {
            byte[][] frames = switch (this) {
                case PINGS -> fill(500, Frames.frame(Frames.FIN | Frames.PING, new byte[125]));
                case ECHOES -> fill(1, Frames.frame(Frames.FIN | Frames.BINARY, new byte[60_000]));
            };
            return Frames.concat(frames);
        }

        private static byte[][] fill(int times, byte[] frame) {
            byte[][] frames = new byte[times][];
            Arrays.fill(frames, frame);
            return frames;
        }

        /// Sends without reading, until the server has had enough.
        Thread pour(RawPeer peer) {
            byte[] piece = piece();
            return Thread.ofVirtual().start(() -> {
                try {
                    while (!Thread.interrupted()) {
                        peer.send(piece);
                    }
                } catch (IOException e) {
                    // The server has cut it off.
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Flood.class)
    default void aPeerThatReadsNothingIsReadNoMoreAndThenCutOff(Flood flood) throws Exception {
        try (TestServer server = serve("--echo", "--send-timeout", "1")) {
            HonestClient honest = new HonestClient(server.jdk("/ack"));
            honest.exchange();
            Thread flooding = flood.pour(server.openNarrow("/echo"));
            while (flooding.isAlive()) {
                honest.exchange();
                TestServer.pause();
            }
            server.awaitStats(stats -> {
                assertThat(stats.rejected()).containsOnlyKeys("send_timeout").containsValue(1L);
                assertThat(stats.connections()).isOne();
            });
            honest.exchange();
        }
    }

    // One answer, larger than what the kernel takes.
    @Test
    default void anAnswerThatIsNotReadIsCutOffHoweverLarge() throws Exception {
        int length = 16 << 20;
        refused(Refusal.NOT_READING,
                List.of("--echo", "--max-message-bytes", Integer.toString(length), "--send-timeout", "1"),
                server -> server.openNarrow("/echo")
                        .send(Frames.frame(Frames.FIN | Frames.BINARY, new byte[length])));
    }

    @Test
    default void aPeerThatReadsSlowlyGetsAll() throws Exception {
        int length = 16 << 20;
        try (TestServer server = serve("--echo", "--max-message-bytes", Integer.toString(length), "--send-timeout",
                "2", "--idle-timeout", "1")) {
            RawPeer peer = server.open("/echo");
            peer.send(Frames.frame(Frames.FIN | Frames.BINARY, new byte[length]));
            int read = 0;
            while (read < length) {
                read += peer.readFully(Math.min(length - read, 128 << 10)).length;
                TestServer.pause();
            }
            assertThat(server.stats().rejected()).doesNotContainKeys("send_timeout");
        }
    }

    // Nobody is called silent who is not listened to.
    @Test
    default void aPeerThatReadsNothingIsNotIdle() throws Exception {
        try (TestServer server = serve("--echo", "--send-timeout", "2", "--idle-timeout", "1")) {
            Thread flooding = Flood.ECHOES.pour(server.openNarrow("/echo"));
            flooding.join();
            server.awaitStats(stats -> assertThat(stats.rejected()).containsOnlyKeys("send_timeout")
                    .containsValue(1L));
        }
    }

    // Each asks for more than there is memory.
    @Test
    default void memoryIsBoundedHoweverMuchIsNotRead() throws Exception {
        int peersOfEach = 3;
        try (ServerProcess program =
                spawn(ServerProcess.Surroundings.jvm("-Xmx32m", "-XX:+ExitOnOutOfMemoryError"), "--echo",
                        "--send-timeout", "1")) {
            InetSocketAddress address = program.awaitReady();
            List<RawPeer> peers = new ArrayList<>();
            List<Thread> floods = new ArrayList<>();
            for (Flood flood : Flood.values()) {
                for (int i = 0; i < peersOfEach; i++) {
                    RawPeer peer = RawPeer.narrow(address, "/echo");
                    peers.add(peer);
                    floods.add(flood.pour(peer));
                }
            }
            for (Thread flood : floods) {
                flood.join();
            }
            for (RawPeer peer : peers) {
                peer.close();
            }
            TestServer.awaitUntil(() -> assertThat(TestServer.stats(address).rejected())
                    .containsOnlyKeys("send_timeout").containsValue((long) peers.size()));
            program.terminate();
            assertThat(program.awaitExit()).isZero();
        }
    }
}
