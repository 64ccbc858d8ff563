package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

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

/// Listening where nobody may, accepting when nothing is left to accept with, and accepting very many at once.
interface AcceptContract extends Contract {

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
    @EnabledOnOs(OS.LINUX)
    default void outOfDescriptorsItRestsSaysSoOnceAndRecovers() throws Exception {
        List<RawPeer> silent = new ArrayList<>();
        try (ServerProcess program = spawn(ServerProcess.Surroundings.descriptors(200), "--handshake-timeout", "60")) {
            Telling.of(program, () -> recovers(program, silent));
        } finally {
            for (RawPeer peer : silent) {
                peer.close();
            }
        }
    }

    private static void recovers(ServerProcess program, List<RawPeer> silent) throws Exception {
        InetSocketAddress address = program.awaitReady();
        RawPeer honest = RawPeer.open(address, "/ack");
        honest.exchange(1);
        for (int i = 0; i < 300; i++) {
            silent.add(RawPeer.tcp(address));
        }
        TestServer.awaitUntil(() -> assertThat(program.err()).contains("Accepting fails"));
        Duration before = program.cpu();
        for (int seq = 2; seq <= 20; seq++) {
            honest.exchange(seq);
            Thread.sleep(100);
        }
        assertThat(program.cpu().minus(before)).as("CPU used in two seconds").isLessThan(Duration.ofSeconds(1));
        assertThat(program.err()).containsOnlyOnce("Accepting fails");
        for (RawPeer peer : silent) {
            peer.close();
        }
        try (RawPeer late = RawPeer.open(address, "/ack")) {
            late.exchange(21);
        }
        honest.exchange(22);
        program.terminate();
        assertThat(program.awaitExit()).isZero();
        assertThat(program.err()).containsOnlyOnce("Accepting fails");
    }

    /// The accept backlog ([pudding.contract.SocketRules]) holds them all, and no deadline is met while they wait.
    @Test
    @Timeout(180)
    default void twoThousandClientsReconnectAtOnceAfterARestart() throws Exception {
        InetSocketAddress address;
        try (ServerProcess first = spawn()) {
            address = first.awaitReady();
            for (int i = 0; i < 20; i++) {
                RawPeer.open(address, "/ack").exchange(i);
            }
            first.kill();
            first.awaitOutcome();
        }
        List<RawPeer> open = new ArrayList<>();
        try (ServerProcess second = spawn("--port", Integer.toString(address.getPort()), "--handshake-timeout", "100");
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            second.awaitReady();
            CountDownLatch go = new CountDownLatch(1);
            List<Future<RawPeer>> coming = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                int seq = i;
                coming.add(clients.submit(() -> {
                    go.await();
                    RawPeer peer = RawPeer.open(address, "/ack");
                    peer.exchange(seq);
                    return peer;
                }));
            }
            go.countDown();
            for (Future<RawPeer> client : coming) {
                open.add(client.get(100, TimeUnit.SECONDS));
            }
            Stats stats = TestServer.stats(address);
            assertThat(stats.connections()).isEqualTo(2_000);
            assertThat(stats.messages()).isEqualTo(2_000);
            assertThat(stats.rejected()).isEmpty();
        } finally {
            for (RawPeer peer : open) {
                peer.close();
            }
        }
    }
}
