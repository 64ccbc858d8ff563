package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.UsageException;

class CpuSetsTest {

    @Test
    void listsAreReadAsTheKernelWritesThem() throws UsageException {
        assertThat(CpuSets.parse("0")).containsExactly(0);
        assertThat(CpuSets.parse("0-3,6")).containsExactly(0, 1, 2, 3, 6);
        assertThat(CpuSets.parse("6, 2,2-3")).containsExactly(2, 3, 6);
    }

    @Test
    void listsAreWrittenWithRanges() {
        assertThat(CpuSets.format(List.of(0, 1, 2, 3, 6))).isEqualTo("0-3,6");
        assertThat(CpuSets.format(List.of(5))).isEqualTo("5");
        assertThat(CpuSets.format(List.of(1, 3))).isEqualTo("1,3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1-", "-1", "3-1", "1-2-3", "1,,2", "0-99999"})
    void whatIsNoListIsRefused(String list) {
        assertThatThrownBy(() -> CpuSets.parse(list))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"" + list + "\" is no list of processors; write it like 0-3,6.");
    }

    @Test
    void eachHasHalfAndTheServerTheOddOne() {
        assertThat(CpuSets.halves(List.of(0, 1))).isEqualTo(new CpuSets(List.of(0), List.of(1), null));
        assertThat(CpuSets.halves(List.of(0, 1, 2, 5, 7)))
                .isEqualTo(new CpuSets(List.of(0, 1, 2), List.of(5, 7), null));
    }

    @Test
    void oneProcessorIsSharedAndThatIsSaid() {
        CpuSets sets = CpuSets.halves(List.of(3));

        assertThat(sets.shared()).isTrue();
        assertThat(sets.warning()).isEqualTo("Server and generator share one processor.");
        assertThat(sets.serverList()).isEqualTo("3");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void processorsThatAreNotThereAreRefused() throws IOException {
        String allowed = CpuSets.format(CpuSets.allowed(ProcessHandle.current().pid()));

        assertThatThrownBy(() -> CpuSets.usable("4000"))
                .hasMessage("Processors 4000 are not all there; " + allowed + " are.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void pinningHoldsForEveryThreadOfTheProcess() throws Exception {
        List<Integer> allowed = CpuSets.allowed(ProcessHandle.current().pid());
        List<Integer> one = allowed.subList(0, 1);
        try (Child child = Child.start()) {
            CpuSets.pin(child.pid(), one);

            try (var tasks = Files.list(Path.of("/proc", child.pid() + "", "task"))) {
                for (var task : tasks.toList()) {
                    assertThat(CpuSets.allowed(Long.parseLong(task.getFileName().toString()))).isEqualTo(one);
                }
            }
        }
        assertThat(CpuSets.allowed(ProcessHandle.current().pid())).isEqualTo(allowed);
    }
}
