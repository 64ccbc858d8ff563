package pudding.bench.stat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Failure;
import pudding.bench.measure.MachineReadings.Bounds;
import pudding.bench.measure.MachineReadings.ThreadBound;
import pudding.bench.measure.ramp.Attempt;
import pudding.bench.measure.ramp.Attempt.Readings;
import pudding.bench.measure.ramp.Attempt.Shares;
import pudding.bench.plan.RampPlan;

/// What stopped a search: the resource that was at its limit when a number of clients was not held.
///
/// @param resource which
/// @param evidence what was read, in words
public record Binding(Resource resource, String evidence) {

    /// From this share on a processor counts as used up.
    private static final double CPU_USED_UP = 0.9;
    /// From this share on a countable resource counts as used up.
    private static final double USED_UP = 0.98;
    /// The server's own files beside connections, and those it was just opening.
    private static final int LAST_DESCRIPTORS = 16;
    /// A collector with this share of a server's processors leaves too little heap, whatever else is busy.
    private static final double MOST_GC = 0.3;
    private static final double HEAP_USED_UP = 0.9;
    private static final double STANDS_STILL = 0.1;
    private static final double MEGABYTE = 1 << 20;
    private static final String NO_DESCRIPTOR = new Failure.NoDescriptor().kind();
    private static final String NO_PORT = new Failure.NoPort().kind();
    private static final String FULL = new Failure.Upgrade(503).kind();
    private static final String TIMEOUT = new Failure.Timeout().kind();

    /// What can stop a search.
    public enum Resource {
        SERVER_CPU("the server's CPU", false), //
        HEAP("the heap bound", false), //
        GENERATOR_CPU("the generator's CPU", true), //
        GENERATOR_DESCRIPTORS("the generator's descriptors", true), //
        DESCRIPTORS("the descriptor limit", true), //
        THREADS("the limit on threads", true), //
        MAPS("the limit on memory maps", true), //
        MEMORY("this machine's memory", true), //
        PORTS("local ports", true), //
        BACKLOG("the accept backlog", true), //
        OWN_LIMIT("the server's own limit on connections", false), //
        DIED("the server ended", false), //
        STALLED("the server stood still", false), //
        REFUSED("the server refused", false), //
        LEDGER("messages lost", false), //
        BOUND("the search's own bound", true), //
        UNKNOWN("not known", false);

        private final String label;
        private final boolean machine;

        Resource(String label, boolean machine) {
            this.label = label;
            this.machine = machine;
        }

        public String label() {
            return label;
        }

        /// Whether it belongs to this machine, or to the search, and says nothing of the server's model.
        public boolean machine() {
            return machine;
        }
    }

    /// The limit and the evidence: `the descriptor limit (the server has 19,996 of 20,000)`.
    public String words() {
        return resource.label() + (evidence.isEmpty() ? "" : " (" + evidence + ")");
    }

    /// When all numbers up to the largest were held.
    static Binding bound(int most) {
        return new Binding(Resource.BOUND, String.format(Locale.ROOT, "%,d clients", most));
    }

    /// What stopped this attempt.
    static Binding of(Attempt attempt, RampPlan plan, Bounds bounds) {
        Map<String, Integer> failures = new LinkedHashMap<>(attempt.connecting().failures());
        Attempt.Hold hold = attempt.hold();
        if (hold != null) {
            hold.failures().forEach((kind, count) -> failures.merge(kind, count, Integer::sum));
        }
        Readings readings = attempt.readings();
        Attempt.Death death = attempt.death();
        if (death != null) {
            return died(death);
        }
        Binding counted = failures.containsKey(NO_DESCRIPTOR)
                ? new Binding(Resource.GENERATOR_DESCRIPTORS, words(failures))
                : failures.containsKey(NO_PORT)
                        ? new Binding(Resource.PORTS, words(failures))
                        : failures.containsKey(FULL)
                                ? new Binding(Resource.OWN_LIMIT, words(failures))
                                : readings == null ? null : counted(readings, bounds);
        if (counted != null) {
            return counted;
        }
        Binding busy = busy(hold == null ? attempt.connecting().shares() : hold.shares(), readings, plan);
        if (busy != null) {
            return busy;
        }
        if (readings != null && readings.listenOverflows() > 0 && !failures.isEmpty()) {
            return new Binding(Resource.BACKLOG, String.format(Locale.ROOT, "%,d connections not accepted in time",
                    readings.listenOverflows()));
        }
        return failed(attempt, failures);
    }

    private static Binding died(Attempt.Death death) {
        String said = String.join(" ", death.tail());
        String last = death.tail().isEmpty() ? "" : ": " + death.tail().getLast();
        if (said.contains("native thread")) {
            return new Binding(Resource.THREADS, "the server could not create another thread and ended");
        }
        if (said.contains("Java heap space") || said.contains("GC overhead")) {
            return new Binding(Resource.HEAP, "the server ran out of it and ended");
        }
        return new Binding(Resource.DIED, "status " + death.status() + last);
    }

    /// What can be counted up to a limit that the machine sets.
    private static @Nullable Binding counted(Readings r, Bounds bounds) {
        Long files = bounds.openFiles();
        if (files != null && r.descriptors() >= files - LAST_DESCRIPTORS) {
            return new Binding(Resource.DESCRIPTORS, of("the server has", r.descriptors(), files));
        }
        Long maps = bounds.mapCount();
        if (maps != null && r.maps() >= USED_UP * maps) {
            return new Binding(Resource.MAPS, of("the server has", r.maps(), maps));
        }
        for (Map.Entry<ThreadBound, Long> bound : bounds.threads().entrySet()) {
            // The first of these are counted for a user or a group, of whom the server is the one that is known.
            boolean machine = bound.getKey() == ThreadBound.PID_MAX || bound.getKey() == ThreadBound.THREADS_MAX;
            int used = machine ? r.hostTasks() : r.threads();
            if (used >= USED_UP * bound.getValue()) {
                return new Binding(Resource.THREADS,
                        of(bound.getKey().label() + ":", used, bound.getValue()));
            }
        }
        long group = r.availableBytes();
        if (group < 64 * MEGABYTE) {
            return new Binding(Resource.MEMORY, String.format(Locale.ROOT, "%,.0f MB left", group / MEGABYTE));
        }
        return null;
    }

    private static @Nullable Binding busy(Shares shares, @Nullable Readings readings, RampPlan plan) {
        if (shares.generator() >= CPU_USED_UP) {
            return new Binding(Resource.GENERATOR_CPU, percent(shares.generator()));
        }
        Long heap = readings == null ? null : readings.heapBytes();
        boolean full = heap != null && heap >= HEAP_USED_UP * plan.heapMegabytes() * MEGABYTE;
        if (shares.gc() >= MOST_GC || full) {
            return new Binding(Resource.HEAP, String.format(Locale.ROOT, "%s in use of %,d MB, collector %s",
                    heap == null ? "?" : String.format(Locale.ROOT, "%,.0f", heap / MEGABYTE), plan.heapMegabytes(),
                    percent(shares.gc())));
        }
        return shares.server() >= CPU_USED_UP
                ? new Binding(Resource.SERVER_CPU, percent(shares.server()))
                : null;
    }

    private static Binding failed(Attempt attempt, Map<String, Integer> failures) {
        Shares shares = attempt.hold() == null ? attempt.connecting().shares() : attempt.hold().shares();
        boolean silent = failures.isEmpty() || failures.keySet().equals(Set.of(TIMEOUT));
        if (silent && shares.server() < STANDS_STILL) {
            return new Binding(Resource.STALLED, "its CPU " + percent(shares.server()));
        }
        if (!failures.isEmpty()) {
            return new Binding(Resource.REFUSED, words(failures));
        }
        if (attempt.ledger() != null && !attempt.ledger().balances()) {
            return new Binding(Resource.LEDGER, attempt.ledger().unaccounted() + " messages");
        }
        return new Binding(Resource.UNKNOWN, String.format(Locale.ROOT, "server CPU %s, generator CPU %s",
                percent(shares.server()), percent(shares.generator())));
    }

    private static String words(Map<String, Integer> failures) {
        return String.join(", ", failures.entrySet().stream()
                .map(f -> String.format(Locale.ROOT, "%,d × %s", f.getValue(), f.getKey())).toList());
    }

    private static String of(String what, long used, long limit) {
        return String.format(Locale.ROOT, "%s %,d of %,d", what, used, limit);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /// What must be said where a limit of the machine, or of the search, stopped some of these; empty else.
    static Optional<String> note(List<Ceiling> ceilings) {
        List<String> stopped = ceilings.stream().filter(c -> c.binding() != null && c.binding().resource().machine())
                .map(Ceiling::contender).distinct().toList();
        return stopped.isEmpty() ? Optional.empty()
                : Optional.of("Stopped by a limit of this machine or of the search, not by the model: "
                        + String.join(", ", stopped) + ". That they hold a like number does not make them equal.");
    }
}
