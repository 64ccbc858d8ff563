package pudding.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.contract.UsageException;

final class MachineLockTest {

    @TempDir private Path dir;

    /// Takes the lock of the directory that it is given, and keeps it until it is killed.
    static final class Holder {

        private Holder() {
        }

        public static void main(String[] args) throws Exception {
            try (MachineLock _ = MachineLock.take(Path.of(args[0]))) {
                System.out.println("taken");
                System.in.read();
            }
        }
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstIsKilled() throws Exception {
        Process holder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Holder.class.getName(), dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("taken");
            assertRefused(", process " + holder.pid());
            // What was refused has not loosened the other's lock.
            assertRefused(", process " + holder.pid());
        } finally {
            holder.destroyForcibly().onExit().join();
        }
        assertThat(file()).exists();
        try (MachineLock _ = MachineLock.take(dir)) {
            assertThat(file()).hasContent(Long.toString(ProcessHandle.current().pid()));
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void oneProcessTakesItOnce() throws UsageException {
        try (MachineLock _ = MachineLock.take(dir)) {
            assertRefused("");
        }
        MachineLock.take(dir).close();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void everyUserMayOpenTheFile() throws Exception {
        try (MachineLock _ = MachineLock.take(dir)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-rw-rw-");
        }
    }

    @Test
    void noLinkIsFollowed() throws IOException {
        Path other = Files.writeString(dir.resolve("precious"), "precious");
        Files.createSymbolicLink(file(), other);
        assertThatThrownBy(() -> MachineLock.take(dir)).isInstanceOf(UsageException.class)
                .hasMessageEndingWith("delete it if no other comparison is running.");
        assertThat(other).hasContent("precious");
    }

    private void assertRefused(String holder) {
        assertThatThrownBy(() -> MachineLock.take(dir)).isInstanceOf(UsageException.class)
                .hasMessage("Another comparison is running on this machine" + holder
                        + "; two at once would measure each other, so wait until it ends.");
    }

    private Path file() {
        return dir.resolve("pudding-compare.lock");
    }
}
