package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Flags;
import pudding.contract.suite.TestCertificates;

/// A virtual thread that waits for its peer gives its carrier to others: it is never pinned, neither in a read nor in
/// a write, as the JVM itself counts it (`jdk.VirtualThreadPinned`, however short).
///
/// The clients have platform threads: every virtual thread is the server's.
@Timeout(60)
final class PinningTest {

    private static final int CLIENTS = 20;
    private static final int MESSAGES = 100;
    /// A hundred of them are more than the sockets' buffers hold, so that writes wait for the client.
    private static final String LARGE = "x".repeat(60_000);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final BatchConsumer NOTHING = (_, _, length) -> new BatchConsumer.Receipt(length, 0);

    @TempDir Path directory;

    /// Outside of the first test's timeout: keytool starts several JVMs.
    @BeforeAll
    static void certificates() {
        assertThat(TestCertificates.keystore()).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "engine"})
    void aThreadThatWaitsForItsPeerIsNotPinned(String tlsIo) throws Exception {
        assertThat(pinned(tlsIo, NOTHING)).isEmpty();
    }

    // Else the test above might be blind.
    @Test
    void aThreadThatWaitsInAClassInitialiserIsPinnedAndSeen() throws Exception {
        assertThat(pinned("socket", (bytes, offset, length) -> new BatchConsumer.Receipt(Waits.length, 0)))
                .isNotEmpty();
    }

    /// The JVM runs an initialiser from native code, whose frame cannot leave the carrier's stack.
    private static final class Waits {

        static final int length = length();

        private static int length() {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            return 1;
        }
    }

    private List<String> pinned(String tlsIo, BatchConsumer consumer) throws Exception {
        // A thread that loads a class cannot leave its carrier either, and twenty that come first wait for each other.
        try (Server first = serve(tlsIo, NOTHING)) {
            talk(first);
        }
        Path file = directory.resolve("pinned.jfr");
        try (Recording recording = new Recording(); Server server = serve(tlsIo, consumer)) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            List<FutureTask<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(inBackground(() -> {
                    talk(server);
                    return null;
                }));
            }
            for (FutureTask<Void> client : clients) {
                client.get();
            }
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream().map(RecordedEvent::toString).toList();
    }

    /// Handshake, upgrade, messages with pauses between, and answers that are read late.
    private static void talk(Server server) throws Exception {
        try (LoopPeer ack = LoopPeer.open(server.address(), "/ack");
                LoopPeer echo = LoopPeer.open(server.address(), "/echo")) {
            for (int i = 0; i < MESSAGES; i++) {
                ack.write(LoopPeer.text("message"));
                assertThat(ack.readFrame()).startsWith("1 {\"seq\":");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            FutureTask<Void> writer = inBackground(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    echo.write(LoopPeer.text(LARGE));
                }
                return null;
            });
            for (int i = 0; i < MESSAGES; i++) {
                LockSupport.parkNanos(PAUSE.toNanos());
                assertThat(echo.readFrame()).hasSize("1 ".length() + LARGE.length());
            }
            writer.get();
        }
    }

    private static FutureTask<Void> inBackground(Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static Server serve(String tlsIo, BatchConsumer consumer) throws Exception {
        String[] flags = {"--model", "virtual", "--tls-io", tlsIo, "--echo", "--port", "0",
            "--keystore", TestCertificates.keystore().toString(),
            "--password-file", TestCertificates.passwordFile().toString()};
        return Server.start(Options.from(Flags.parse(flags, Options.flags())), consumer, new Counters());
    }
}
