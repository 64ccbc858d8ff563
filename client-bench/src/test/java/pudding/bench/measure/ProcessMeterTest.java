package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import pudding.bench.server.Child;

@EnabledOnOs(OS.LINUX)
class ProcessMeterTest {

    @Test
    void processorTimeIsWhatTheProcessUsed() throws Exception {
        try (Child child = Child.start("-XX:+UseSerialGC")) {
            ProcessMeter meter = ProcessMeter.of(child.pid());
            child.tell("burn-ms=200");
            ProcessSample before = meter.sample();

            long burntMicros = child.tell("burn-ms=500");

            ProcessSample.Usage usage = meter.sample().since(before);
            // The loop itself, and whatever the JVM's own threads did meanwhile.
            assertThat(usage.cpuMicros()).isBetween(burntMicros, burntMicros + 300_000);
            assertThat(usage.userMicros() + usage.systemMicros()).isCloseTo(usage.cpuMicros(), within(30_000L));
            assertThat(usage.jitMicros() + usage.gcMicros()).isLessThanOrEqualTo(usage.cpuMicros());
        }
    }

    @Test
    void theCpuClockIsFinerThanATickAndAgreesWithIt() throws Exception {
        try (Child child = Child.start("-XX:+UseSerialGC")) {
            child.tell("burn-ms=300");
            String[] stat = Proc.statFields(child.pid());
            long ticks = Long.parseLong(stat[11]) + Long.parseLong(stat[12]);

            long nanos = CpuClock.processNanos(child.pid()).orElseThrow();

            assertThat(nanos / 1_000).isCloseTo(ticks * 10_000, within(60_000L));
            assertThat(nanos % 10_000_000).isNotZero();
            assertThat(CpuClock.processNanos(4_000_000)).isEmpty();
        }
    }

    @Test
    void theCollectorsTimeIsTold() throws Exception {
        try (Child child = Child.start("-XX:+UseSerialGC", "-Xmx512m")) {
            child.tell("hold-mb=100");
            ProcessMeter meter = ProcessMeter.of(child.pid());
            ProcessSample before = meter.sample();

            for (int i = 0; i < 20; i++) {
                child.tell("gc");
            }

            ProcessSample.Usage usage = meter.sample().since(before);
            assertThat(usage.gcMicros()).isBetween(usage.cpuMicros() / 4, usage.cpuMicros());
        }
    }

    @Test
    void theCompilersTimeIsTold() throws Exception {
        try (Child child = Child.start("-XX:+UseSerialGC", "-Xcomp")) {
            ProcessSample sample = ProcessMeter.of(child.pid()).sample();

            assertThat(sample.jitMicros()).isBetween(sample.cpuMicros() / 10, sample.cpuMicros());
        }
    }

    @Test
    void descriptorsThreadsAndMemoryAreCounted() throws Exception {
        try (Child child = Child.start("-XX:+UseSerialGC", "-Xmx512m")) {
            ProcessMeter meter = ProcessMeter.of(child.pid());
            ProcessSample before = meter.sample();

            child.tell("open=123");
            child.tell("threads=77");
            child.tell("hold-mb=100");

            ProcessSample after = meter.sample();
            assertThat(after.descriptors() - before.descriptors()).isBetween(123, 133);
            // The JVM may start a compiler thread or end one meanwhile.
            assertThat(after.threads() - before.threads()).isBetween(74, 80);
            assertThat(after.rssBytes() - before.rssBytes()).isGreaterThan(95L << 20);
            assertThat(after.peakRssBytes()).isGreaterThanOrEqualTo(after.rssBytes() - (1 << 20));
        }
    }

    @Test
    void contextSwitchesOfEveryThreadAreCounted() throws Exception {
        try (Child child = Child.start("-XX:+UseSerialGC")) {
            ProcessMeter meter = ProcessMeter.of(child.pid());
            ProcessMeter.Switches before = meter.switches();

            child.tell("threads=50");

            // Each of them waits on its latch.
            await().untilAsserted(() -> assertThat(meter.switches().voluntary() - before.voluntary())
                    .isGreaterThanOrEqualTo(50));
            assertThat(meter.switches().involuntary()).isGreaterThanOrEqualTo(before.involuntary());
        }
    }

    @Test
    void aTreeCountsItsDescendantsAlsoThoseThatHaveEnded() throws Exception {
        String burn = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
        Process shell = new ProcessBuilder("sh", "-c",
                "sh -c '" + burn + "'; echo ended; sh -c '" + burn + "; echo running; exec sleep 1000' & wait").start();
        try {
            var lines = shell.inputReader();
            assertThat(lines.readLine()).isEqualTo("ended");
            assertThat(lines.readLine()).isEqualTo("running");

            ProcessSample tree = ProcessMeter.ofTree(shell.pid()).sample();
            ProcessSample alone = ProcessMeter.of(shell.pid()).sample();

            assertThat(tree.cpuMicros()).isGreaterThan(alone.cpuMicros() + 100_000);
            assertThat(tree.threads()).isGreaterThan(alone.threads());
            assertThat(tree.rssBytes()).isGreaterThan(alone.rssBytes());
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProcessThatHasGoneIsAnError() throws Exception {
        Child child = Child.start();
        ProcessMeter meter = ProcessMeter.of(child.pid());
        child.close();

        assertThatThrownBy(meter::sample).isInstanceOf(IOException.class);
    }
}
