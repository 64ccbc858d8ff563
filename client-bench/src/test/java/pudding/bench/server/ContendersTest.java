package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.UsageException;

class ContendersTest {

    private static final String STRANGER = """
            name: my-server
            description: written elsewhere
            start: [./run, --port, '{port}', '--cert={cert}']
            environment:
              KEY: '{key}'
            ready:
              port: true
            path: /ws
            """;

    @TempDir private Path directory;

    @ParameterizedTest
    @MethodSource("pudding.bench.server.Contenders#all")
    void everyBuiltInContenderIsDescribed(String name) throws UsageException {
        Contender contender = Contenders.find(name);

        assertThat(contender.name()).isEqualTo(name);
        assertThat(contender.isJvm()).isTrue();
        assertThat(contender.path()).isEqualTo("/ingest");
        assertThat(contender.ack()).isEqualTo("/ack");
        assertThat(contender.discard()).isEqualTo("/discard");
        assertThat(contender.stats()).isEqualTo("/stats");
        assertThat(contender.artefact()).isNotNull();
    }

    @Test
    void factorsAndTunedOnesAreComparedOnlyWhereTheyAreNamed() {
        assertThat(Contenders.names()).containsExactly("plain-platform", "plain-virtual", "plain-eventloop",
                "netty-jdk",
                "netty-boringssl");
        assertThat(Contenders.all()).startsWith(Contenders.names().toArray(String[]::new)).doesNotHaveDuplicates()
                .contains("netty-tuned", "netty-nio", "netty-iouring");
    }

    @ParameterizedTest
    @CsvSource({"plain-eventloop,plain-eventloop-tuned,--json=tuned", "netty-boringssl,netty-tuned,--json=tuned",
        "netty-boringssl,netty-nio,--transport=nio", "netty-boringssl,netty-iouring,--transport=io_uring",
        "netty-boringssl,netty-unsafe,--sun-misc-unsafe-memory-access=allow",
        "netty-boringssl,netty-pooled,-Dio.netty.allocator.type=pooled"})
    void aFactorIsStartedAsWhatItIsComparedWithButForOneFlag(String name, String factor, String flag)
            throws UsageException {
        List<String> start = new ArrayList<>(Contenders.find(factor).start());

        assertThat(start.remove(flag)).isTrue();
        assertThat(start).isEqualTo(Contenders.find(name).start());
        Contender.Artefact artefact = Objects.requireNonNull(Contenders.find(name).artefact());
        assertThat(Contenders.find(factor).artefact()).usingRecursiveComparison().ignoringFields("leaveOut")
                .isEqualTo(artefact);
    }

    // The engine's driver is protocol code, in the place of the JDK's own.
    @ParameterizedTest
    @ValueSource(strings = {"plain-platform", "plain-virtual"})
    void tunedThreadsDoTlsByEnginesToo(String name) throws UsageException {
        Contender tuned = Contenders.find(name + "-tuned");
        List<String> start = new ArrayList<>(tuned.start());

        assertThat(start.removeAll(List.of("--tls-io=engine", "--json=tuned"))).isTrue();
        assertThat(start).isEqualTo(Contenders.find(name).start());
        assertThat(Objects.requireNonNull(tuned.artefact()).protocol())
                .anyMatch(file -> file.endsWith("/EngineStream.java"));
    }

    @Test
    void boringSslUnderPlainIsAnotherProviderAndTheJarThatItNeeds() throws UsageException {
        Contender factor = Contenders.find("plain-virtual-boringssl");
        List<String> start = new ArrayList<>(factor.start());

        assertThat(start.remove("--tls-io=engine")).isTrue();
        start.replaceAll(word -> word.replace("--tls=boringssl", "--tls=jdk"));
        assertThat(start).isEqualTo(Contenders.find("plain-virtual").start());
        assertThat(Objects.requireNonNull(factor.artefact()).add()).containsExactly("boringssl");
        assertThat(Objects.requireNonNull(Contenders.find("plain-virtual").artefact()).add()).isEmpty();
    }

    @Test
    void aContenderOfAnotherCheckoutRunsWhatWasBuiltThere() throws UsageException {
        Path root = TestHome.root();
        Contender there = Contenders.at(root, "netty-jdk");
        Contender here = Contenders.find("netty-jdk");

        assertThat(there.start()).contains("{dir}/server-netty/target/server-netty.jar")
                .doesNotContain(here.start().get(3));
        assertThat(there.directory()).isEqualTo(root);
        assertThat(there.artefact()).isNull();
        assertThat(there.ack()).isEqualTo(here.ack());
    }

    @Test
    void theContendersOfACheckoutAreItsDescriptors() throws UsageException {
        assertThat(Contenders.namesAt(TestHome.root())).containsExactlyInAnyOrderElementsOf(Contenders.all());
        assertThatThrownBy(() -> Contenders.namesAt(directory)).isInstanceOf(UsageException.class)
                .hasMessage(directory + " is no checkout of this project: it has no "
                        + "client-bench/src/main/resources/contenders.");
    }

    @Test
    void anUnknownNameListsThoseThereAre() {
        assertThatThrownBy(() -> Contenders.find("tomcat"))
                .isInstanceOf(UsageException.class)
                .hasMessage("There is no contender \"tomcat\"; there are plain-platform, plain-virtual, "
                        + "plain-eventloop, netty-jdk, netty-boringssl, plain-platform-tuned, plain-virtual-tuned, "
                        + "plain-eventloop-tuned, plain-virtual-boringssl, plain-loops, netty-tuned, netty-nio, "
                        + "netty-iouring, netty-unsafe, netty-pooled, the peers jetty, undertow, node-ws, and any that a .yml file describes.");
    }

    @Test
    void aStrangerHasWhatItsDescriptorSaysAndNothingElse() throws Exception {
        Contender contender = Contenders.of(write(STRANGER).toString(), directory);

        assertThat(contender).isEqualTo(new Contender("my-server", "written elsewhere", directory,
                List.of("./run", "--port", "{port}", "--cert={cert}"), Map.of("KEY", "{key}"),
                new Contender.Ready.Port(), "/ws", null, null, null, Contender.Stop.TERM, null, null, false));
        assertThat(contender.isJvm()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: my-server        | nmae: my-server         | :1: there is no key "nmae"; expected ack, artefact, build, certificate, description, discard, environment, name, path, ready, ships, start, stats, stop.
            name: my-server        | `name: a b`             | :1: "name" takes at most 40 letters, digits, dots, dashes and underscores.
            path: /ws              | `x: y`                  | :8: there is no key "x"; expected ack, artefact, build, certificate, description, discard, environment, name, path, ready, ships, start, stats, stop.
            path: /ws              | `stats: /stats`         | : "path" is missing: it takes the path that takes messages, such as /ingest.
            path: /ws              | `path: ws`              | :8: "path" takes a path that begins with a slash.
            path: /ws              | `path: [a]`             | :8: "path" takes a text, which needs quotes where it begins with a brace or a bracket.
            path: /ws              | `path: "/w s"`          | :8: "path" has a character that no URL has; percent-encode it.
            path: /ws              | `path: "/ws\\r\\nHost: a"` | :8: "path" has a character that no URL has; percent-encode it.
            port: true             | `url: "/a b"`           | :7: "ready.url" has a character that no URL has; percent-encode it.
            port: true             | `port: 8080`            | :7: "ready.port" takes true or false.
            path: /ws              | `name: a`               | :8: the key "name" is there twice.
            port: true             | `port: true\n  port: true` | :8: the key "port" is there twice.
            description: written elsewhere | `description: "a\\n\\tb"`  | :2: "description" takes one line.
            '{port}'               | {port}                  | :3: "start[2]" takes a text, which needs quotes where it begins with a brace or a bracket.
            '{port}', '--cert={cert}' | '{PORT}'             | :3: there is no placeholder {PORT} in "start"; there are {host} {port} {cert} {key} {ca} {keystore} {password_file} {dir} {home} {java} {java_flags}.
            '{port}', '--cert={cert}' | '8443'               | :3: nothing says which port it listens on: give it {port} in "start" or "environment", or have "ready.line" find it with (?<port>[0-9]+).
            '{port}', '--cert={cert}' | `"a\\0"`              | :3: "start" has a NUL character, which no program can be given.
            ./run, --port          | '', --port              | :3: "start" takes a program as its first word.
            KEY:                   | A=B:                    | :5: a variable's name is not empty and has no equals sign.
            KEY:                   | PUDDING_RUN:            | :5: PUDDING_RUN is this program's own, by which it finds what a server leaves behind.
            '{key}'                | `"a\\0"`                 | :4: "environment" has a NUL character, which no program can be given.
            description: written elsewhere | `ships: ["["]`  | :2: "[" in "ships" is no glob.
            `  port: true`         | `\tport: true`          | :7: it is no YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation).
            description: written elsewhere | `description: "a` | :9: it is no YAML: found unexpected end of stream.
            port: true             | `port: maybe`           | :7: "ready.port" takes true or false.
            port: true             | `line: "a["`            | :7: "ready.line" is no regular expression: Unclosed character class.
            port: true             | `port: false`           | :6: "ready" takes one of `line: REGEX`, `port: true`, `url: PATH`.
            '{port}', '--cert={cert}' | '{prot}'             | :3: there is no placeholder {prot} in "start"; there are {host} {port} {cert} {key} {ca} {keystore} {password_file} {dir} {home} {java} {java_flags}.
            '{port}', '--cert={cert}' | 'x{java_flags}'      | :3: {java_flags} must be a word of its own in "start".
            path: /ws              | `stop: KILL`            | :8: "stop" takes one of [TERM, INT].
            path: /ws              | `certificate: mine`     | :8: "certificate" takes one of [given, own].
            path: /ws              | `build: make`           | :8: "build" takes a list.
            description: written elsewhere | `build: [make, '{key}']` | :2: there is no placeholder {key} in "build"; there are {dir} {home} {java}.
            description: written elsewhere | `ships: [../lib]`       | :2: "ships" takes files and globs below the descriptor's directory.
            """)
    void aWrongDescriptorIsToldWithItsLine(String right, String wrong, String message) throws IOException {
        assertThat(STRANGER).contains(right);
        Path file = write(STRANGER.replace(right, wrong));

        assertThatThrownBy(() -> Contenders.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessage(file + message);
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() throws IOException {
        Path file = write("name: my-server\nstart: [a, b\nready: x\n");

        assertThatThrownBy(() -> Contenders.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(file + ":3: ");
    }

    @Test
    void whatIsNoTextInUtf8IsSaidToBeNone() throws IOException {
        Path file = Files.write(directory.resolve("my-server.yml"), STRANGER.getBytes(StandardCharsets.UTF_16));

        assertThatThrownBy(() -> Contenders.read(file)).isInstanceOf(UsageException.class)
                .hasMessage(file + ": it is no text in UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"port\":{port}}", "${HOME} {port}", "{port}{}", "a{1,3}{port}"})
    void bracesThatAreNoPlaceholderStay(String word) throws Exception {
        Path file = write(STRANGER.replace("'{port}'", "'" + word + "'"));

        assertThat(Contenders.read(file).start()).contains(word);
    }

    @Test
    void aPortMayComeFromTheEnvironmentOrFromTheReadyLine() throws Exception {
        String without = STRANGER.replace("--port, '{port}', ", "");

        assertThat(Contenders.read(write(without.replace("KEY: '{key}'", "PORT: '{port}'"))).environment())
                .containsEntry("PORT", "{port}");
        assertThat(Contenders.read(write(without.replace("port: true", "line: 'on (?<port>[0-9]+)'"))).start())
                .doesNotContain("{port}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-platform", "netty-tuned", "all", "peers"})
    void aNameThatMeansAnotherIsRefusedWhereverAServerIsEntered(String name) throws Exception {
        Path file = write(STRANGER.replace("my-server", name));
        String message = file + ": the name " + name + " is taken; choose another.";

        assertThatThrownBy(() -> Contenders.of(file.toString(), directory)).hasMessage(message);
        assertThatThrownBy(() -> Contenders.read(List.of(file))).hasMessage(message);
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws Exception {
        Path file = write(STRANGER);

        assertThatThrownBy(() -> Contenders.read(List.of(file, file))).isInstanceOf(UsageException.class)
                .hasMessage(file + ": there is another contender named my-server.");
    }

    @Test
    void anEmptyDescriptorIsRefused() throws IOException {
        Path file = write("");

        assertThatThrownBy(() -> Contenders.read(file)).isInstanceOf(UsageException.class)
                .hasMessage(file + ":1: the descriptor takes keys with values.");
    }

    @Test
    void aDescriptorThatIsNotThereIsSaidToBeMissing() {
        Path file = directory.resolve("none.yml");

        assertThatThrownBy(() -> Contenders.of(file.toString(), directory))
                .isInstanceOf(UsageException.class)
                .hasMessage("There is no descriptor " + file + ".");
    }

    @Test
    void wordsStandForAllAndForPeersAndFilesComeLast() throws Exception {
        Path file = write(STRANGER);
        Path root = TestHome.root();

        assertThat(Contenders.select(List.of(), List.of(), root).keySet())
                .containsExactlyElementsOf(Contenders.names());
        assertThat(Contenders.select(List.of("peers"), List.of(), root).keySet())
                .containsExactly("jetty", "undertow", "node-ws");
        assertThat(Contenders.select(List.of("netty-jdk", "all", "jetty"), List.of(file), root).keySet())
                .containsExactly("netty-jdk", "plain-platform", "plain-virtual", "plain-eventloop", "netty-boringssl",
                        "jetty", "my-server");
        assertThat(Contenders.select(List.of("my-server", "undertow"), List.of(file), root).keySet())
                .containsExactly("my-server", "undertow");
    }

    @Test
    void aPeerProvesItsWorkAndIsBuiltWhereItIs() throws Exception {
        for (Contender peer : Contenders.select(List.of("peers"), List.of(), TestHome.root()).values()) {
            assertThat(peer.proves()).isTrue();
            assertThat(peer.artefact()).isNull();
            assertThat(Objects.requireNonNull(peer.build()).ships()).isNotEmpty();
            assertThat(BuildCommand.of(peer, directory, Child.javaHome()).words()).noneMatch(w -> w.contains("{"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server-plain", "server-netty"})
    void everySourceFileOfAServerCountsAsHandlerOrAsProtocol(String module) throws Exception {
        Set<String> listed = new TreeSet<>();
        for (Contender contender : Contenders.builtIn()) {
            Contender.Artefact artefact = Objects.requireNonNull(contender.artefact());
            if (artefact.module().equals(module)) {
                assertThat(artefact.handler()).doesNotContainAnyElementsOf(artefact.protocol()).doesNotHaveDuplicates();
                assertThat(artefact.protocol()).doesNotHaveDuplicates();
                listed.addAll(artefact.handler());
                listed.addAll(artefact.protocol());
            }
        }
        Path root = TestHome.root();
        try (Stream<Path> sources = Files.walk(root.resolve(module).resolve("src/main/java"))) {
            assertThat(listed).containsExactlyInAnyOrderElementsOf(sources
                    .filter(f -> f.toString().endsWith(".java") && !f.toString().endsWith("-info.java"))
                    .map(f -> root.relativize(f).toString())
                    .toList());
        }
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("my-server.yml"), yaml);
    }
}
