package pudding.bench.cli;

import java.util.List;
import java.util.Locale;

/// A way in which a measurement could be wrong without anyone seeing it.
enum SelftestCase {
    DIGEST(true, "a server that does not parse is FAIL by its digests"),
    LEDGER(true, "a server that loses 1 message in 10,000 is FAIL by the ledger"),
    LIE(true, "a server that loses 1 in 10,000 and counts it all the same is FAIL by the sum of its digests"),
    KILL(true, "a server that is killed in the window is FAIL, and the tail of its log is shown"),
    TAMPER(true, "an evidence folder that was edited by hand does not verify"),
    STALL(false, "a server that is stopped for half a second shows it in p99 and p99.9, as large as it was"),
    STARVED(false, "a generator that is starved of CPU voids its run"),
    SLOWER(false, "a server that takes 30 % more CPU per message differs in practice, and is named"),
    ITSELF(false, "a server against itself never differs");

    static final List<SelftestCase> ALL = List.of(values());

    private final boolean cheap;
    private final String claim;

    SelftestCase(boolean cheap, String claim) {
        this.cheap = cheap;
        this.claim = claim;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it is done in seconds and needs no quiet machine.
    boolean cheap() {
        return cheap;
    }

    String claim() {
        return claim;
    }
}
