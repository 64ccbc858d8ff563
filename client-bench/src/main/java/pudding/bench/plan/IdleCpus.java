package pudding.bench.plan;

import java.util.List;
import java.util.Locale;
import pudding.contract.UsageException;

/// What the CPUs of server and generator do while neither wants them.
public enum IdleCpus {

    /// They sleep, as on any server. A virtual one is given back to the host then, and comes back late.
    SLEEP("idle CPUs sleep"),

    /// A loop on each, of the least weight, keeps them from sleeping.
    AWAKE("idle CPUs kept awake");

    private final String words;

    IdleCpus(String words) {
        this.words = words;
    }

    /// The one of that name in lower case.
    ///
    /// @throws UsageException with one sentence, when there is none
    public static IdleCpus named(String name) throws UsageException {
        return Labels.named(name, List.of(values()), IdleCpus::label, "Idle CPUs cannot be " + name);
    }

    /// As on the command line.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As a table says it.
    public String words() {
        return words;
    }
}
