package pudding.bench.plan;

import java.util.List;
import java.util.Locale;
import pudding.contract.UsageException;

/// What a ramp looks for.
public enum RampKind {
    /// TLS WebSockets held open in silence.
    IDLE("idle ceiling"),
    /// Clients that each send at a steady rate, with a bound on latency.
    SUSTAINED("sustained ceiling"),
    /// Rate against latency, CPU and memory, through saturation and back.
    CURVE("capacity curve"),
    /// What one connection more costs, and what a handshake does.
    SLOPES("slopes"),
    /// How long a start takes, beside an empty JVM's.
    STARTS("starts");

    private final String label;

    RampKind(String label) {
        this.label = label;
    }

    /// In words, for progress and tables.
    public String label() {
        return label;
    }

    /// Whether it searches for a number of clients.
    public boolean isCeiling() {
        return this == IDLE || this == SUSTAINED;
    }

    /// The kind of that name in lower case.
    ///
    /// @throws UsageException with one sentence, when there is none
    public static RampKind named(String name) throws UsageException {
        return Labels.named(name, List.of(values()), RampKind::word, "There is no ramp " + name);
    }

    /// As the command line writes it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
