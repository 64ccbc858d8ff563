package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import pudding.bench.load.Generator;
import pudding.bench.load.GeneratorSpec;

@EnabledOnOs(OS.LINUX)
class BackgroundThreadsTest {

    private static final int POLICY = 41;
    private static final String SCHED_IDLE = "5";
    private static final String SCHED_OTHER = "0";

    @Test
    void theEventLoopsOfOneGeneratorAreInTheBackgroundAndNobodyElse() throws Exception {
        GeneratorSpec two = GeneratorSpec.of(1, 2);
        try (Generator slow = Generator.start(two); Generator honest = Generator.start(two)) {
            assertThat(slow.threadIds()).hasSize(2).doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(honest.threadIds());

            BackgroundThreads.move(slow.threadIds());

            assertThat(slow.threadIds()).allMatch(id -> policy(id).equals(SCHED_IDLE));
            assertThat(honest.threadIds()).allMatch(id -> policy(id).equals(SCHED_OTHER));
        }
    }

    @Test
    void whatIsNotPossibleIsTold() {
        assertThatIOException().isThrownBy(() -> BackgroundThreads.move(List.of(Long.valueOf(Integer.MAX_VALUE))))
                .withMessageStartingWith("chrt says ");
    }

    /// Field 41 of `/proc/PID/stat` (proc(5)); the name, which may hold blanks, is field 2.
    private static String policy(long id) {
        try {
            String stat = Files.readString(Path.of("/proc/self/task", Long.toString(id), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[POLICY - 3];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
