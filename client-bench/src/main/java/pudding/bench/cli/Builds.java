package pudding.bench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import pudding.bench.measure.Checkout;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.contract.UsageException;

/// Two builds of the same contenders. Immutable.
///
/// @param base    the older one
/// @param head    the newer one
/// @param pairs   by the contender's name: the older build's and the newer's, by the names that the tables give them
/// @param skipped contenders that only the newer one has
record Builds(Checkout base, Checkout head, SequencedMap<String, SequencedMap<String, Contender>> pairs,
        List<String> skipped) {

    /// Looks the contenders up in either checkout, as each describes them.
    ///
    /// @throws UsageException when the newer one lacks a contender, or a descriptor cannot be read
    static Builds of(Checkout base, Checkout head, List<String> names) throws UsageException {
        List<String> old = Contenders.namesAt(base.root());
        List<String> here = Contenders.namesAt(head.root());
        SequencedMap<String, SequencedMap<String, Contender>> pairs = new LinkedHashMap<>();
        List<String> skipped = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            if (!here.contains(name)) {
                throw new UsageException(old.contains(name)
                        ? "The base has the contender " + name + ", and the head has it no more."
                        : "There is no contender \"" + name + "\"; the head has " + String.join(", ", here) + ".");
            }
            if (!old.contains(name)) {
                skipped.add(name);
                continue;
            }
            SequencedMap<String, Contender> pair = new LinkedHashMap<>();
            add(pair, name, "base", base);
            add(pair, name, "head", head);
            pairs.put(name, pair);
        }
        return new Builds(base, head, pairs, List.copyOf(skipped));
    }

    private static void add(SequencedMap<String, Contender> pair, String name, String side, Checkout checkout)
            throws UsageException {
        Contender contender = Contenders.at(checkout.root(), name);
        String label = name + "@" + side;
        pair.put(label, contender.named(label, contender.description() + "; " + side + ", " + checkout.label()));
    }

    List<Checkout> checkouts() {
        return List.of(base, head);
    }

    /// The contenders that are compared.
    List<String> names() {
        return List.copyOf(pairs.keySet());
    }
}
