package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FailuresTest {

    static Stream<Throwable> ofOneConnection() {
        return Stream.of(new IllegalStateException("a secret"), new StackOverflowError(),
                new AssertionError("a secret"),
                new NoClassDefFoundError("a secret"),
                new OutOfMemoryError("unable to create native thread: possibly out of memory or process limits"));
    }

    static Stream<Throwable> ofTheProcess() {
        Error error = new OutOfMemoryError("Java heap space");
        return Stream.of(error, new InternalError("a fault of the JVM"), new RuntimeException("wrapped", error),
                new IllegalStateException(new RuntimeException(error)));
    }

    @ParameterizedTest
    @MethodSource("ofOneConnection")
    void aFailureOfOneConnectionIsRefusedWithItsKindButNotItsMessage(Throwable failure) {
        Rejection rejection = Failures.rejection(failure);
        assertThat(rejection.refusal()).isEqualTo(Refusal.INTERNAL);
        assertThat(rejection.sentence()).isEqualTo("The server failed: " + failure.getClass().getSimpleName() + ".");
    }

    @ParameterizedTest
    @MethodSource("ofTheProcess")
    void aFailureOfTheProcessIsThrownOnHoweverItWasWrapped(Throwable failure) {
        assertThatExceptionOfType(VirtualMachineError.class).isThrownBy(() -> Failures.rejection(failure));
    }

    @Test
    void whereAFrameworkWouldCatchItTheThreadsHandlerIsTold() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Error error = new OutOfMemoryError("Java heap space");
        Thread.ofPlatform().uncaughtExceptionHandler((thread, e) -> told.complete(e)).start(() -> {
            Failures.endIfFatal(new IllegalStateException("of one connection"));
            Failures.endIfFatal(new IllegalStateException(error));
        }).join();
        assertThat(told.get(10, TimeUnit.SECONDS)).isSameAs(error);
    }

    @Test
    void aConsumerThatFailsIsARejectionUnlessItTakesTheProcessAlong() {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> failing(new StackOverflowError()));
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> failing(new OutOfMemoryError("Java heap space")));
    }

    private static void failing(Error error) throws Rejection {
        BatchConsumer consumer = (bytes, offset, length) -> {
            throw error;
        };
        consumer.acceptOrReject(new byte[0], 0, 0);
    }
}
