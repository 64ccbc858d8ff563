package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.contract.Launch;

/// What goes wrong around a server, or in it: no memory, no descriptors, no room on the disk, a sudden end.
interface FaultContract extends Contract {

    @Test
    default void afterSigkillEveryReceiptThatArrivedIsRight() throws Exception {
        try (ServerProcess program = spawn()) {
            InetSocketAddress address = program.awaitReady();
            List<AckLoad> loads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                loads.add(new AckLoad(open(address)));
            }
            TestServer.awaitUntil(() -> assertThat(loads).allMatch(load -> load.receipts() > 100));
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
            try (RawPeer peer = open(program.awaitReady(), "/echo")) {
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
        try (ServerProcess program = spawn(ServerProcess.Surroundings.output(new File("/dev/full")), "--port",
                Integer.toString(address.getPort()))) {
            TestServer.awaitUntil(() -> assertThatCode(() -> RawPeer.tcp(address).close()).doesNotThrowAnyException());
            try (RawPeer honest = open(address)) {
                for (int seq = 1; seq <= 30; seq++) {
                    try (RawPeer bad = open(address)) {
                        bad.sendHex("83 80 00000000");
                        bad.expectClose(1002);
                        bad.expectEnd();
                    }
                    exchange(honest, seq);
                }
            }
            program.terminate();
            assertThat(program.awaitExit()).isZero();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    default void outOfDescriptorsItRestsSaysSoOnceAndRecovers() throws Exception {
        List<RawPeer> silent = new ArrayList<>();
        try (ServerProcess program = spawn(ServerProcess.Surroundings.descriptors(200), "--handshake-timeout", "60")) {
            InetSocketAddress address = program.awaitReady();
            RawPeer honest = open(address);
            exchange(honest, 1);
            for (int i = 0; i < 300; i++) {
                silent.add(RawPeer.tcp(address));
            }
            TestServer.awaitUntil(() -> assertThat(program.err()).contains("Accepting fails"));
            Duration before = program.cpu();
            for (int seq = 2; seq <= 20; seq++) {
                exchange(honest, seq);
                Thread.sleep(100);
            }
            assertThat(program.cpu().minus(before)).as("CPU used in two seconds").isLessThan(Duration.ofSeconds(1));
            assertThat(program.err()).containsOnlyOnce("Accepting fails");
            for (RawPeer peer : silent) {
                peer.close();
            }
            try (RawPeer late = open(address)) {
                exchange(late, 21);
            }
            exchange(honest, 22);
            program.terminate();
            assertThat(program.awaitExit()).isZero();
            assertThat(program.err()).containsOnlyOnce("Accepting fails");
        } finally {
            for (RawPeer peer : silent) {
                peer.close();
            }
        }
    }

    /// The accept backlog ([pudding.contract.SocketRules]) holds them all, and no deadline is met while they wait.
    @Test
    @Timeout(180)
    default void twoThousandClientsReconnectAtOnceAfterARestart() throws Exception {
        InetSocketAddress address = freeAddress();
        List<String> flags = List.of("--port", Integer.toString(address.getPort()), "--handshake-timeout", "100");
        try (ServerProcess first = spawn(flags.toArray(String[]::new))) {
            first.awaitReady();
            for (int i = 0; i < 20; i++) {
                exchange(open(address), i);
            }
            first.kill();
            first.awaitOutcome();
        }
        List<RawPeer> open = new ArrayList<>();
        try (ServerProcess second = spawn(flags.toArray(String[]::new));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            second.awaitReady();
            CountDownLatch go = new CountDownLatch(1);
            List<Future<RawPeer>> coming = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                int seq = i;
                coming.add(clients.submit(() -> {
                    go.await();
                    RawPeer peer = open(address);
                    exchange(peer, seq);
                    return peer;
                }));
            }
            go.countDown();
            for (Future<RawPeer> client : coming) {
                open.add(client.get(100, TimeUnit.SECONDS));
            }
            Stats stats = new TestServer(address, new Elsewhere(address)).stats();
            assertThat(stats.connections()).isEqualTo(2_000);
            assertThat(stats.messages()).isEqualTo(2_000);
            assertThat(stats.rejected()).isEmpty();
        } finally {
            for (RawPeer peer : open) {
                peer.close();
            }
        }
    }

    /// Its host has lost power, or a cable is cut: nothing comes, not even an end.
    @ParameterizedTest
    @EnumSource(VanishContract.State.class)
    default void aPeerThatFallsSilentInAnyStateIsGivenUp(VanishContract.State state) throws Exception {
        try (TestServer server = serve("--handshake-timeout", "1", "--idle-timeout", "1")) {
            List<RawPeer> peers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                peers.add(state.reach(server));
            }
            server.awaitStats(stats -> {
                assertThat(stats.connections()).isZero();
                // A Close has been answered already.
                long late = stats.rejected().values().stream().mapToLong(Long::longValue).sum();
                assertThat(late).isEqualTo(state == VanishContract.State.AFTER_CLOSE ? 0 : 5);
            });
            for (RawPeer peer : peers) {
                peer.readToEnd();
            }
        }
    }

    /// A server that this process did not start.
    record Elsewhere(InetSocketAddress address) implements Launch.Running {
        @Override
        public void close() {
            // It ends with its process.
        }
    }

    private static RawPeer open(InetSocketAddress address) throws IOException {
        return open(address, "/ack");
    }

    private static RawPeer open(InetSocketAddress address, String path) throws IOException {
        return RawPeer.tls(address, settings -> {}).upgrade(path);
    }

    private static void exchange(RawPeer peer, int seq) throws IOException {
        peer.send(Frames.text(Batches.json(seq)));
        peer.expectText(Batches.receipt(seq));
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
        }
    }
}
