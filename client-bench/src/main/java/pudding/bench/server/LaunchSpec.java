package pudding.bench.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Under which conditions a server is started; equal for every contender of a comparison. Immutable.
///
/// @param home        root of the project
/// @param javaHome    JDK that runs the JVM contenders
/// @param cpus        processors that it may use, as `taskset` writes them, or null for all
/// @param port        port on the link's address of servers; 0 takes any
/// @param directory   where its log and collector log go
/// @param logName     name of its log there, without suffix
/// @param mark        value of [Leftovers#VARIABLE], by which what it leaves behind is found
/// @param certificates keystore, key and CA
/// @param jvm         flags of the JVM contenders
/// @param readyWithin how long its start may take
/// @param link        the network at whose servers' end it runs
public record LaunchSpec(Path home, Path javaHome, @Nullable String cpus, int port, Path directory, String logName,
        String mark, Certificates certificates, JvmFlags jvm, Duration readyWithin, Link link) {

    /// What every JVM contender is given.
    ///
    /// @param maxHeap      `-Xmx`, such as `1g`
    /// @param collector    the collector, always named
    /// @param mallocArenas `MALLOC_ARENA_MAX`, of the environment of every contender
    /// @param extra        further flags
    public record JvmFlags(String maxHeap, Collector collector, int mallocArenas, List<String> extra) {

        /// Variables of the environment by which a JVM takes flags that no command line shows.
        public static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

        public JvmFlags {
            extra = List.copyOf(extra);
        }

        /// The flags that are choices, as a command line has them.
        public List<String> words() {
            List<String> words = new ArrayList<>(List.of("-Xmx" + maxHeap, collector.flag()));
            words.addAll(extra);
            return words;
        }

        /// One gigabyte, and the collector that the JDK would choose for that many processors.
        public static JvmFlags defaults(int processors) {
            return new JvmFlags("1g", Collector.ergonomic(processors), 2, List.of());
        }
    }

    /// A collector of HotSpot.
    public enum Collector {
        SERIAL("-XX:+UseSerialGC"), //
        PARALLEL("-XX:+UseParallelGC"), //
        G1("-XX:+UseG1GC"), //
        Z("-XX:+UseZGC");

        private final String flag;

        Collector(String flag) {
            this.flag = flag;
        }

        public String flag() {
            return flag;
        }

        /// What HotSpot of JDK 25 chooses by itself on a machine of two gigabytes or more.
        public static Collector ergonomic(int processors) {
            return processors < 2 ? SERIAL : G1;
        }
    }

    /// The file that takes the server's output.
    public Path log() {
        return directory.resolve(logName + ".log");
    }

    /// The file that takes a JVM's collector log.
    public Path gcLog() {
        return directory.resolve(logName + ".gc.log");
    }

    public LaunchSpec withPort(int other) {
        return new LaunchSpec(home, javaHome, cpus, other, directory, logName, mark, certificates, jvm, readyWithin,
                link);
    }
}
