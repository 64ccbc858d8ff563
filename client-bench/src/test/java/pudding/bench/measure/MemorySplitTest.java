package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Child;

class MemorySplitTest {

    private static final String SMAPS = """
            00400000-00402000 r-xp 00000000 fe:00 123                        /usr/bin/java
            Size:                  8 kB
            Rss:                   8 kB
            Pss:                   2 kB
            Pss_Dirty:             0 kB
            Anonymous:             0 kB
            VmFlags: rd ex mr mw me
            c0000000-c8000000 rw-p 00000000 00:00 0
            Size:             131072 kB
            Rss:                4000 kB
            Pss:                4000 kB
            Pss_Dirty:          4000 kB
            Anonymous:          4000 kB
            c8000000-100000000 ---p 00000000 00:00 0
            Rss:                   0 kB
            Anonymous:             0 kB
            100000000-100040000 rw-p 00000000 00:00 0
            Rss:                 100 kB
            Pss:                  61 kB
            SwapPss:               7 kB
            Anonymous:            60 kB
            """;

    @TempDir private Path directory;

    @Test
    void mappingsAreTheHeapsByTheirAddress() throws Exception {
        MemorySplit split = MemorySplit.parse(SMAPS, new GcLog.HeapRange(0xc000_0000L, 0x1_0000_0000L));

        assertThat(split).isEqualTo(new MemorySplit(4108 * 1024, 4063 * 1024, 4000 * 1024, 108 * 1024, 48 * 1024));
    }

    @Test
    void withoutAHeapAllOfItIsOutside() {
        assertThat(MemorySplit.parse(SMAPS, null))
                .isEqualTo(new MemorySplit(4108 * 1024, 4063 * 1024, 0, 4108 * 1024, 48 * 1024));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsHeldInTheHeapIsResidentThere() throws Exception {
        Path log = directory.resolve("gc.log");
        try (Child child = Child.start("-XX:+UseSerialGC", "-Xmx512m",
                "-Xlog:gc+heap+coops=debug:file=" + log + ":timenanos,tags:filecount=0")) {
            GcLog.HeapRange heap = Objects.requireNonNull(GcLog.heapRange(log));
            MemorySplit before = MemorySplit.read(child.pid(), heap);

            child.tell("hold-mb=150");

            MemorySplit after = MemorySplit.read(child.pid(), heap);
            assertThat(after.residentHeapBytes() - before.residentHeapBytes()).isGreaterThan(150 << 20);
            assertThat(after.residentHeapBytes()).isLessThanOrEqualTo(512 << 20);
            assertThat(after.outsideBytes() - before.outsideBytes()).isLessThan(20 << 20);
            assertThat(after.rssBytes()).isEqualTo(after.residentHeapBytes() + after.outsideBytes())
                    .isCloseTo(ProcessMeter.of(child.pid()).sample().rssBytes(), within(8L << 20));
            // This JVM maps the same files.
            assertThat(after.pssBytes()).isBetween(after.residentHeapBytes(), after.rssBytes() - 1);
            assertThat(after.fileBytes()).isBetween(1L, after.outsideBytes());
        }
    }
}
