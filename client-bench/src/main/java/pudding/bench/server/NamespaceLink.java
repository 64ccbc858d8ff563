package pudding.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import pudding.bench.plan.Network;
import pudding.contract.UsageException;

/// Two network namespaces with a link between them that puts no segments together: neither does the sender hand the
/// kernel's lower half more than one at a time, nor does the receiver merge them (a veth device does not, unless it
/// is told to).
///
/// ```
///   generator (this process's threads)                       servers (its children)
///   198.18.0.1/24, and all of      pudding0 ── pudding0      198.18.0.2/24
///   198.18.128.0/17 as its own     MTU 1500, gso_max_segs 1  198.18.128.0/17 via 198.18.0.1
/// ```
///
/// The addresses are those that RFC 2544 keeps for benchmarks; outside the two namespaces nothing knows of them. Used
/// by one thread.
public final class NamespaceLink implements Link {

    /// Both ends' device.
    static final String DEVICE = "pudding0";

    /// The servers' address.
    public static final String SERVER = "198.18.0.2";

    /// The generator's address.
    public static final String GENERATOR = "198.18.0.1";

    /// Further addresses that the generator may send from.
    public static final String SOURCES = "198.18.128.0/17";

    private static final String FIRST_SOURCE = "198.18.128.1";
    private static final String PREFIX = "/24";
    private static final int MTU = 1_500;
    private static final int GSO_MAX_SEGS = 1;

    /// A namespace begins with the kernel's own values; these are made those of the machine, as on loopback.
    private static final List<String> SETTINGS = List.of("net/core/somaxconn", "net/ipv4/ip_local_port_range",
            "net/ipv4/tcp_max_syn_backlog", "net/ipv4/tcp_rmem", "net/ipv4/tcp_wmem",
            "net/ipv4/tcp_congestion_control");

    private final End generator;
    private final End servers;

    private NamespaceLink(End generator, End servers) {
        this.generator = generator;
        this.servers = servers;
    }

    /// One end.
    private record End(String name, Namespace namespace) implements AutoCloseable {

        static End make(String end) throws IOException {
            String name = Namespaces.name(end);
            try {
                Ip.run("netns add " + name);
                return new End(name, Namespace.open(Namespaces.file(name)));
            } catch (IOException | RuntimeException e) {
                Namespaces.remove(name);
                throw e;
            }
        }

        void ip(String words) throws IOException {
            Ip.run("-n " + name + " " + words);
        }

        /// Without the addresses of IPv6 that the kernel would make up and announce.
        void begin(String address) throws IOException {
            ip("link set dev lo up");
            ip("link set dev " + DEVICE + " addrgenmode none");
            ip("link set dev " + DEVICE + " mtu " + MTU + " gso_max_segs " + GSO_MAX_SEGS);
            ip("address add " + address + PREFIX + " dev " + DEVICE);
            ip("link set dev " + DEVICE + " up");
        }

        @Override
        public void close() {
            namespace.close();
            try {
                Namespaces.remove(name);
            } catch (IOException e) {
                System.err.println(name + " is left: " + e.getMessage());
            }
        }
    }

    /// Makes the two namespaces, after removing those of processes that have gone.
    ///
    /// @param progress told in a line what was removed
    /// @throws UsageException in one sentence, when this machine does not let them be made
    static NamespaceLink open(Consumer<String> progress) throws UsageException {
        requireMeans();
        try {
            for (String name : Namespaces.leftovers()) {
                Namespaces.removeLeftover(name);
                progress.accept("Removed the network namespace " + name + ", which a killed command left.");
            }
            return make();
        } catch (IOException e) {
            throw new UsageException("--network netns cannot make its namespaces here: " + e.getMessage());
        }
    }

    private static NamespaceLink make() throws IOException {
        End servers = End.make("server");
        try {
            End generator = End.make("load");
            NamespaceLink link = new NamespaceLink(generator, servers);
            try {
                link.lay();
                return link;
            } catch (IOException | RuntimeException e) {
                generator.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private void lay() throws IOException {
        generator.ip("link add name " + DEVICE + " type veth peer name " + DEVICE + " netns " + servers.name());
        generator.begin(GENERATOR);
        servers.begin(SERVER);
        generator.ip("route add local " + SOURCES + " dev lo");
        servers.ip("route add " + SOURCES + " via " + GENERATOR);
        Map<String, String> settings = new TreeMap<>();
        for (String setting : SETTINGS) {
            settings.put(setting, read(setting));
        }
        try (Stay _ = enter()) {
            write(settings);
            atServer(() -> write(settings));
        }
    }

    private static Map<String, String> write(Map<String, String> settings) throws IOException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (!read(setting.getKey()).equals(setting.getValue())) {
                try (FileOutputStream out = new FileOutputStream("/proc/sys/" + setting.getKey())) {
                    out.write(setting.getValue().getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
        return settings;
    }

    /// As the calling thread's namespace has it.
    private static String read(String setting) throws IOException {
        // Not Files.readString: it begins with one byte, and what is under /proc/sys ends after the first read.
        try (FileInputStream in = new FileInputStream("/proc/sys/" + setting)) {
            return new String(in.readNBytes(256), StandardCharsets.US_ASCII).strip();
        }
    }

    private static void requireMeans() throws UsageException {
        try {
            boolean root = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("Uid:")).anyMatch(line -> line.split("\\s+", -1)[2].equals("0"));
            if (!root) {
                throw new UsageException("--network netns makes network namespaces, and that is for root.");
            }
        } catch (IOException e) {
            throw new UsageException("--network netns needs Linux.");
        }
        try {
            Ip.run("-V");
        } catch (IOException e) {
            throw new UsageException("--network netns needs ip, of the Debian package iproute2.");
        }
    }

    @Override
    public String serverAddress() {
        return SERVER;
    }

    @Override
    public String firstSource() {
        return FIRST_SOURCE;
    }

    @Override
    public Stay enter() throws IOException {
        Namespace before = Namespace.open(Namespace.OWN);
        try {
            generator.namespace().join();
        } catch (IOException e) {
            before.close();
            throw e;
        }
        return () -> {
            try (before) {
                before.join();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Override
    public <T> T atServer(Work<T> work) throws IOException {
        if (!generator.namespace().isJoined()) {
            // What it would send to the servers' address would leave this machine.
            throw new IOException("The generator is not in its network namespace.");
        }
        servers.namespace().join();
        try {
            return work.make();
        } finally {
            generator.namespace().join();
        }
    }

    @Override
    public Map<String, String> readBack() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("kind", Network.NETNS.label());
        all.put("generator_address", GENERATOR + PREFIX);
        all.put("server_address", SERVER + PREFIX);
        for (End end : List.of(generator, servers)) {
            JsonNode link = Ip.link(end.name(), DEVICE);
            for (String key : List.of("mtu", "gso_max_segs", "gso_max_size", "gro_max_size")) {
                if (link.has(key)) {
                    String found = link.path(key).asText();
                    String other = all.put(key, found);
                    if (other != null && !other.equals(found)) {
                        all.put(key, other + " and " + found);
                    }
                }
            }
        }
        return all;
    }

    @Override
    public List<String> differences(long serverPid) throws IOException {
        List<String> differences = new ArrayList<>();
        if (!servers.namespace().holds(serverPid)) {
            differences.add("The server is not in its network namespace.");
        }
        if (!generator.namespace().isJoined()) {
            differences.add("The generator is not in its network namespace.");
        }
        Map<String, String> link = readBack();
        Map.of("mtu", MTU, "gso_max_segs", GSO_MAX_SEGS).forEach((key, asked) -> {
            String found = link.getOrDefault(key, "not told");
            if (!found.equals(Integer.toString(asked))) {
                differences.add("The link's " + key + " is " + found + ", not " + asked + ".");
            }
        });
        return differences;
    }

    @Override
    public void close() {
        generator.close();
        servers.close();
    }
}
