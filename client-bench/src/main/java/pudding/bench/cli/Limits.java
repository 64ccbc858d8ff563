package pudding.bench.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import pudding.bench.measure.Fitness;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Window;
import pudding.contract.UsageException;

/// Refuses what this machine's limits do not allow, before anything is started.
final class Limits {

    private Limits() {
    }

    /// Checks that this machine can be measured on.
    ///
    /// @throws UsageException when it is no Linux
    static void requireLinux() throws UsageException {
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new UsageException("compare reads processes through /proc and needs Linux; serve and load do not.");
        }
    }

    /// Checks the descriptors of this process, which the servers inherit.
    ///
    /// @throws UsageException when a window has more clients than descriptors
    static void check(Plan plan) throws UsageException {
        clients(plan.windows().values().stream().mapToInt(Window::clients).max().orElse(0));
    }

    /// Checks for a number of connections.
    ///
    /// @throws UsageException when there are too few descriptors
    static void clients(int clients) throws UsageException {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long max = system.getMaxFileDescriptorCount();
            if (clients + Fitness.OTHER_FILES > max) {
                throw new UsageException(clients + " clients need " + (clients + Fitness.OTHER_FILES)
                        + " file descriptors, and the limit is " + max + "; raise it with ulimit -n.");
            }
        }
    }
}
