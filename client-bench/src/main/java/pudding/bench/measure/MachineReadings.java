package pudding.bench.measure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.CpuSets;

/// What bears on whether a machine is fit to measure. Immutable; what could not be read, or has no bound, is null.
///
/// @param linux whether processes can be read through `/proc`; where not, only [Tools] holds anything
public record MachineReadings(boolean linux, Cpus cpus, Load load, Bounds bounds, Memory memory, Tools tools) {

    /// The processors and their clocks.
    ///
    /// @param online      processors of the machine
    /// @param allowed     those that this process may use
    /// @param sets        how a comparison would share them out
    /// @param siblings    for each allowed processor, those of its core, itself included
    /// @param quota       processors' worth of time that the control group may use
    /// @param governor    who sets the clock's rate
    /// @param turbo       whether the clock may rise above its rated speed
    /// @param clockSource the kernel's clock
    public record Cpus(List<Integer> online, List<Integer> allowed, CpuSets sets,
            Map<Integer, List<Integer>> siblings, @Nullable Double quota, @Nullable String governor,
            @Nullable Boolean turbo, @Nullable String clockSource) {
    }

    /// What happened while nothing was measured.
    ///
    /// @param seconds    length of the sample
    /// @param stealShare of all processors' time in it, taken by the hypervisor
    /// @param otherShare of all processors' time in it, used by other processes and the kernel
    /// @param average    load average of the last minute, in processes
    /// @param leftovers  process ids of servers that another command of this project has started
    /// @param namespaces network namespaces that a killed command of this project has left
    public record Load(double seconds, double stealShare, double otherShare, double average, List<Long> leftovers,
            List<String> namespaces) {
    }

    /// What bounds the number of clients.
    ///
    /// @param openFiles  descriptors of a process
    /// @param threads    most threads, by the name of what bounds them
    /// @param mapCount   memory maps of a process
    /// @param localPorts ports for connections from one address to one server
    /// @param backlog    connections that may wait to be accepted
    /// @param synBacklog connections that may be half open
    public record Bounds(@Nullable Long openFiles, Map<ThreadBound, Long> threads, @Nullable Long mapCount,
            @Nullable Long localPorts, @Nullable Long backlog, @Nullable Long synBacklog) {
    }

    /// What bounds the number of threads.
    public enum ThreadBound {
        PROCESSES("ulimit -u"), //
        PID_MAX("kernel.pid_max"), //
        THREADS_MAX("kernel.threads-max"), //
        GROUP("the control group's pids.max");

        private final String label;

        ThreadBound(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /// What memory there is.
    ///
    /// @param availableBytes of the machine, without swapping
    /// @param groupBytes     bound of the control group
    /// @param swapUsedBytes  swapped out now
    /// @param hugePages      `always`, `madvise` or `never`
    public record Memory(long availableBytes, @Nullable Long groupBytes, long swapUsedBytes,
            @Nullable String hugePages) {
    }

    /// What a comparison needs to find.
    ///
    /// @param javaFeature  the JDK's feature version, such as 25
    /// @param java         its version and vendor
    /// @param jcmd         whether it has `jcmd`
    /// @param keytool      whether it has `keytool`
    /// @param certificates whether `certs/` holds a key and a certificate
    /// @param taskset      whether there is a `taskset`
    /// @param freeBytes    of the disk that takes the results
    public record Tools(int javaFeature, String java, boolean jcmd, boolean keytool, boolean certificates,
            boolean taskset, @Nullable Long freeBytes) {
    }
}
