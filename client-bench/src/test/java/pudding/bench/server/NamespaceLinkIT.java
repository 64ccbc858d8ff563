package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pudding.bench.plan.Network;
import pudding.contract.UsageException;

/// The link as the kernel makes it; skipped where it may not be made.
@Timeout(60)
final class NamespaceLinkIT {

    private static final int MESSAGE_BYTES = 10_240;
    private static final int PID_THAT_IS_NONE = 999_999_999;

    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void whereItMayBeMade() {
        try {
            Link.open(Network.NETNS, told::add).close();
        } catch (UsageException e) {
            assumeTrue(false, e.getMessage());
        }
        told.clear();
    }

    @Test
    void itIsWhatItSaysAndIsGoneAfterwards() throws Exception {
        try (Link link = Link.open(Network.NETNS, told::add)) {
            assertThat(link.readBack()).containsEntry("mtu", "1500").containsEntry("gso_max_segs", "1")
                    .containsEntry("server_address", "198.18.0.2/24");
            assertThat(made()).hasSize(2);
        }
        assertThat(made()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aThreadIsBackWhereItWas() throws Exception {
        long before = Namespace.inode(Namespace.OWN);
        try (Link link = Link.open(Network.NETNS, told::add)) {
            try (Link.Stay _ = link.enter()) {
                assertThat(Namespace.inode(Namespace.OWN)).isNotEqualTo(before);
            }
            assertThat(Namespace.inode(Namespace.OWN)).isEqualTo(before);
        }
    }

    @Test
    void nothingIsDoneForAThreadThatIsElsewhere() throws Exception {
        try (Link link = Link.open(Network.NETNS, told::add)) {
            assertThatThrownBy(() -> link.atServer(() -> "sent")).isInstanceOf(IOException.class)
                    .hasMessage("The generator is not in its network namespace.");
        }
    }

    @Test
    void aProcessThatIsStartedThereIsThere() throws Exception {
        try (Link link = Link.open(Network.NETNS, told::add); Link.Stay _ = link.enter()) {
            Process there = link.atServer(() -> new ProcessBuilder("sleep", "100").start());
            Process here = new ProcessBuilder("sleep", "100").start();
            try {
                assertThat(link.differences(there.pid())).isEmpty();
                assertThat(link.differences(here.pid()))
                        .containsExactly("The server is not in its network namespace.");
            } finally {
                there.destroyForcibly().waitFor();
                here.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aChangedLinkIsToldOf() throws Exception {
        try (Link link = Link.open(Network.NETNS, told::add); Link.Stay _ = link.enter()) {
            Ip.run("-n " + Namespaces.name("server") + " link set dev " + NamespaceLink.DEVICE + " gso_max_segs 8");
            Process there = link.atServer(() -> new ProcessBuilder("sleep", "100").start());
            try {
                assertThat(link.differences(there.pid()))
                        .containsExactly("The link's gso_max_segs is 1 and 8, not 1.");
            } finally {
                there.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aMessageArrivesInSegmentsOfTheLink() throws Exception {
        try (Link link = Link.open(Network.NETNS, told::add); Link.Stay _ = link.enter()) {
            send(link);
            // A message of 10,240 bytes is eight segments of 1,448, and a handful more are the connection's.
            String devices = link.atServer(() -> Files.readString(Path.of("/proc/thread-self/net/dev")));
            String counters = devices.lines().map(String::strip)
                    .filter(line -> line.startsWith(NamespaceLink.DEVICE + ":")).findFirst().orElseThrow();
            // RECEIVED-BYTES RECEIVED-PACKETS …
            long packets = Long.parseLong(counters.substring(counters.indexOf(':') + 1).strip().split("\\s+", -1)[1]);
            assertThat(packets).isBetween(8L, 40L);
        }
    }

    @Test
    void furtherSourcesAreTheGenerators() throws Exception {
        try (Link link = Link.open(Network.NETNS, told::add); Link.Stay _ = link.enter();
                ServerSocket server = link.atServer(
                        () -> new ServerSocket(0, 10, InetAddress.getByName(link.serverAddress())));
                Socket client = new Socket()) {
            client.bind(new InetSocketAddress("198.18.200.7", 0));
            client.connect(new InetSocketAddress(link.serverAddress(), server.getLocalPort()), 5_000);
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo("198.18.200.7");
            }
        }
    }

    @Test
    void whatAKilledCommandLeftIsRemovedWithItsServers() throws Exception {
        String left = "pudding-" + PID_THAT_IS_NONE + "-1-server";
        Ip.run("netns add " + left);
        // Not this process's child, or it would be a server of its own.
        Process shell = new ProcessBuilder("sh", "-c",
                "PUDDING_RUN=test-orphan setsid ip netns exec " + left + " sleep 100 >/dev/null 2>&1 &").start();
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        long inode = Namespace.inode(Namespaces.file(left));
        while (Leftovers.find("test-orphan").stream().noneMatch(process -> isIn(process, inode))) {
            Thread.sleep(20);
        }
        assertThat(Namespaces.leftovers()).contains(left);

        Link.open(Network.NETNS, told::add).close();

        assertThat(Namespaces.leftovers()).isEmpty();
        assertThat(Leftovers.find("test-orphan")).isEmpty();
        assertThat(told).containsExactly(
                "Removed the network namespace " + left + ", which a killed command left.");
    }

    private static boolean isIn(ProcessHandle process, long inode) {
        try {
            return Namespace.inode(Path.of("/proc", Long.toString(process.pid()), "ns", "net")) == inode;
        } catch (IOException e) {
            return false;
        }
    }

    private static void send(Link link) throws IOException {
        try (ServerSocket server = link.atServer(
                () -> new ServerSocket(0, 10, InetAddress.getByName(link.serverAddress())));
                Socket client = new Socket(link.serverAddress(), server.getLocalPort());
                Socket accepted = server.accept();
                OutputStream out = client.getOutputStream();
                InputStream in = accepted.getInputStream()) {
            out.write(new byte[MESSAGE_BYTES]);
            assertThat(in.readNBytes(MESSAGE_BYTES)).hasSize(MESSAGE_BYTES);
        }
    }

    private static List<Path> made() throws IOException {
        try (var files = Files.list(Path.of("/run/netns"))) {
            String mine = "pudding-" + ProcessHandle.current().pid() + "-";
            return files.filter(file -> file.getFileName().toString().startsWith(mine)).toList();
        }
    }
}
