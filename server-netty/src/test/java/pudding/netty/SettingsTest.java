package pudding.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class SettingsTest {

    /// As its event loops do with what a task throws.
    @Test
    void anErrorThatNettyOnlyLogsReachesTheHandlerThatEndsTheProcess() throws Exception {
        Settings.apply();
        Logger logger = Logger.getLogger("io.netty.util.concurrent.AbstractEventExecutor");
        Error error = new OutOfMemoryError("Java heap space");
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Thread.ofPlatform().uncaughtExceptionHandler((thread, e) -> told.complete(e)).start(() -> {
            logger.log(Level.WARNING, "A task raised an exception.", new IllegalStateException("of one connection"));
            logger.log(Level.WARNING, "A task raised an exception.", error);
        }).join();
        assertThat(told).isCompletedWithValue(error);
    }
}
