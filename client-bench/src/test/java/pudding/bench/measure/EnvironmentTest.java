package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Link;
import pudding.bench.server.Child;
import pudding.bench.server.LaunchSpec;

class EnvironmentTest {

    private static final LaunchSpec.JvmFlags FLAGS = new LaunchSpec.JvmFlags("1g", LaunchSpec.Collector.SERIAL, 2,
            List.of("-XX:+UseCompactObjectHeaders"));

    @TempDir private Path home;

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatBearsOnAFigureIsThere() throws Exception {
        Environment environment = Environment.collect(home, Child.javaHome(), FLAGS, Link.loopback());

        assertThat(environment.cpuModel()).isNotBlank();
        assertThat(environment.cpus()).containsKeys("online", "allowed");
        assertThat(environment.memoryBytes()).isGreaterThan(100 << 20);
        assertThat(environment.os()).containsKeys("name", "kernel");
        assertThat(environment.clock()).isPresent();
        assertThat(environment.limits()).containsKeys("open files", "processes");
        assertThat(environment.kernel()).containsKeys("kernel.pid_max", "net.core.somaxconn", "vm.max_map_count",
                "net.ipv4.ip_local_port_range");
        assertThat(environment.kernel()).containsEntry("kernel.pid_max", output("cat", "/proc/sys/kernel/pid_max"));
        assertThat(environment.limits()).containsEntry("open files", output("sh", "-c", "ulimit -n"));
        assertThat(environment.jdk()).containsEntry("java_runtime_version",
                System.getProperty("java.runtime.version"));
        assertThat(environment.jvmFlags()).containsExactly("-Xmx1g", "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders");
    }

    @Test
    void neitherHostNorUserNorPathIsTold() throws Exception {
        String json = new JsonMapper()
                .writeValueAsString(Environment.collect(home, Child.javaHome(), FLAGS, Link.loopback()));

        assertThat(json).doesNotContain(home.toString(), Child.javaHome().toString(), System.getProperty("user.home"),
                "\"" + InetAddress.getLocalHost().getHostName() + "\"", "\"" + System.getProperty("user.name") + "\"");
        assertThat(json).doesNotContainPattern("\"/[a-z]");
    }

    @Test
    void itIsReadBackAsItWasWritten() throws Exception {
        Environment environment = Environment.collect(home, Child.javaHome(), FLAGS, Link.loopback());
        JsonMapper mapper = new JsonMapper();

        assertThat(mapper.readValue(mapper.writeValueAsString(environment), Environment.class)).isEqualTo(environment);
    }

    @Test
    void theLibrariesVersionsAreThoseInTheirJars() throws Exception {
        Path lib = Files.createDirectories(home.resolve("server-plain/target/lib"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), "2.22.4");
        new JarOutputStream(Files.newOutputStream(lib.resolve("jackson-core.jar")), manifest).close();
        new JarOutputStream(Files.newOutputStream(lib.resolve("other.jar")), new Manifest()).close();

        assertThat(Environment.collect(home, Child.javaHome(), FLAGS, Link.loopback()).libraries())
                .containsOnly(Map.entry("jackson-core", "2.22.4"), Map.entry("other", "unknown"));
    }

    @Test
    void theCommitAndItsDirtinessAreTold() throws Exception {
        git("init", "-q");
        Files.writeString(home.resolve("a"), "a");
        git("add", "a");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "m");

        Environment clean = Environment.collect(home, Child.javaHome(), FLAGS, Link.loopback());
        Files.writeString(home.resolve("a"), "b");
        Environment dirty = Environment.collect(home, Child.javaHome(), FLAGS, Link.loopback());

        assertThat(clean.commit()).matches("[0-9a-f]{40}").isEqualTo(dirty.commit());
        assertThat(clean.dirty()).isFalse();
        assertThat(dirty.dirty()).isTrue();
    }

    @Test
    void withoutGitThereIsNoCommit() throws Exception {
        Environment environment = Environment.collect(home, Child.javaHome(), FLAGS, Link.loopback());

        assertThat(environment.commit()).isNull();
        assertThat(environment.dirty()).isNull();
    }

    private static String output(String... command) throws Exception {
        return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip();
    }

    private void git(String... words) throws Exception {
        ProcessBuilder git = new ProcessBuilder("git", "-C", home.toString());
        git.command().addAll(List.of(words));
        assertThat(git.inheritIO().start().waitFor()).isZero();
    }
}
