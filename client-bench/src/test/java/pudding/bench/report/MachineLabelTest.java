package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.bench.measure.Environment;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.contract.UsageException;

final class MachineLabelTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Intel(R) Xeon(R) Processor                    | 0-1   | intel-xeon-2-cpus
            Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz | 0-3,8 | intel-xeon-platinum-8375c-5-cpus
            AMD EPYC 7763 64-Core Processor               | 3     | amd-epyc-7763-64-core-1-cpu
            Raspberry Pi 4 Model B Rev 1.1                | 0-3   | raspberry-pi-4-model-b-rev-1-1-4-cpus
            A very long name of a processor that says all of its many gifts | 0 | a-very-long-name-of-a-that-says-all-of-its-many-gift-1-cpu
            ../../etc                                     | 0     | etc-1-cpu
            aarch64                                       | ?     | aarch64
            """)
    void aMachineIsCalledAfterItsProcessors(String model, String allowed, String label) {
        assertThat(MachineLabel.of(environment(model, allowed), placement(null, Network.LOOPBACK))).isEqualTo(label);
    }

    @Test
    void whatIsMeasuredOtherwiseThanUsualIsCalledSo() throws UsageException {
        Environment epyc = environment("AMD EPYC", "0-1");
        assertThat(MachineLabel.of(epyc, placement(IdleCpus.SLEEP, Network.LOOPBACK))).isEqualTo("amd-epyc-2-cpus");
        assertThat(MachineLabel.of(epyc, placement(IdleCpus.AWAKE, Network.LOOPBACK)))
                .isEqualTo("amd-epyc-2-cpus-awake");
        String longest = MachineLabel.of(environment("x".repeat(80), "0-1"),
                placement(IdleCpus.AWAKE, Network.NETNS));
        assertThat(longest).endsWith("-2-cpus-link-awake");
        assertThat(MachineLabel.of(longest)).isEqualTo(longest);
    }

    private static Environment environment(String model, String allowed) {
        return new Environment(model, Map.of("allowed", allowed), 1, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
                List.of(), Map.of(), null, null);
    }

    private static Placement placement(@Nullable IdleCpus idle, Network network) {
        return new Placement("0", "1", idle, List.of(), network);
    }
}
