package pudding.bench.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who runs where, and how.
///
/// @param serverCpus    CPUs of the server, as `taskset` writes them; empty where nothing is pinned
/// @param generatorCpus CPUs of the generator, likewise
/// @param idle          what both do while nobody wants them; null in plans that were made before one could choose, and
///                      they slept
/// @param jvmFlags      of every contender on a JVM
/// @param network       what lies between the two
public record Placement(String serverCpus, String generatorCpus,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable IdleCpus idle, List<String> jvmFlags, Network network) {

    public Placement {
        jvmFlags = List.copyOf(jvmFlags);
    }

    /// What idle CPUs do, in plans of any age.
    public IdleCpus idleCpus() {
        return idle == null ? IdleCpus.SLEEP : idle;
    }

    /// The network and the idle CPUs, as a table says them.
    public String words() {
        return network.words() + (idleCpus() == IdleCpus.SLEEP ? "" : ", " + idleCpus().words());
    }
}
