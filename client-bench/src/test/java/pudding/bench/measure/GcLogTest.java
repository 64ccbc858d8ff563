package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.server.Child;

class GcLogTest {

    private static final String LOG = """
            [1365144494467ns][gc] Using G1
            [1365144526244ns][gc,heap,coops] Heap address: 0x00000000c0000000, size: 1024 MB, Compressed Oops mode: 32-bit
            [1000000001000ns][gc           ] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 19M->4M(380M) 18.919ms
            [1000000002000ns][safepoint    ] Safepoint "G1CollectForAllocation", Time since last: 645633564 ns, Reaching safepoint: 327231 ns, At safepoint: 18979324 ns, Leaving safepoint: 23754 ns, Total: 19330309 ns, Threads: 2 runnable, 10 total
            [1000000003000ns][gc           ] GC(1) Concurrent Mark Cycle 12.345ms
            [1000000004000ns][gc           ] GC(1) Pause Remark 44M->44M(380M) 1.007ms
            [1000000005000ns][gc           ] GC(2) Pause Full (System.gc()) 229M->2M(14M) 30.650ms
            """;

    @TempDir private Path directory;

    @Test
    void pausesOfAWindowAreThoseThatEndInIt() throws Exception {
        Path log = Files.writeString(directory.resolve("gc.log"), LOG);

        assertThat(GcLog.pauses(log, 1_000_000_001_000L, 1_000_000_005_000L)).containsExactly(
                new GcLog.Pause(1_000_000_001_000L, "Young (Normal) (G1 Evacuation Pause)", 18_919),
                new GcLog.Pause(1_000_000_004_000L, "Remark", 1_007));
        assertThat(GcLog.pauses(log, 1_000_000_004_001L, Long.MAX_VALUE)).containsExactly(
                new GcLog.Pause(1_000_000_005_000L, "Full (System.gc())", 30_650));
    }

    @Test
    void safepointsCountFromTheRequestToTheEnd() throws Exception {
        Path log = Files.writeString(directory.resolve("gc.log"), LOG);

        assertThat(GcLog.safepoints(log, 0, Long.MAX_VALUE)).containsExactly(
                new GcLog.Pause(1_000_000_002_000L, "G1CollectForAllocation", 19_330));
    }

    @Test
    void theHeapsAddressIsRead() throws Exception {
        Path log = Files.writeString(directory.resolve("gc.log"), LOG);

        assertThat(GcLog.heapRange(log)).isEqualTo(new GcLog.HeapRange(0xc000_0000L, 0x1_0000_0000L));
        assertThat(GcLog.heapRange(Files.writeString(directory.resolve("other.log"), "[1ns][gc] Using Z\n"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC", "-XX:+UseParallelGC"})
    @EnabledOnOs(OS.LINUX)
    void theLogOfAJvmHasTheClockOfThisOne(String collector) throws Exception {
        Path log = directory.resolve("child.gc.log");
        try (Child child = Child.start(collector, "-Xmx64m",
                "-Xlog:gc,safepoint,gc+heap+coops=debug:file=" + log + ":timenanos,tags:filecount=0")) {
            long from = System.nanoTime();
            child.tell("gc");
            long to = System.nanoTime();
            child.tell("gc");

            assertThat(GcLog.pauses(log, from, to)).singleElement().satisfies(pause -> {
                assertThat(pause.kind()).isEqualTo("Full (System.gc())");
                assertThat(pause.micros()).isPositive().isLessThan((to - from) / 1_000);
            });
            assertThat(GcLog.safepoints(log, from, to)).isNotEmpty();
            GcLog.HeapRange heap = Objects.requireNonNull(GcLog.heapRange(log));
            assertThat(heap.end() - heap.start()).isEqualTo(64 << 20);
        }
    }
}
