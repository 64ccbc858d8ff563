package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    static ServerProcess start(Class<?> main, List<String> jvmFlags, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(1, jvmFlags);
        command.addAll(flags);
        Path out = Files.createTempFile("pudding-server", ".out");
        Path err = Files.createTempFile("pudding-server", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
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
