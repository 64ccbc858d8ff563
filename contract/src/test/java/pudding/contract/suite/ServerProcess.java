package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pudding.contract.Launch;

/// The server's program as a child process, with the class path of this one; belongs to one test thread.
final class ServerProcess implements Closeable {

    private static final Pattern READY = Pattern
            .compile("READY wss://127\\.0\\.0\\.1:(\\d+) pid=(\\d+) startup_ms=(\\d+)\\R");

    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /// What a program finds around it.
    ///
    /// @param jvmFlags    beside those that every test has
    /// @param descriptors the most files and sockets that it may have open; 0: as many as this process
    /// @param output      where what it prints goes to; null: to where [#out] and [#err] find it
    record Surroundings(List<String> jvmFlags, int descriptors, @Nullable File output) {

        static final Surroundings ORDINARY = new Surroundings(List.of(), 0, null);

        static Surroundings jvm(String... flags) {
            return new Surroundings(List.of(flags), 0, null);
        }

        static Surroundings descriptors(int most) {
            return new Surroundings(List.of(), most, null);
        }

        static Surroundings output(File file) {
            return new Surroundings(List.of(), 0, file);
        }
    }

    static ServerProcess start(Class<?> main, Surroundings around, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>();
        if (around.descriptors() > 0) {
            command.addAll(List.of("sh", "-c", "ulimit -n " + around.descriptors() + "; exec \"$@\"", "sh"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(around.jvmFlags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(flags);
        Path out = Files.createTempFile("pudding-server", ".out");
        Path err = Files.createTempFile("pudding-server", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(around.output() == null ? out.toFile() : around.output())
                .redirectError(around.output() == null ? err.toFile() : around.output())
                .start();
        return new ServerProcess(process, out, err);
    }

    /// Waits for the ready line, which must be the only output, and checks it.
    InetSocketAddress awaitReady() {
        TestServer.awaitUntil(() -> assertThat(out().endsWith(System.lineSeparator()) || !process.isAlive()).isTrue());
        assertThat(out()).as(err()).matches(READY);
        Matcher ready = READY.matcher(out());
        assertThat(ready.matches()).isTrue();
        assertThat(Long.parseLong(ready.group(2))).isEqualTo(process.pid());
        assertThat(Long.parseLong(ready.group(3))).isPositive();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1)));
    }

    /// Sends SIGTERM.
    void terminate() {
        process.destroy();
    }

    /// Sends SIGKILL.
    void kill() {
        process.destroyForcibly();
    }

    long pid() {
        return process.pid();
    }

    /// CPU time that it has used.
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /// Waits for the end, at most as long as a stop may take.
    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(Launch.STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)).as("has ended").isTrue();
        return process.exitValue();
    }

    /// Waits for the end of a program that was not asked to serve.
    int awaitOutcome() throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("has ended").isTrue();
        return process.exitValue();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(out);
        Files.delete(err);
    }
}
