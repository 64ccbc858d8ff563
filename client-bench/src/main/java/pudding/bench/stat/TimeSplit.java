package pudding.bench.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.Slice;
import pudding.bench.measure.Slices;
import pudding.bench.measure.floor.Floor;

/// Where a server's processor time for one message goes, in two ways that share no measurement but the sums. Immutable.
///
/// By profile: the time that is neither the compiler's nor the collector's, in the proportion of the samples.
///
/// By subtraction, where *user* is processor time less system time, compiler and collector:
///
/// ```
/// JSON    user of the loaded window − user of the discard window + the floor's UTF-8 check, which /discard does too
/// TLS     the floor's engine
/// kernel  system time of the loaded window
/// rest    what remains; it may come out negative, where the parts were not as cheap as in the window
/// ```
///
/// System time counts what the profile cannot see as the kernel's: page faults, interrupts, and the compiler's and
/// the collector's own system time. TLS by subtraction is without buffers and driver. So they differ by some percent
/// even where both are right.
///
/// @param profile     of the window that was profiled
/// @param subtraction of the loaded window
/// @param checks      the two side by side, for each slice
public record TimeSplit(Micros profile, Micros subtraction, List<Check> checks) {

    /// Two figures of a slice that differ by more than this share of the *whole* message disagree: a tenth of a slice
    /// that is itself a tenth would be noise.
    public static final double TOLERANCE = 0.10;

    public TimeSplit {
        checks = List.copyOf(checks);
    }

    /// Processor time of one message, in µs; the parts are disjoint.
    ///
    /// @param json   codec, digest and UTF-8 check
    /// @param tls    records and ciphers
    /// @param kernel system calls
    /// @param jit    the compiler's threads
    /// @param gc     the collector's threads
    /// @param rest   framing and model
    public record Micros(double json, double tls, double kernel, double jit, double gc, double rest) {

        /// The whole message.
        public double total() {
            return json + tls + kernel + jit + gc + rest;
        }
    }

    /// A slice's two figures.
    ///
    /// @param profileMicros     by profile, µs for each message
    /// @param subtractionMicros by subtraction
    /// @param disagree          whether they differ by more than [#TOLERANCE]
    /// @param sentence          the same in words
    public record Check(Slice slice, double profileMicros, double subtractionMicros, boolean disagree,
            String sentence) {
    }

    /// What a window cost. Times are µs over the whole window.
    ///
    /// @param messages     that the server finished
    /// @param cpuMicros    user and system time together
    /// @param systemMicros system time
    /// @param jitMicros    the compiler threads
    /// @param gcMicros     the collector threads
    public record Cost(long messages, long cpuMicros, long systemMicros, long jitMicros, long gcMicros) {

        /// The cost of a window of the evidence.
        public static Cost of(RunRecord.Loaded window) {
            return new Cost(window.messages(), window.cpuMicros(), window.systemMicros(), window.jitMicros(),
                    window.gcMicros());
        }

        private double perMessage(long micros) {
            return micros / (double) messages;
        }

        private double user() {
            return perMessage(cpuMicros - systemMicros - jitMicros - gcMicros);
        }
    }

    /// Splits both ways. Every window needs a message, and the profile a sample.
    ///
    /// @param slices   what the profile saw
    /// @param profiled what its window cost; it may be the loaded window itself
    /// @param loaded   what the loaded window cost
    /// @param discard  what the window without JSON cost
    /// @param floor    the codec alone
    /// @param tls      the engine alone, of the provider that the contender uses
    public static TimeSplit of(Slices slices, Cost profiled, Cost loaded, Cost discard, Floor floor,
            Floor.Figure tls) {
        Micros profile = byProfile(slices, profiled);
        Micros subtraction = bySubtraction(loaded, discard, floor, tls);
        double wholeMicros = subtraction.total();
        List<Check> checks = new ArrayList<>();
        for (Slice slice : Slice.values()) {
            ToDoubleFunction<Micros> part = part(slice);
            checks.add(check(slice, part.applyAsDouble(profile), part.applyAsDouble(subtraction), wholeMicros));
        }
        return new TimeSplit(profile, subtraction, checks);
    }

    /// The split by profile alone, for a server whose TLS has no floor or that has no `/discard`.
    public static Micros byProfile(Slices slices, Cost profiled) {
        Map<Slice, Double> micros = slices.microsPerMessage(profiled.cpuMicros(), profiled.jitMicros(),
                profiled.gcMicros(), profiled.messages());
        return new Micros(micros.getOrDefault(Slice.JSON, 0.0), micros.getOrDefault(Slice.TLS, 0.0),
                micros.getOrDefault(Slice.KERNEL, 0.0), profiled.perMessage(profiled.jitMicros()),
                profiled.perMessage(profiled.gcMicros()), micros.getOrDefault(Slice.REST, 0.0));
    }

    private static Micros bySubtraction(Cost loaded, Cost discard, Floor floor, Floor.Figure tls) {
        double json = loaded.user() - discard.user() + floor.utf8().micros();
        double rest = loaded.user() - json - tls.micros();
        return new Micros(json, tls.micros(), loaded.perMessage(loaded.systemMicros()),
                loaded.perMessage(loaded.jitMicros()), loaded.perMessage(loaded.gcMicros()), rest);
    }

    private static ToDoubleFunction<Micros> part(Slice slice) {
        return switch (slice) {
            case JSON -> Micros::json;
            case TLS -> Micros::tls;
            case KERNEL -> Micros::kernel;
            case REST -> Micros::rest;
        };
    }

    private static Check check(Slice slice, double profile, double subtraction, double whole) {
        double difference = profile - subtraction;
        // Written so that a figure that is not a number disagrees.
        boolean disagree = !(Math.abs(difference) <= TOLERANCE * whole);
        String sentence = String.format(Locale.ROOT,
                "%s takes %.1f µs of a message by profile and %.1f µs by subtraction: the two %s (%.1f %% of the"
                        + " message's %.1f µs apart).",
                name(slice), profile, subtraction, disagree ? "disagree" : "agree",
                100 * Math.abs(difference) / whole, whole);
        return new Check(slice, profile, subtraction, disagree, sentence);
    }

    private static String name(Slice slice) {
        return switch (slice) {
            case JSON -> "JSON";
            case TLS -> "TLS";
            case KERNEL -> "The kernel";
            case REST -> "The rest";
        };
    }
}
