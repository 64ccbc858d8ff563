package pudding.bench.stat;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.floor.Floor;

/// What a server adds to the work that it cannot do without: codec and TLS engine; a pure function of the evidence.
final class OverFloor {

    private static final String TUNED = "--json=tuned";

    private OverFloor() {
    }

    /// Whether the floor of both codecs was measured; else a tuned contender would be held to the other one's.
    static boolean isKnown(Evidence evidence) {
        return evidence.floor() != null && evidence.floor().jsonTuned() != null;
    }

    /// CPU per message less the JIT's, less codec and TLS engine alone, in µs, of each valid run of a contender; empty
    /// where its floor is not known.
    static List<Double> micros(Evidence evidence, String contender) {
        Double floor = floorMicros(evidence, contender);
        return floor == null
                ? List.of()
                : Verdicts.values(evidence, contender, "cpu_less_jit_micros").stream().map(cpu -> cpu - floor).toList();
    }

    /// What must be read with these figures where the rounds of the floor did not agree before their time was up; empty
    /// where they did.
    static Optional<String> doubt(Evidence evidence) {
        Floor floor = evidence.floor();
        Floor.Figure tuned = floor == null ? null : floor.jsonTuned();
        if (floor == null || tuned == null || (floor.json().settled() && tuned.settled())) {
            return Optional.empty();
        }
        return Optional.of(String.format(Locale.ROOT,
                "Warning: the floor did not settle: JSON alone took %.1f to %.1f µs"
                        + " in its last rounds, tuned %.1f to %.1f. What is less the floor is as uncertain.",
                floor.json().minMicros(), floor.json().maxMicros(), tuned.minMicros(), tuned.maxMicros()));
    }

    private static @Nullable Double floorMicros(Evidence evidence, String contender) {
        Floor floor = evidence.floor();
        RunRecord run = evidence.runs().stream().filter(r -> r.contender().equals(contender)).findFirst().orElse(null);
        if (floor == null || run == null) {
            return null;
        }
        Floor.Figure json = run.command().contains(TUNED) ? floor.jsonTuned() : floor.json();
        Floor.Figure tls = tls(floor, run);
        return json == null || tls == null ? null : Double.valueOf(json.micros() + tls.micros());
    }

    /// That of the provider which the run's command line names; null for a stranger, whose command says nothing that
    /// is known here.
    static Floor.@Nullable Figure tls(Floor floor, RunRecord run) {
        return Stream.of(Floor.JDK, Floor.BORINGSSL)
                .filter(provider -> run.command().contains("--tls=" + provider))
                .map(floor.tls()::get).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
