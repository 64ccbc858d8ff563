package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every case of the widely used WebSocket conformance suite but for compression, each on a connection of its own
/// to one server.
interface ConformanceContract extends Contract {

    /// The cases of that suite's categories 1 to 7, 9 and 10.
    int CASES = 301;

    @TestFactory
    @Clause({"RFC 6455 §5.2", "RFC 6455 §5.4", "RFC 6455 §5.5", "RFC 6455 §5.6", "RFC 6455 §7.1", "RFC 6455 §7.4",
        "RFC 6455 §8.1"})
    default Stream<DynamicTest> theConformanceSuite() throws Exception {
        TestServer server = serve("--echo", "--max-message-bytes", Integer.toString(16 << 20));
        var cases = ConformanceCases.all();
        Stream<DynamicTest> tests = cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> {
            try (RawPeer peer = RawPeer.open(server.address(), "/echo")) {
                each.body().run(peer);
            }
        }));
        DynamicTest none = DynamicTest.dynamicTest("all cases are there, and none harmed the server", () -> {
            assertThat(cases).hasSize(CASES);
            server.awaitStats(stats -> assertThat(stats.connections()).isZero());
            assertThat(server.stats().rejected()).containsOnlyKeys("protocol", "utf8");
        });
        return Stream.concat(tests, Stream.of(none)).onClose(() -> close(server));
    }

    private static void close(TestServer server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
