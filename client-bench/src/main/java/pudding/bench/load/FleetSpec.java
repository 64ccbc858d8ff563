package pudding.bench.load;

import java.nio.file.Path;
import java.util.List;

/// What a fleet is made of.
///
/// @param javaHome              of the JDK that runs the generator processes
/// @param classPath             jars and directories with this package and what it needs
/// @param each                  one process; the seed makes the payloads of all alike, and their schedules distinct
/// @param processes             how many
/// @param connectionsPerProcess connections that a process has at most: each takes a file descriptor
/// @param sources               where connections come from, by their index in the fleet
/// @param markVariable          environment variable by which leftover processes are found
/// @param mark                  its value, to which `.fleet-1` and so on is added
public record FleetSpec(Path javaHome, List<String> classPath, GeneratorSpec each, int processes,
        int connectionsPerProcess, Sources sources, String markVariable, String mark) {

    public FleetSpec {
        classPath = List.copyOf(classPath);
        if (processes < 1 || connectionsPerProcess < 1) {
            throw new IllegalArgumentException("A fleet has processes, and those have connections.");
        }
    }

    /// Connections that the fleet has at most.
    public int capacity() {
        return Math.multiplyExact(processes, connectionsPerProcess);
    }
}
