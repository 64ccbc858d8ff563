package pudding.bench.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Everything that is decided of a ramp before its first server starts; part of its evidence.
///
/// @param schema        version of this record's form
/// @param kinds         what is looked for
/// @param seed          of the payloads and the phases of the schedule
/// @param contenders    names, in order
/// @param idle          how the idle ceiling is searched; null where it is not
/// @param sustained     how the sustained ceiling is searched; null where it is not
/// @param curve         which rates are tried; null where none are
/// @param slopes        which numbers of connections are tried; null where none are
/// @param warmUp        when a server counts as warm
/// @param messageBytes  size of each message
/// @param heapMegabytes heap bound of every JVM contender
/// @param placement     CPUs and flags
/// @param starts        how starts are timed; null, and left out, where they are not
public record RampPlan(int schema, List<RampKind> kinds, long seed, List<String> contenders, @Nullable Idle idle,
        @Nullable Sustained sustained, @Nullable Curve curve, @Nullable Slopes slopes, WarmUp warmUp,
        int messageBytes, int heapMegabytes, Placement placement,
        @JsonInclude(Include.NON_NULL) @Nullable Starts starts) {

    /// The form of plan that this version writes and reads.
    public static final int SCHEMA = 1;

    /// Numbers that a search tries, as a rule.
    private static final int TRIES = 8;
    /// To start a server, connect, and warm it.
    private static final double STAND_SECONDS = 15;
    private static final WarmUp WARM_UP = new WarmUp(5_000, 30_000, 40_000, 0.02, 0.03, 0.05, 20);

    public RampPlan {
        kinds = List.copyOf(kinds);
        contenders = List.copyOf(contenders);
    }

    /// Heap, messages and warm-up are those of every comparison.
    ///
    /// @param idle      null where that ceiling is not looked for; the others likewise
    public static RampPlan of(long seed, List<String> contenders, Placement placement, @Nullable Idle idle,
            @Nullable Sustained sustained, @Nullable Curve curve, @Nullable Slopes slopes,
            @Nullable Starts starts) {
        List<RampKind> kinds = new ArrayList<>();
        add(kinds, idle, RampKind.IDLE);
        add(kinds, sustained, RampKind.SUSTAINED);
        add(kinds, curve, RampKind.CURVE);
        add(kinds, slopes, RampKind.SLOPES);
        add(kinds, starts, RampKind.STARTS);
        return new RampPlan(SCHEMA, kinds, seed, contenders, idle, sustained, curve, slopes, WARM_UP,
                Plan.MESSAGE_BYTES, Plan.HEAP_MEGABYTES, placement, starts);
    }

    private static void add(List<RampKind> kinds, @Nullable Object plan, RampKind kind) {
        if (plan != null) {
            kinds.add(kind);
        }
    }

    /// How long one ramp of a kind may take when it goes as such ramps do, in seconds; only for the announcement.
    public double expectedSeconds(RampKind kind) {
        return switch (kind) {
            case IDLE -> search(Objects.requireNonNull(idle).search());
            case SUSTAINED -> search(Objects.requireNonNull(sustained).search()) + TRIES * STAND_SECONDS;
            case CURVE -> Objects.requireNonNull(curve).shares().size() * (curve.secondsPerPoint() + 4)
                    + STAND_SECONDS;
            case SLOPES -> {
                Slopes of = Objects.requireNonNull(slopes);
                yield of.memoryConnections().size() * 14
                        + of.cpuConnections().size() * (of.windowSeconds() + 6)
                        + 4 * (of.handshakeSeconds() + 15) + 4 * STAND_SECONDS;
            }
            case STARTS -> {
                Starts of = Objects.requireNonNull(starts);
                yield of.trainingSeconds() + STAND_SECONDS + 2 * (of.rounds() + 1);
            }
        };
    }

    private static double search(Search search) {
        return TRIES * (search.holdSeconds() + STAND_SECONDS);
    }

    /// Which numbers of clients are tried.
    ///
    /// @param first       the first
    /// @param most        the largest
    /// @param resolution  the search ends when the bracket is narrower than this share of the number that is held
    /// @param holdSeconds how long each is held
    public record Search(int first, int most, double resolution, double holdSeconds) {

        public Search {
            if (first < 1 || most < first || !(resolution > 0) || !(holdSeconds > 0)) {
                throw new IllegalArgumentException("A search from " + first + " to " + most + " clients.");
            }
        }
    }

    /// The idle ceiling.
    ///
    /// @param pingSeconds each connection sends a ping so often, and must get its answer
    public record Idle(Search search, double pingSeconds) {

        /// With a ping each half minute, to half a per cent.
        ///
        /// @param first null for the default
        public static Idle of(@Nullable Integer first, int most, double holdSeconds) {
            return new Idle(new Search(first == null ? Math.min(5_000, most) : first, most, 0.005, holdSeconds), 30);
        }
    }

    /// The sustained ceiling.
    ///
    /// @param messagesPerSecondPerClient what each client sends
    /// @param maxP99Millis               from due time to the acknowledgement's arrival, over the hold
    public record Sustained(Search search, double messagesPerSecondPerClient, double maxP99Millis) {

        /// To a tenth.
        ///
        /// @param first null for the default
        public static Sustained of(@Nullable Integer first, int most, double holdSeconds,
                double messagesPerSecondPerClient, double maxP99Millis) {
            return new Sustained(new Search(first == null ? Math.min(2_000, most) : first, most, 0.1, holdSeconds),
                    messagesPerSecondPerClient, maxP99Millis);
        }
    }

    /// The capacity curve.
    ///
    /// @param clients         connections, over which each rate is spread
    /// @param shares          rates as shares of the saturation that is measured first, ascending
    /// @param secondsPerPoint how long each is offered
    /// @param recoveryShare   the rate that is offered once more after the last
    public record Curve(int clients, List<Double> shares, double secondsPerPoint, double recoveryShare) {

        public Curve {
            shares = List.copyOf(shares);
        }

        /// From a tenth of the saturation to one and a half of it.
        public static Curve usual() {
            return new Curve(500, List.of(0.1, 0.25, 0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5), 8, 0.5);
        }
    }

    /// The slopes.
    ///
    /// @param memoryConnections connections at which memory is read, ascending
    /// @param cpuConnections    connections at which CPU per message is measured, ascending
    /// @param messagesPerSecond the rate that they share
    /// @param windowSeconds     how long each of those windows is
    /// @param handshakeSeconds  how long handshakes of one kind are made
    public record Slopes(List<Integer> memoryConnections, List<Integer> cpuConnections, double messagesPerSecond,
            double windowSeconds, double handshakeSeconds) {

        public Slopes {
            memoryConnections = List.copyOf(memoryConnections);
            cpuConnections = List.copyOf(cpuConnections);
        }

        /// Up to 8,000 connections in memory, 10,000 in use.
        public static Slopes usual() {
            return new Slopes(List.of(1_000, 2_000, 4_000, 6_000, 8_000), List.of(100, 400, 1_600, 6_400, 10_000),
                    2_000, 6, 4);
        }
    }

    /// Starts.
    ///
    /// @param rounds            each starts an empty JVM, the server, and the server with its AOT cache
    /// @param clients           before whom the cache is trained
    /// @param messagesPerSecond what they send together
    /// @param trainingSeconds   for how long
    public record Starts(int rounds, int clients, double messagesPerSecond, double trainingSeconds) {

        /// Ten rounds, after a training of five seconds.
        public static Starts usual() {
            return new Starts(10, 20, 500, 5);
        }
    }
}
