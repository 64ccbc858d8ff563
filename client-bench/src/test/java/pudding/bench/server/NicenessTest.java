package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import pudding.bench.load.Generator;
import pudding.bench.load.GeneratorSpec;

@EnabledOnOs(OS.LINUX)
class NicenessTest {

    private static final int NICE = 19;

    @Test
    void theEventLoopsOfOneGeneratorStandBackAndNobodyElse() throws Exception {
        GeneratorSpec two = GeneratorSpec.of(1, 2);
        try (Generator slow = Generator.start(two); Generator honest = Generator.start(two)) {
            assertThat(slow.threadIds()).hasSize(2).doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(honest.threadIds());

            Niceness.standBack(slow.threadIds());

            assertThat(slow.threadIds()).allMatch(id -> nice(id).equals("19"));
            assertThat(honest.threadIds()).allMatch(id -> nice(id).equals("0"));
        }
    }

    @Test
    void whatIsNotPossibleIsTold() {
        assertThatIOException().isThrownBy(() -> Niceness.standBack(List.of(Long.valueOf(Integer.MAX_VALUE))))
                .withMessageStartingWith("renice failed: ");
    }

    private static String nice(long id) {
        try {
            return ProcStat.field(Path.of("/proc/self/task", Long.toString(id), "stat"), NICE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
