package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.server.Link;
import pudding.bench.server.Child;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.bench.server.CpuSets;
import pudding.bench.server.LaunchSpec;
import pudding.bench.server.ServerProcess;
import pudding.bench.server.ServerStats;
import pudding.bench.server.StatsClient;
import pudding.bench.server.TestHome;
import pudding.contract.suite.TestCertificates;

/// Every built-in server, as it is packaged, under every meter.
@EnabledOnOs(OS.LINUX)
class ServersIT {

    @TempDir private Path directory;

    private Path home = Path.of("");

    @BeforeEach
    void makeHome() throws IOException {
        home = TestHome.in(Files.createDirectory(directory.resolve("home")));
    }

    @AfterEach
    void removeLinks() throws IOException {
        TestHome.removeLinks(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-platform", "plain-virtual", "plain-eventloop", "netty-jdk", "netty-boringssl"})
    void aServerStartsIsMeasuredAndStops(String name) throws Exception {
        List<Integer> cpus = CpuSets.allowed(ProcessHandle.current().pid()).subList(0, 1);
        try (ServerProcess server = ServerProcess.start(Contenders.find(name), spec(home, CpuSets.format(cpus)))) {
            Path gcLog = Objects.requireNonNull(server.gcLog());
            GcLog.HeapRange heap = Objects.requireNonNull(GcLog.heapRange(gcLog));
            ProcessMeter meter = ProcessMeter.of(server.pid());
            ProcessSample started = meter.sample();
            long startNanos = System.nanoTime();

            MemorySplit split = MemorySplit.read(server.pid(), heap);
            long liveHeap = JvmMeter.liveHeapBytes(Child.javaHome(), server.pid());
            sendOneMessage(server);

            assertThat(CpuSets.allowed(server.pid())).isEqualTo(cpus);
            assertThat(split.residentHeapBytes()).isBetween(1L << 20, 1L << 30);
            assertThat(split.outsideBytes()).isGreaterThan(10 << 20);
            // Within what is resident, give or take what the server allocated between the two.
            assertThat(liveHeap).isBetween(500_000L, split.residentHeapBytes() + (8 << 20));
            assertThat(GcLog.pauses(gcLog, startNanos, System.nanoTime())).extracting(GcLog.Pause::kind)
                    .contains("Full (Diagnostic Command)", "Full (Heap Inspection Initiated GC)");
            try (JvmMeter jvm = JvmMeter.attach(server.pid(), Link.loopback())) {
                assertThat(jvm.allocatedBytes()).isGreaterThan(liveHeap);
                assertThat(jvm.collections()).isGreaterThanOrEqualTo(2);
            }
            ServerStats stats = StatsClient.trusting(TestHome.certificates().ca()).read(server.base(), "/stats");
            assertThat(stats.received()).isEqualTo(1);
            assertThat(stats.rejected()).containsEntry("json", 1L);
            assertThat(meter.sample().since(started).cpuMicros()).isPositive();
            assertThat(meter.sample().threads()).isGreaterThan(5);

            ServerProcess.StopResult stopped = server.stop();

            assertThat(stopped.exitStatus()).isZero();
            assertThat(stopped.forced()).isFalse();
        }
    }

    /// What is weighed must be enough: without a file that is really needed, the server would not start.
    @ParameterizedTest
    @ValueSource(strings = {"plain-platform", "netty-jdk", "netty-boringssl"})
    void aServerRunsWithWhatIsShippedAndNothingElse(String name) throws Exception {
        Contender contender = Contenders.find(name);
        Contender.Artefact artefact = Objects.requireNonNull(contender.artefact());
        Path shipped = Files.createDirectories(directory.resolve("shipped"));
        Path jar = artefact.jar(shipped);
        Files.createDirectories(jar.resolveSibling("lib"));
        for (Path file : SizeMeter.shipped(home, artefact)) {
            Path to = file.endsWith(jar.getFileName()) ? jar : jar.resolveSibling("lib").resolve(file.getFileName());
            Files.copy(file, to);
        }

        try (ServerProcess server = ServerProcess.start(contender, spec(shipped, null))) {
            sendOneMessage(server);

            assertThat(server.stop().exitStatus()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-platform", "netty-boringssl"})
    void aServerRunsOnTheImageThatIsLinkedForIt(String name) throws Exception {
        Contender contender = Contenders.find(name);
        List<Path> files = SizeMeter.shipped(home, Objects.requireNonNull(contender.artefact()));
        try (TempDirectory temporary = TempDirectory.create("pudding-image-test-")) {
            List<String> modules = SizeMeter.modules(temporary, Child.javaHome(), files);
            Path image = SizeMeter.link(temporary, Child.javaHome(), modules);
            LaunchSpec usual = spec(home, null);
            LaunchSpec onImage = new LaunchSpec(home, image, null, 0, usual.directory(), usual.logName(),
                    usual.mark(), usual.certificates(), usual.jvm(), usual.readyWithin(), usual.link());

            try (ServerProcess server = ServerProcess.start(contender, onImage)) {
                sendOneMessage(server);

                assertThat(server.stop().exitStatus()).isZero();
            }
        }
    }

    @Test
    void aServerIsReadyWhenItAnswersAtItsUrl() throws Exception {
        Contender line = Contenders.find("plain-virtual");
        Contender url = new Contender(line.name(), line.description(), null, line.start(), line.environment(),
                new Contender.Ready.Url("/health"), line.path(), null, null, null, line.stop(), line.artefact(), null,
                false);
        try (ServerProcess server = ServerProcess.start(url, spec(home, null))) {
            assertThat(server.port()).isPositive();
            sendOneMessage(server);
        }
    }

    @Test
    void nettyWithTheJdksTlsIsNotChargedForBoringSsl() throws Exception {
        Set<String> jdk = shipped("netty-jdk");
        Set<String> boringssl = shipped("netty-boringssl");

        assertThat(jdk).doesNotContainAnyElementsOf(boringssl.stream().filter(f -> f.contains("tcnative")).toList());
        assertThat(boringssl).anyMatch(f -> f.contains("tcnative-boringssl-static")).containsAll(jdk);
        assertThat(shipped("plain-platform")).noneMatch(f -> f.contains("netty"));
    }

    private Set<String> shipped(String name) throws Exception {
        Contender.Artefact artefact = Objects.requireNonNull(Contenders.find(name).artefact());
        return SizeMeter.shippedBytes(home, artefact).keySet();
    }

    /// A text that is no batch: the server refuses it by Close 1007, so that it was received once the close is here.
    private static void sendOneMessage(ServerProcess server) throws Exception {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        try (HttpClient client = HttpClient.newBuilder().sslContext(TestCertificates.clientContext()).build()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create(server.base() + "/ingest"), new WebSocket.Listener() {

                        @Override
                        public CompletableFuture<?> onClose(WebSocket webSocket, int code, String reason) {
                            closed.complete(code);
                            return CompletableFuture.completedFuture(null);
                        }
                    }).join();
            socket.sendText("{}", true).join();
            assertThat(closed.join()).isEqualTo(1007);
            socket.abort();
        }
    }

    private LaunchSpec spec(Path root, @Nullable String cpus) {
        return new LaunchSpec(root, Child.javaHome(), cpus, 0, directory.resolve("logs"), "server",
                "test-" + directory.getFileName(), TestHome.certificates(), LaunchSpec.JvmFlags.defaults(1),
                Duration.ofSeconds(60), Link.loopback());
    }
}
