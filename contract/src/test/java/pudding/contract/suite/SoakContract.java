package pudding.contract.suite;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What takes long: only with `-Psoak`, see docs/TESTING.md.
interface SoakContract extends Contract {

    @Test
    @Tag("soak")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    @EnabledOnOs(OS.LINUX)
    default void afterManyPeersItHoldsNoMoreThanAfterTheFirst() throws Exception {
        try (ServerProcess program = spawn(Soak.AROUND)) {
            new Soak(program.awaitReady(), program.pid()).run(Duration.ofSeconds(Long.getLong("soak.seconds", 600)));
        }
    }
}
