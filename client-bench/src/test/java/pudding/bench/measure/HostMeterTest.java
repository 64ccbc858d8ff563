package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HostMeterTest {

    private static final String BEFORE = """
            cpu  100 10 50 1000 20 3 7 4 2 1
            cpu0 60 5 30 500 10 2 4 3 1 1
            cpu1 40 5 20 500 10 1 3 1 1 0
            intr 12345
            """;

    private static final String AFTER = """
            cpu  200 20 80 1500 30 5 17 8 2 1
            cpu0 110 10 50 750 15 3 9 5 1 1
            cpu2 90 10 30 750 15 2 8 3 1 0
            intr 12399
            """;

    @Test
    void theFieldsAreThoseOfProcStat() throws IOException {
        HostSample sample = HostMeter.parse(5, BEFORE);

        assertThat(sample.total()).isEqualTo(
                new HostSample.Cpu(-1, 1_100_000, 500_000, 30_000, 70_000, 40_000, 10_200_000));
        assertThat(sample.cpus()).extracting(HostSample.Cpu::id).containsExactly(0, 1);
        assertThat(sample.total().busyMicros()).isEqualTo(1_700_000);
        assertThat(sample.total().totalMicros()).isEqualTo(1_700_000 + 40_000 + 10_200_000);
    }

    @Test
    void differencesAreTakenPerProcessorThatIsInBoth() throws IOException {
        HostSample difference = HostMeter.parse(1_005, AFTER).since(HostMeter.parse(5, BEFORE));

        assertThat(difference.nanos()).isEqualTo(1_000);
        assertThat(difference.total()).isEqualTo(
                new HostSample.Cpu(-1, 1_100_000, 300_000, 20_000, 100_000, 40_000, 5_100_000));
        assertThat(difference.cpus()).containsExactly(
                new HostSample.Cpu(0, 550_000, 200_000, 10_000, 50_000, 20_000, 2_550_000));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisMachineHasEachOfItsProcessors() throws IOException {
        HostSample sample = HostMeter.sample();

        assertThat(sample.cpus()).hasSizeGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(sample.total().busyMicros()).isPositive();
    }
}
