package pudding.bench.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The network namespaces of this project, by their names: `pudding-PID-START-END`, of the process that made one, the
/// time of that process's start, and the end that it is. So a later process knows one whose maker has gone, even where
/// another has its process id.
///
/// Has no state; may be used by any thread. Off Linux there are none.
public final class Namespaces {

    /// Where `ip netns` keeps them.
    private static final Path DIRECTORY = Path.of("/run/netns");
    private static final Pattern NAME = Pattern.compile("pudding-(\\d{1,18})-(\\d{1,18})-[a-z]+");
    /// Of what follows the command in a `stat` file, whose 22nd field it is.
    private static final int START_TIME = 22;
    private static final int TRIES = 3;

    private Namespaces() {
    }

    /// Those whose maker has gone, in no order.
    public static List<String> leftovers() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DIRECTORY, "pudding-*")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (isLeftover(name)) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            // None was ever made here, or this is no Linux.
        }
        return names;
    }

    /// Whether the name is of this project, and of no process that runs.
    static boolean isLeftover(String name) {
        Matcher made = NAME.matcher(name);
        return made.matches() && !made.group(2).equals(startTime(Long.parseLong(made.group(1))));
    }

    /// The name of one end, made by this process.
    static String name(String end) {
        long pid = ProcessHandle.current().pid();
        return "pudding-" + pid + "-" + startTime(pid) + "-" + end;
    }

    /// In the kernel's ticks since it booted; null where there is no such process.
    private static @Nullable String startTime(long pid) {
        try {
            return ProcStat.field(Path.of("/proc", Long.toString(pid), "stat"), START_TIME);
        } catch (IOException e) {
            return null;
        }
    }

    static Path file(String name) {
        return DIRECTORY.resolve(name);
    }

    /// Removes one, and first the servers in it whose bench was killed: a namespace lives as long as a process in it.
    ///
    /// @throws IOException when it is still there
    static void removeLeftover(String name) throws IOException {
        long inode = Namespace.inode(file(name));
        Leftovers.end(Leftovers.ofOthers().stream().filter(server -> isIn(server.pid(), inode)).toList());
        remove(name);
    }

    private static boolean isIn(long pid, long inode) {
        try {
            return Namespace.inode(Path.of("/proc", Long.toString(pid), "ns", "net")) == inode;
        } catch (IOException e) {
            return false;
        }
    }

    /// Removes one, if it is there. The link goes first: without a name, a namespace and its devices live on as long
    /// as any thread that joined it, and a JVM keeps some.
    ///
    /// @throws IOException when it is still there
    static void remove(String name) throws IOException {
        IOException failure = null;
        // More than once: on a terminal Ctrl-C ends a child too, such as ip.
        for (int i = 0; i < TRIES && Files.exists(file(name)); i++) {
            try {
                if (Ip.run("-n " + name + " -o link show").contains(": " + NamespaceLink.DEVICE + "@")) {
                    Ip.run("-n " + name + " link delete dev " + NamespaceLink.DEVICE);
                }
            } catch (IOException e) {
                // A crash may have come between naming and making it.
            }
            try {
                Ip.run("netns delete " + name);
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null && Files.exists(file(name))) {
            throw failure;
        }
    }
}
