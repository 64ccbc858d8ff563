package pudding.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Child;
import pudding.bench.server.Leftovers;
import pudding.bench.server.TestHome;

/// The command as a user has it: a process of its own, its output and its exit status.
@EnabledOnOs(OS.LINUX)
class ServeCommandIT {

    private static final Pattern READY =
            Pattern.compile("^([a-z-]+): READY wss://127\\.0\\.0\\.1:(\\d+) pid=(\\d+) .*");

    @TempDir private Path directory;

    private Path home = Path.of("");
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeHome() throws IOException {
        home = TestHome.in(Files.createDirectory(directory.resolve("home")));
    }

    @AfterEach
    void nothingIsLeft() throws IOException, InterruptedException {
        TestHome.removeLinks(home);
        for (Process process : started) {
            process.destroyForcibly().waitFor();
            assertThat(Leftovers.end("serve-" + process.pid())).isZero();
        }
    }

    @Test
    void severalServersRunUntilSigterm() throws Exception {
        Process serve = serve("plain-platform", "plain-virtual", "netty-jdk", "--port", "0");
        await().atMost(Duration.ofMinutes(1)).until(() -> ready().size() == 3);
        assertThat(ready()).extracting(m -> m.group(1)).containsExactly("plain-platform", "plain-virtual", "netty-jdk");
        assertThat(ready()).extracting(m -> m.group(2)).doesNotHaveDuplicates();
        assertThat(Leftovers.find("serve-" + serve.pid())).hasSize(3);

        serve.destroy();

        assertThat(end(serve)).isZero();
        assertThat(errors()).isEmpty();
    }

    @Test
    void ctrlCOfTheTerminalEndsItWith130() throws Exception {
        Process serve = serve("plain-virtual", "--port", "0");
        await().atMost(Duration.ofMinutes(1)).until(() -> ready().size() == 1);

        // A terminal signals the server and the command alike.
        interrupt(serve.pid());
        interrupt(Long.parseLong(ready().getFirst().group(3)));

        assertThat(end(serve)).isEqualTo(130);
        assertThat(errors()).isEmpty();
    }

    @Test
    void aServerThatDiesEndsTheCommandWith1() throws Exception {
        Process serve = serve("plain-platform", "netty-jdk", "--port", "0");
        await().atMost(Duration.ofMinutes(1)).until(() -> ready().size() == 2);

        ProcessHandle.of(Long.parseLong(ready().getFirst().group(3))).orElseThrow().destroyForcibly();

        assertThat(end(serve)).isEqualTo(1);
        assertThat(errors()).endsWith("plain-platform ended by itself with status 137.");
    }

    @Test
    void wordsAfterTheDashesGoToEveryServer() throws Exception {
        Process serve = serve("plain-platform", "--port", "0", "--", "--max-connections", "many");

        assertThat(end(serve)).isEqualTo(2);
        assertThat(errors()).containsExactly("--max-connections takes a whole number from 1 to 10000000.");
    }

    @Test
    void anUnknownContenderIsOneSentence() throws Exception {
        assertThat(end(serve("plain-platfrom"))).isEqualTo(2);
        assertThat(errors()).singleElement().asString()
                .startsWith("There is no contender \"plain-platfrom\"; there are ");
    }

    @Test
    void aPortInUseIsOneSentence() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(end(serve("plain-platform", "--port", Integer.toString(other.getLocalPort())))).isEqualTo(2);
            assertThat(errors()).singleElement().asString()
                    .startsWith("Port " + other.getLocalPort() + " of 127.0.0.1 cannot be listened on: ");
        }
    }

    @Test
    void aWrongPasswordIsOneSentence() throws Exception {
        ownCertificates();
        Files.writeString(home.resolve("certs/password"), "wrong\n");

        assertThat(end(serve("plain-platform", "--port", "0"))).isEqualTo(2);
        assertThat(errors()).singleElement().asString().contains(" does not open with the password in ");
    }

    @Test
    void aKeystoreThatIsNoneIsOneSentence() throws Exception {
        ownCertificates();
        Files.writeString(home.resolve("certs/server.p12"), "no keystore");

        assertThat(end(serve("netty-jdk", "--port", "0"))).isEqualTo(2);
        assertThat(errors()).singleElement().asString().endsWith(" is not a readable PKCS#12 file.");
    }

    @Test
    void processorsThatAreNotThereAreOneSentence() throws Exception {
        assertThat(end(serve("plain-platform", "--cpus", "4000"))).isEqualTo(2);
        assertThat(errors()).singleElement().asString().startsWith("Processors 4000 are not all there; ");
    }

    @Test
    void aStrangerIsServedByItsDescriptor() throws Exception {
        Path descriptor = Files.writeString(directory.resolve("stranger.yml"), """
                name: stranger
                start: [sh, -c, 'echo up on {port}; exec sleep 1000']
                ready:
                  line: '^up on'
                path: /ws
                """);
        Process serve = serve(descriptor.toString(), "--port", "0");
        await().atMost(Duration.ofMinutes(1)).until(() -> !output().isEmpty());

        assertThat(output()).singleElement().asString().matches("stranger: up on [1-9]\\d+");
        serve.destroy();
        assertThat(end(serve)).isZero();
    }

    private Process serve(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Child.javaHome().resolve("bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Dpudding.home=" + home, "-cp",
                System.getProperty("java.class.path"), Pudding.class.getName(), "serve"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void interrupt(long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor()).isZero();
    }

    /// Certificates that a test may spoil, in place of the link to everyone's.
    private void ownCertificates() throws IOException {
        Path certs = home.resolve("certs");
        Path shared = certs.toRealPath();
        Files.delete(certs);
        Files.createDirectory(certs);
        try (var files = Files.list(shared)) {
            for (Path file : files.toList()) {
                Files.copy(file, certs.resolve(file.getFileName()));
            }
        }
    }

    private List<Matcher> ready() throws IOException {
        return output().stream().map(READY::matcher).filter(Matcher::matches).toList();
    }

    private List<String> output() throws IOException {
        return Files.readAllLines(directory.resolve("out"));
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(directory.resolve("err"));
    }
}
