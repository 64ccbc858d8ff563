package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Certificates;
import pudding.bench.server.Child;
import pudding.bench.server.ChildProgram;
import pudding.bench.server.Contender;
import pudding.bench.server.LaunchSpec;
import pudding.bench.server.Leftovers;
import pudding.bench.server.Link;
import pudding.bench.server.ServerProcess;

/// JVMs that were started with no flag of ours.
@EnabledOnOs(OS.LINUX)
class ServerJvmTest {

    @TempDir private Path directory;

    private final String mark = "stranger-" + UUID.randomUUID();

    @AfterEach
    void nothingIsLeft() {
        assertThat(Leftovers.find(mark)).isEmpty();
    }

    @Test
    void aJvmBehindAScriptTellsItsHeapItsAllocationAndItsPauses() throws Exception {
        String child = "\"" + Child.javaHome().resolve("bin/java") + "\" -XX:+UseSerialGC -Xmx128m -cp \""
                + System.getProperty("java.class.path") + "\" " + ChildProgram.class.getName() + " print=READY wait";
        try (ServerProcess server = start(child + " & wait")) {
            ServerJvm jvm = Objects.requireNonNull(ServerJvm.of(server));
            assertThat(jvm.pid()).isNotEqualTo(server.pid());
            assertThat(jvm.given()).isFalse();

            ServerMemory memory = ServerMemory.read(server, Child.javaHome(), 500_000_000);
            assertThat(memory.rssBytes()).isBetween(10_000_000L, 400_000_000L);
            assertThat(memory.pssBytes()).isBetween(10_000_000L, memory.rssBytes());
            assertThat(memory.liveHeapBytes()).isBetween(100_000L, 50_000_000L);
            assertThat(memory.residentHeapBytes()).isBetween(100_000L, 128L << 20);

            jvm.log(Child.javaHome());
            long from = System.nanoTime();
            JvmMeter.liveHeapBytes(Child.javaHome(), jvm.pid());
            assertThat(GcLog.pauses(jvm.gcLog(), from, System.nanoTime())).isNotEmpty()
                    .allMatch(pause -> pause.micros() > 0);
            try (JvmMeter meter = JvmMeter.attach(jvm.pid(), Link.loopback())) {
                assertThat(meter.allocatedBytes()).isPositive();
            }
        }
    }

    @Test
    void whatIsNoJvmHasResidentMemoryAlone() throws Exception {
        try (ServerProcess server = start("echo READY; exec sleep 1000")) {
            assertThat(ServerJvm.of(server)).isNull();

            ServerMemory memory = ServerMemory.read(server, Child.javaHome(), 1);
            assertThat(memory.rssBytes()).isGreaterThan(100_000);
            assertThat(memory.pssBytes()).isBetween(1L, memory.rssBytes());
            assertThat(memory).extracting(ServerMemory::residentHeapBytes, ServerMemory::liveHeapBytes)
                    .containsOnlyNulls();
        }
    }

    @Test
    void aPageThatTwoProcessesOfAServerMapCountsOnceInItsProportionalMemory() throws Exception {
        try (ServerProcess one = start("echo READY; exec sleep 1000");
                ServerProcess many = start("for i in 1 2 3 4 5 6; do sleep 1000 & done; echo READY; wait")) {
            ServerMemory ofOne = ServerMemory.read(one, Child.javaHome(), 1);
            ServerMemory ofMany = ServerMemory.read(many, Child.javaHome(), 1);

            assertThat(ofMany.rssBytes()).isGreaterThan(4 * ofOne.rssBytes());
            assertThat(Objects.requireNonNull(ofMany.pssBytes())).isLessThan(ofMany.rssBytes() / 2);
        }
    }

    private ServerProcess start(String script) throws Exception {
        Contender stranger = new Contender("stranger", "", directory, List.of("sh", "-c", script), Map.of(),
                new Contender.Ready.Line(Pattern.compile("^READY")), "/", null, null, null, Contender.Stop.TERM, null,
                null, false);
        return ServerProcess.start(stranger, new LaunchSpec(directory, Child.javaHome(), null, 0,
                Files.createDirectories(directory.resolve("logs")), "stranger", mark, Certificates.in(directory),
                LaunchSpec.JvmFlags.defaults(1), Duration.ofSeconds(60), Link.loopback()));
    }
}
