package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import pudding.contract.suite.Contract.Deed;
import pudding.contract.Launch;

/// Rounds of honest and other peers against one server, which rests after each and must then hold no more than it
/// held when it had rested before; belongs to one test thread.
public final class Soak {

    /// Sessions that are kept for resumption are soft references: without this they would look like a leak until
    /// [pudding.contract.TlsRules#SESSION_CACHE_SIZE] are there.
    static final ServerProcess.Surroundings AROUND = ServerProcess.Surroundings.jvm("-XX:SoftRefLRUPolicyMSPerMB=0");

    private static final int ROUNDS = 10;
    /// The first rounds load classes and fill pools; what is held after the last of them is the measure.
    private static final int FIRST_ROUNDS = 3;
    /// By then the last connections have lingered.
    private static final Duration REST = Duration.ofSeconds(3);
    private static final int HONEST = 8;
    private static final int MESSAGES = 50;

    /// What may come and go: threads of compiler and collector, classes that are loaded late. Whatever each connection
    /// leaves behind is soon more.
    private static final int MORE_THREADS = 4;
    private static final int MORE_DESCRIPTORS = 4;
    private static final long MORE_HEAP_BYTES = 1 << 20;

    private final InetSocketAddress address;
    private final long pid;

    Soak(InetSocketAddress address, long pid) {
        this.address = address;
        this.pid = pid;
    }

    /// Starts a server's program and soaks it.
    ///
    /// @throws AssertionError when it holds more in the end
    public static void run(Class<?> main, Duration duration) throws Exception {
        List<String> flags = List.of("--port", "0", "--keystore", TestCertificates.keystore().toString(),
                "--password-file", TestCertificates.passwordFile().toString());
        try (ServerProcess program = ServerProcess.start(main, AROUND, flags)) {
            new Soak(program.awaitReady(), program.pid()).run(duration);
        }
    }

    void run(Duration duration) throws Exception {
        Duration round = duration.dividedBy(ROUNDS);
        for (int i = 0; i < FIRST_ROUNDS; i++) {
            round(round);
        }
        Thread.sleep(REST);
        Footprint first = Footprint.of(pid);
        for (int i = FIRST_ROUNDS; i < ROUNDS; i++) {
            round(round);
            TestServer.awaitUntil(() -> assertFlat(first, Footprint.of(pid)));
        }
    }

    private static void assertFlat(Footprint first, Footprint now) {
        assertThat(now.descriptors()).as("descriptors").isLessThanOrEqualTo(first.descriptors() + MORE_DESCRIPTORS);
        assertThat(now.threads()).as("threads").isLessThanOrEqualTo(first.threads() + MORE_THREADS);
        assertThat(now.heapBytes()).as("live bytes in the heap")
                .isLessThanOrEqualTo(first.heapBytes() + MORE_HEAP_BYTES);
    }

    /// All kinds of peers at once, then none.
    private void round(Duration duration) throws Exception {
        long endNanos = System.nanoTime() + duration.toNanos();
        List<Deed> deeds = new ArrayList<>(Collections.nCopies(HONEST, Soak::beHonest));
        for (VanishContract.Exit exit : VanishContract.Exit.values()) {
            deeds.add(server -> vanish(server, exit));
        }
        deeds.add(Soak::misbehave);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> peers = new ArrayList<>();
            for (Deed deed : deeds) {
                peers.add(threads.submit(() -> {
                    while (System.nanoTime() < endNanos) {
                        commit(deed);
                    }
                    return null;
                }));
            }
            for (Future<?> peer : peers) {
                peer.get();
            }
        }
        commit(server -> server.awaitStats(stats -> assertThat(stats.connections()).isZero()));
    }

    /// Keeps no peer for longer than its deed.
    private void commit(Deed deed) throws Exception {
        try (TestServer server = new TestServer(address, new OtherProcess(address))) {
            deed.commit(server);
        }
    }

    private static void beHonest(TestServer server) throws IOException {
        try (RawPeer peer = RawPeer.tls(server.address(), settings -> {}).upgrade("/ack")) {
            for (int seq = 0; seq < MESSAGES; seq++) {
                peer.send(Frames.text(Batches.json(seq)));
                peer.expectText(Batches.receipt(seq));
            }
            peer.send(Frames.close(1000));
            peer.expectClose(1000);
            peer.expectEnd();
        }
    }

    private static void vanish(TestServer server, VanishContract.Exit exit) throws Exception {
        for (VanishContract.State state : VanishContract.State.values()) {
            exit.leave(state.reach(server));
        }
    }

    private static void misbehave(TestServer server) throws IOException {
        for (String frame : List.of("83 80 00000000", "81 81 00000000 FF", "82 80 00000000", "81 80 00000000")) {
            try (RawPeer peer = RawPeer.tls(server.address(), settings -> {}).upgrade("/ingest")) {
                peer.sendHex(frame);
                peer.readToEnd();
            }
        }
        try (RawPeer peer = RawPeer.tls(server.address(), settings -> {})) {
            assertThat(peer.request(Requests.get("/nothing")).status()).isEqualTo(404);
        }
        try (RawPeer peer = RawPeer.tcp(server.address())) {
            peer.send("GET / HTTP/1.1\r\n\r\n");
            peer.readToEnd();
        }
    }

    private record OtherProcess(InetSocketAddress address) implements Launch.Running {
        @Override
        public void close() {
            // It ends with its process.
        }
    }
}
