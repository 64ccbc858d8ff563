package pudding.bench.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AwakeCpusTest {

    private static final int POLICY = 41;
    private static final String SCHED_IDLE = "5";

    @Test
    void aLoopOfTheLeastWeightIsOnEachProcessorUntilItIsClosed() throws Exception {
        CpuSets cpus = CpuSets.detect();
        assumeTrue(!cpus.server().isEmpty() && !cpus.shared(), "this needs taskset and two processors");
        List<ProcessHandle> loops;
        try (AwakeCpus awake = AwakeCpus.keep(cpus)) {
            loops = awake.processes();

            assertThat(loops).hasSize(cpus.server().size() + cpus.generator().size());
            for (ProcessHandle loop : loops) {
                assertThat(CpuSets.allowed(loop.pid())).hasSize(1);
                assertThat(ProcStat.field(Path.of("/proc", Long.toString(loop.pid()), "stat"), POLICY))
                        .isEqualTo(SCHED_IDLE);
            }
            assertThat(awake.asleep()).isNull();
        }
        CompletableFuture.allOf(loops.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .get(5, SECONDS);
    }

    @Test
    void whereNothingIsPinnedTheySleep() throws Exception {
        try (AwakeCpus awake = AwakeCpus.keep(CpuSets.UNPINNED)) {
            assertThat(awake.asleep()).isEqualTo("nothing is pinned");
        }
    }
}
