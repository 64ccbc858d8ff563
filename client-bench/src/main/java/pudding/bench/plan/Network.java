package pudding.bench.plan;

import java.util.List;
import java.util.Locale;
import pudding.contract.UsageException;

/// What lies between the generator and the servers.
public enum Network {

    /// The machine's own, on which a message of 10 KB arrives in one piece.
    LOOPBACK("loopback"),

    /// A link between two network namespaces of this machine, which it crosses in eight, as through a network card that
    /// puts nothing together.
    NETNS("two namespaces, MTU 1500, no segmentation offload");

    private final String words;

    Network(String words) {
        this.words = words;
    }

    /// The network of that name in lower case.
    ///
    /// @throws UsageException with one sentence, when there is none
    public static Network named(String name) throws UsageException {
        return Labels.named(name, List.of(values()), Network::label, "There is no network " + name);
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
