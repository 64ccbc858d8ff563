package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Child;
import pudding.bench.server.CpuSets;

class MachineReaderTest {

    @TempDir private Path home;

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisMachineIsReadAsTheJvmSeesIt() throws Exception {
        MachineReadings readings = MachineReader.read(home, Child.javaHome(), CpuSets.detect(), 0.1);

        assertThat(readings.linux()).isTrue();
        assertThat(readings.cpus().allowed()).isEqualTo(CpuSets.allowed(ProcessHandle.current().pid()));
        assertThat(readings.cpus().online()).containsAll(readings.cpus().allowed());
        assertThat(readings.load().stealShare()).isBetween(0.0, 1.0);
        assertThat(readings.load().otherShare()).isBetween(0.0, 1.0);
        assertThat(Objects.requireNonNullElse(readings.bounds().openFiles(), Long.MAX_VALUE)).isEqualTo(
                ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getMaxFileDescriptorCount());
        assertThat(readings.bounds().threads()).containsKeys(MachineReadings.ThreadBound.PID_MAX,
                MachineReadings.ThreadBound.THREADS_MAX);
        assertThat(readings.bounds().localPorts()).isBetween(1L, 65_536L);
        assertThat(readings.memory().availableBytes()).isPositive();
        assertThat(readings.tools().javaFeature()).isEqualTo(Runtime.version().feature());
        assertThat(readings.tools().jcmd()).isTrue();
        assertThat(readings.tools().certificates()).isFalse();
        assertThat(readings.tools().freeBytes()).isPositive();
    }

    @Test
    void theKernelsFormsAreUnderstood() {
        assertThat(MachineReader.quota("150000 100000")).isEqualTo(1.5);
        assertThat(MachineReader.quota("max 100000")).isNull();
        assertThat(MachineReader.quota(null)).isNull();
        assertThat(MachineReader.ports("32768 60999")).isEqualTo(28_232);
        assertThat(MachineReader.chosen("always [madvise] never")).isEqualTo("madvise");
        assertThat(MachineReader.turbo("0", null)).isTrue();
        assertThat(MachineReader.turbo("1", null)).isFalse();
        assertThat(MachineReader.turbo(null, "1")).isTrue();
        assertThat(MachineReader.turbo(null, null)).isNull();
    }
}
