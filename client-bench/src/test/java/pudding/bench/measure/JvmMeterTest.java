package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.server.Link;
import pudding.bench.server.Child;

class JvmMeterTest {

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
    void theLiveHeapIsWhatIsHeldAndNotWhatWasAllocated(String collector) throws Exception {
        try (Child child = Child.start(collector, "-Xmx512m")) {
            long before = JvmMeter.liveHeapBytes(Child.javaHome(), child.pid());

            child.tell("allocate-mb=200");
            child.tell("hold-mb=50");

            long after = JvmMeter.liveHeapBytes(Child.javaHome(), child.pid());
            assertThat(after - before).isCloseTo(50L << 20, within(1L << 20));
        }
    }

    @Test
    void allocatedBytesAndCollectionsAreCounted() throws Exception {
        try (Child child = Child.start("-XX:+UseSerialGC", "-Xmx64m");
                JvmMeter meter = JvmMeter.attach(child.pid(), Link.loopback())) {
            long allocated = meter.allocatedBytes();
            long collections = meter.collections();

            child.tell("allocate-mb=300");

            assertThat(meter.allocatedBytes() - allocated).isCloseTo(300L << 20, within(5L << 20));
            assertThat(meter.collections() - collections).isGreaterThanOrEqualTo(4);
            assertThat(meter.collectionMillis()).isNotNegative();
        }
    }

    @Test
    void whatIsNoJvmCannotBeAttachedTo() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "1000").start();
        sleep.destroyForcibly().waitFor();

        assertThatThrownBy(() -> JvmMeter.attach(sleep.pid(), Link.loopback())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> JvmMeter.liveHeapBytes(Child.javaHome(), sleep.pid()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("jcmd GC.run failed: ");
    }
}
