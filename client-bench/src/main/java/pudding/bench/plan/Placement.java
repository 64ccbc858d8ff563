package pudding.bench.plan;

import java.util.List;

/// Who runs where, and how.
///
/// @param serverCpus    CPUs of the server, as `taskset` writes them; empty where nothing is pinned
/// @param generatorCpus CPUs of the generator, likewise
/// @param jvmFlags      of every contender on a JVM
/// @param network       what lies between the two
public record Placement(String serverCpus, String generatorCpus, List<String> jvmFlags, Network network) {

    public Placement {
        jvmFlags = List.copyOf(jvmFlags);
    }
}
