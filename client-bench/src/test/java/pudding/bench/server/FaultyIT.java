package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The faulty server, as it is packaged.
class FaultyIT {

    @TempDir private Path home;

    @AfterEach
    void removeLinks() throws Exception {
        TestHome.removeLinks(home);
    }

    @Test
    void itStartsTellsItsCountersAndStops() throws Exception {
        TestHome.in(home);
        LaunchSpec spec = new LaunchSpec(home, Child.javaHome(), null, 0, Files.createDirectory(home.resolve("logs")),
                "faulty", "faulty-it", TestHome.certificates(), LaunchSpec.JvmFlags.defaults(1),
                Duration.ofSeconds(30), Link.loopback());
        try (ServerProcess server = ServerProcess.start(Faulty.contender("burn:25"), spec)) {
            ServerStats stats = StatsClient.trusting(TestHome.certificates().ca()).read(server.base(), "/stats");
            assertThat(stats.received()).isZero();

            assertThat(server.stop().exitStatus()).isZero();
        }
    }
}
