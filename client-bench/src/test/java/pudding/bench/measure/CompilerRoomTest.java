package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pudding.bench.server.Child;
import pudding.bench.server.CpuSets;

class CompilerRoomTest {

    private CpuSets cpus = CpuSets.UNPINNED;

    @BeforeEach
    void twoProcessors() {
        cpus = CpuSets.detect();
        assumeTrue(!cpus.server().isEmpty() && !cpus.shared(), "this needs taskset and two processors");
    }

    @Test
    void theCompilerAloneHasTheOthersProcessorsToo() throws Exception {
        try (Child child = Child.start()) {
            pin(child.pid());
            Set<Long> compilers = JvmThreads.compilers(child.pid());
            assertThat(compilers).isNotEmpty();

            CompilerRoom.during(child.pid(), cpus, () -> {
                for (long thread : threads(child.pid())) {
                    assertThat(CpuSets.allowed(thread).containsAll(cpus.generator()))
                            .isEqualTo(compilers.contains(thread));
                }
            });

            for (long thread : threads(child.pid())) {
                assertThat(CpuSets.allowed(thread)).isEqualTo(cpus.server());
            }
        }
    }

    @Test
    void theCompilerIsBackWhenTheWorkFails() throws Exception {
        try (Child child = Child.start()) {
            pin(child.pid());

            assertThatThrownBy(() -> CompilerRoom.during(child.pid(), cpus, () -> {
                throw new IOException("cold");
            })).hasMessage("cold");

            for (long thread : JvmThreads.compilers(child.pid())) {
                assertThat(CpuSets.allowed(thread)).isEqualTo(cpus.server());
            }
        }
    }

    @Test
    void whatIsNoJvmOrHasGoneIsLeftAlone() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "1000").start();
        try {
            CompilerRoom.during(sleep.pid(), cpus, () -> assertThat(CpuSets.allowed(sleep.pid()))
                    .containsAll(cpus.server()));
            CompilerRoom.during(sleep.pid(), cpus, () -> sleep.destroyForcibly().waitFor());
        } finally {
            sleep.destroyForcibly();
        }
    }

    private void pin(long pid) throws IOException, InterruptedException {
        for (long thread : threads(pid)) {
            CpuSets.pinThread(thread, cpus.server());
        }
    }

    private static Set<Long> threads(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return tasks.map(t -> Long.valueOf(t.getFileName().toString())).collect(Collectors.toSet());
        }
    }
}
