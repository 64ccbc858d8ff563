package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import pudding.contract.BatchConsumer;
import pudding.contract.Launch;
import pudding.contract.Refusal;

/// What the cases build on: servers to start, and the check that bad input harms nobody else.
interface Contract extends Subject {

    /// Something that a peer should not do.
    interface Deed {
        void commit(TestServer server) throws Exception;
    }

    /// Outside of the first test's timeout: keytool starts several JVMs.
    @BeforeAll
    static void certificates() {
        assertThat(TestCertificates.keystore()).exists();
    }

    /// Starts the server in this process.
    default TestServer serve(UnaryOperator<BatchConsumer> wrap, String... flags) throws Exception {
        Launch.Running running = start(wrap, allFlags(flags).toArray(String[]::new));
        return new TestServer(running.address(), running);
    }

    /// Starts the server's program as a child process.
    default ServerProcess spawn(ServerProcess.Surroundings around, String... flags) throws Exception {
        return ServerProcess.start(mainClass(), around, allFlags(flags));
    }

    default ServerProcess spawn(String... flags) throws Exception {
        return spawn(ServerProcess.Surroundings.ORDINARY, flags);
    }

    default TestServer serve(String... flags) throws Exception {
        return serve(UnaryOperator.identity(), flags);
    }

    /// Commits the deeds one after another beside an honest connection, which was open before and must lose
    /// nothing; each deed must be counted exactly once, under `expected`.
    default void refused(Refusal expected, List<String> flags, Deed... deeds) throws Exception {
        try (TestServer server = serve(flags.toArray(String[]::new))) {
            HonestClient honest = new HonestClient(server.jdk("/ack"));
            honest.exchange();
            long count = 0;
            for (Deed deed : deeds) {
                deed.commit(server);
                honest.exchange();
                Map<String, Long> rejected = Map.of(expected.key(), ++count);
                server.awaitStats(stats -> {
                    assertThat(stats.rejected()).isEqualTo(rejected);
                    assertThat(stats.connections()).isOne();
                });
            }
            honest.exchange();
            Stats stats = server.stats();
            assertThat(stats.rejected()).isEqualTo(Map.of(expected.key(), count));
            honest.checkLedger(stats);
        }
    }

    default void refused(Refusal expected, Deed... deeds) throws Exception {
        refused(expected, List.of(), deeds);
    }

    /// Sends bytes that break an open WebSocket, whole and again one byte at a time, and expects one Close frame
    /// with the refusal's code, then the end of the stream.
    default void breaks(Refusal expected, String path, byte[] bytes, String... flags) throws Exception {
        refused(expected, List.of(flags), server -> {
            RawPeer peer = server.open(path);
            peer.send(bytes);
            peer.expectClose(expected.code());
            peer.expectEnd();
            peer.close();
        }, server -> {
            RawPeer peer = server.open(path);
            peer.sendSingly(bytes);
            peer.expectClose(expected.code());
            peer.expectEnd();
            peer.close();
        });
    }

    /// Adds what every server needs and the test does not give.
    private List<String> allFlags(String... flags) {
        List<String> all = new ArrayList<>(modelFlags());
        Collections.addAll(all, flags);
        addIfAbsent(all, "--port", "0");
        addIfAbsent(all, "--keystore", TestCertificates.keystore().toString());
        addIfAbsent(all, "--password-file", TestCertificates.passwordFile().toString());
        return all;
    }

    private static void addIfAbsent(List<String> flags, String name, String value) {
        if (!flags.contains(name)) {
            flags.add(name);
            flags.add(value);
        }
    }
}
