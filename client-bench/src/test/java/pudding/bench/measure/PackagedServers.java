package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.AwakeCpus;
import pudding.bench.server.Child;
import pudding.bench.server.CpuSets;
import pudding.bench.server.Leftovers;
import pudding.bench.server.Link;
import pudding.bench.server.TestHome;

/// A test that measures the servers as they are packaged: each case has a project's root of its own, and leaves no
/// server behind.
public abstract class PackagedServers {

    private final String mark = getClass().getSimpleName() + "-" + ProcessHandle.current().pid();

    @TempDir private Path directory;

    private Path home = Path.of("");

    @BeforeEach
    final void makeHome() throws Exception {
        home = TestHome.in(Files.createDirectory(directory.resolve("home")));
    }

    @AfterEach
    final void nothingIsLeft() throws Exception {
        assertThat(Leftovers.find(mark)).isEmpty();
        TestHome.removeLinks(home);
    }

    /// For files of the test's own; empty but for what the rig writes.
    protected final Path directory() {
        return directory;
    }

    /// What runs have in common, over loopback.
    protected final Rig rig(CpuSets cpus) {
        return new Rig(home, Child.javaHome(), cpus, TestHome.certificates(), Rig.jvmFlags(cpus), AwakeCpus.none(),
                Link.loopback(),
                directory.resolve("out"), mark);
    }
}
