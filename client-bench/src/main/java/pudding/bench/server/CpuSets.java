package pudding.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.contract.UsageException;

/// Which processors the server and the generator have, so that neither starves the other. Immutable.
///
/// @param server    the server's, in ascending order; empty where nothing is pinned
/// @param generator the generator's (and the controller's and the meters')
/// @param warning   what the table must say about it, or null
public record CpuSets(List<Integer> server, List<Integer> generator, @Nullable String warning) {

    /// Everybody runs anywhere.
    public static final CpuSets UNPINNED = new CpuSets(List.of(), List.of(), null);

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final String ALLOWED = "Cpus_allowed_list:";

    public CpuSets {
        server = List.copyOf(server);
        generator = List.copyOf(generator);
    }

    /// Half of the processors that this process may use for each, the odd one for the server. To be called before
    /// [#pinSelf], which narrows what this process may use.
    public static CpuSets detect() {
        if (!Files.isReadable(STATUS)) {
            return new CpuSets(List.of(), List.of(), "Processors are not pinned: this needs Linux.");
        }
        if (!hasTaskset()) {
            return new CpuSets(List.of(), List.of(), "Processors are not pinned: there is no taskset here.");
        }
        try {
            return halves(allowed(ProcessHandle.current().pid()));
        } catch (IOException e) {
            return new CpuSets(List.of(), List.of(), "Processors are not pinned: " + e.getMessage() + ".");
        }
    }

    /// Splits processors in two; one alone is shared.
    static CpuSets halves(List<Integer> cpus) {
        if (cpus.size() < 2) {
            return new CpuSets(cpus, cpus, "Server and generator share one processor.");
        }
        int server = (cpus.size() + 1) / 2;
        return new CpuSets(cpus.subList(0, server), cpus.subList(server, cpus.size()), null);
    }

    /// The processors that a process may use, as the kernel tells.
    ///
    /// @throws IOException when there is no such process, or no `/proc`
    public static List<Integer> allowed(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith(ALLOWED)) {
                try {
                    return parse(line.substring(ALLOWED.length()).strip());
                } catch (UsageException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        }
        throw new IOException(status + " has no " + ALLOWED);
    }

    /// A list as the user named it, all of whose processors this process may use.
    ///
    /// @throws UsageException when it is no list, or names others
    public static List<Integer> usable(String list) throws UsageException {
        List<Integer> cpus = parse(list);
        List<Integer> allowed;
        try {
            allowed = allowed(ProcessHandle.current().pid());
        } catch (IOException e) {
            throw new UsageException("Processors cannot be pinned here: this needs Linux.");
        }
        if (!allowed.containsAll(cpus)) {
            throw new UsageException("Processors " + list + " are not all there; " + format(allowed) + " are.");
        }
        return cpus;
    }

    /// Sets as the user named them.
    ///
    /// @throws UsageException when a list is not one, or names processors that are not there
    public static CpuSets of(String server, String generator) throws UsageException {
        List<Integer> first = usable(server);
        List<Integer> second = usable(generator);
        boolean shared = first.stream().anyMatch(second::contains);
        return new CpuSets(first, second, shared ? "Server and generator share processors." : null);
    }

    /// Reads a list as the kernel and taskset write it: `0-3,6`.
    ///
    /// @throws UsageException when it is not one
    public static List<Integer> parse(String list) throws UsageException {
        TreeSet<Integer> cpus = new TreeSet<>();
        for (String part : list.split(",", -1)) {
            String[] ends = part.split("-", -1);
            try {
                int first = Integer.parseInt(ends[0].strip());
                int last = ends.length == 1 ? first : Integer.parseInt(ends[1].strip());
                if (ends.length > 2 || first < 0 || last < first || last > 65_535) {
                    throw notAList(list);
                }
                for (int cpu = first; cpu <= last; cpu++) {
                    cpus.add(cpu);
                }
            } catch (NumberFormatException e) {
                throw notAList(list);
            }
        }
        return List.copyOf(cpus);
    }

    /// Writes a list as taskset reads it, in ascending order with ranges: `0-3,6`.
    public static String format(List<Integer> cpus) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < cpus.size();) {
            int j = i;
            while (j + 1 < cpus.size() && cpus.get(j + 1) == cpus.get(j) + 1) {
                j++;
            }
            parts.add(i == j ? cpus.get(i).toString() : cpus.get(i) + "-" + cpus.get(j));
            i = j + 1;
        }
        return String.join(",", parts);
    }

    /// The server's set for [LaunchSpec#cpus], null where nothing is pinned.
    public @Nullable String serverList() {
        return server.isEmpty() ? null : format(server);
    }

    /// The processors of both, in ascending order.
    public List<Integer> both() {
        return Stream.concat(server.stream(), generator.stream()).distinct().sorted().toList();
    }

    /// Whether both run on the same processor.
    public boolean shared() {
        return server.stream().anyMatch(generator::contains);
    }

    /// Puts every thread of this process, and those to come, on the generator's set.
    ///
    /// @throws IOException when the kernel refuses
    public void pinSelf() throws IOException, InterruptedException {
        if (!generator.isEmpty()) {
            pin(ProcessHandle.current().pid(), generator);
        }
    }

    /// Puts one thread of any process on a set; what it starts from then on is there too.
    ///
    /// @throws IOException when there is no such thread, or the kernel refuses
    public static void pinThread(long tid, List<Integer> cpus) throws IOException, InterruptedException {
        taskset("-cp", tid, cpus);
    }

    static void pin(long pid, List<Integer> cpus) throws IOException, InterruptedException {
        taskset("-acp", pid, cpus);
    }

    private static void taskset(String whom, long id, List<Integer> cpus) throws IOException, InterruptedException {
        try {
            Subprocess.run(new ProcessBuilder("taskset", whom, format(cpus), Long.toString(id)), WITHIN);
        } catch (IOException e) {
            throw new IOException("Processors " + format(cpus) + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean hasTaskset() {
        try {
            Subprocess.run(new ProcessBuilder("taskset", "--version"), WITHIN);
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static UsageException notAList(String list) {
        return new UsageException("\"" + list + "\" is no list of processors; write it like 0-3,6.");
    }
}
