package pudding.plain;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.BatchCodec;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Ingest;
import pudding.contract.Launch;
import pudding.contract.Rejection;
import pudding.contract.suite.Soak;

/// The soak fails on servers that keep something of some messages.
@Tag("soak")
final class SoakTest {

    /// Of every so many messages something is kept.
    private static final int EVERY = 20;
    private static final Duration SHORT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(classes = {KeepsBytes.class, KeepsDescriptors.class, KeepsThreads.class})
    void aServerThatKeepsSomethingFailsTheSoak(Class<?> main) {
        String kept = switch (main.getSimpleName()) {
            case "KeepsBytes" -> "live bytes in the heap";
            case "KeepsDescriptors" -> "descriptors";
            default -> "threads";
        };
        assertThatExceptionOfType(ConditionTimeoutException.class).isThrownBy(() -> Soak.run(main, SHORT))
                .withMessageContaining("[" + kept + "]");
    }

    static final class KeepsBytes {
        public static void main(String[] args) {
            serve(args, () -> new byte[50_000]);
        }
    }

    static final class KeepsDescriptors {
        public static void main(String[] args) {
            serve(args, () -> {
                try {
                    return new FileInputStream("/dev/null");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    static final class KeepsThreads {
        public static void main(String[] args) {
            serve(args, () -> Thread.ofPlatform().daemon().start(() -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }

    private static void serve(String[] args, Supplier<Object> leak) {
        Launch.main(Main.class, "server with a leak", Options.flags(), args, flags -> {
            Counters counters = new Counters();
            BatchConsumer work = new Ingest(new BatchCodec(), counters);
            return Server.start(Options.from(flags),
                    new Leaking(work, leak, new ConcurrentLinkedQueue<>(), new AtomicInteger()), counters);
        });
    }

    private record Leaking(BatchConsumer work, Supplier<Object> leak, Queue<Object> kept, AtomicInteger count)
            implements BatchConsumer {

        @Override
        public Receipt accept(byte[] bytes, int offset, int length) throws Rejection {
            if (count.incrementAndGet() % EVERY == 0) {
                kept.add(leak.get());
            }
            return work.accept(bytes, offset, length);
        }
    }
}
