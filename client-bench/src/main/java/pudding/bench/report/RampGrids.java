package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.ramp.Attempt;
import pudding.bench.measure.ramp.Curve;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.measure.ramp.Slopes;
import pudding.bench.stat.Ceiling;
import pudding.bench.stat.Interval;
import pudding.bench.stat.LineFit;
import pudding.bench.stat.RampFigures;
import pudding.bench.stat.Summary;

/// The tables of a ramp, as texts in cells.
final class RampGrids {

    /// What stands under the ceilings.
    static final String CEILINGS =
            "Held: every connection opened and stayed, no message or ping was lost, and p99 kept to "
                    + "its bound, for the whole hold. Not held: the smallest larger number that was tried and was not. No verdict: "
                    + "one search each.";
    /// What stands under the attempts.
    static final String ATTEMPTS =
            "CPU as a share of the CPU set that its user has, over the hold, or over the connecting "
                    + "where there was no hold.";
    /// What stands under the curve.
    static final String CURVE =
            "Latency counts from the due time; a message that was not acknowledged counts with the time "
                    + "it had waited. Done: messages finished per second until the last was, or was given up.";
    /// What stands under the memory.
    static final String MEMORY =
            "KB (1000 bytes) for each connection more, by least squares over the numbers of connections, "
                    + "with the 95 % interval of the line through one server's points. Resident is read with nothing attached, "
                    + "the live heap after a collection; the rest is resident memory outside the heap.";
    /// What stands under CPU by connections.
    static final String CPU = "CPU per message of one warm server at one rate in all, less the JIT's.";
    /// What stands under the handshakes.
    static final String HANDSHAKES =
            "TCP connection, handshake and end, as fast as both ends go; CPU less the JIT's. Where "
                    + "the generator is at its limit, the rate is the generator's. Resumed: handshakes in which the server took the "
                    + "session that the client offered.";

    /// What stands under the starts.
    static final String STARTS =
            "From the process's creation to its ready line: median of the starts, the shortest and the longest. The empty "
                    + "JVM prints a line, with the same flags, and takes turns with the server.";

    private static final double KB = 1e3;
    private static final double MB = 1e6;

    private RampGrids() {
    }

    static Grid ceilings(RampFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        for (Ceiling c : figures.ceilings()) {
            Attempt at = c.at();
            Attempt.Readings readings = at == null ? null : at.readings();
            Attempt.Hold hold = at == null ? null : at.hold();
            rows.add(List.of(figures.head(c.contender()) + ", " + c.kind().label(), count(c.held()),
                    c.confirmed() ? "yes" : "no",
                    c.refused() == null ? "" : count(c.refused()),
                    stopped(c),
                    hold == null || hold.latency() == null ? "" : millis(hold.latency().p99()),
                    hold == null ? "" : percent(hold.shares().server()),
                    readings == null ? "" : one(readings.rssBytes() / MB)));
        }
        return new Grid(List.of("most clients", "held", "confirmed", "not held", "stopped by", "p99, ms", "CPU",
                "RSS, MB"), rows);
    }

    private static String stopped(Ceiling ceiling) {
        String words = ceiling.binding() == null ? "" : ceiling.binding().words();
        return ceiling.complete() ? words : words + (words.isEmpty() ? "" : "; ") + "search not finished";
    }

    static Grid attempts(List<RampRun> runs, RampFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        for (RampRun run : runs) {
            for (Attempt a : run.attempts()) {
                Attempt.Hold hold = a.hold();
                Attempt.Shares shares = hold == null ? a.connecting().shares() : hold.shares();
                Attempt.Readings readings = a.readings();
                rows.add(List.of(
                        figures.head(run.contender()) + ", " + run.kind().word() + (a.confirmation() ? ", again" : ""),
                        count(a.clients()), a.held() ? "held" : a.outcome().name().toLowerCase(Locale.ROOT),
                        a.reason() == null ? "" : a.reason(), one(a.connecting().seconds()),
                        hold == null || hold.latency() == null ? "" : millis(hold.latency().p99()),
                        percent(shares.server()), percent(shares.generator()),
                        readings == null ? "" : count(readings.threads()),
                        readings == null ? "" : count(readings.descriptors())));
            }
        }
        return new Grid(List.of("attempt", "clients", "outcome", "why not", "connecting, s", "p99, ms", "server CPU",
                "generator CPU", "threads", "descriptors"), rows);
    }

    static Grid curve(RampFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        for (RampFigures.OfCurve of : figures.curves()) {
            Curve curve = of.curve();
            curve.points().forEach(point -> rows.add(point(figures.head(of.contender()), point)));
            Curve.Recovery recovery = curve.recovery();
            if (recovery != null) {
                String when = of.recoveredAfterSeconds() == null
                        ? "not recovered"
                        : "recovered in " + one(of.recoveredAfterSeconds()) + " s";
                rows.add(point(figures.head(of.contender()) + ", after it: " + when, recovery.point()));
            }
        }
        return new Grid(List.of("capacity curve", "offered/s", "of saturation", "done/s", "p50, ms", "p99, ms", "CPU",
                "generator", "µs/message", "RSS, MB", "left", "drain, s"), rows);
    }

    private static List<String> point(String label, Curve.Point p) {
        return List.of(label, count(Math.round(p.offered())), percent(p.share()), count(Math.round(p.donePerSecond())),
                millis(p.latency().p50()), millis(p.latency().p99()), percent(p.shares().server()),
                percent(p.shares().generator()),
                p.finished() == 0 ? "" : one((p.cpuMicros() - p.jitMicros()) / (double) p.finished()),
                one(p.rssBytes() / MB), count(p.unfinished()), one(p.drainSeconds()));
    }

    static Grid memory(RampFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        for (RampFigures.OfMemory of : figures.memory()) {
            if (!of.points().isEmpty()) {
                rows.add(List.of(figures.head(of.contender()) + (of.used() ? ", after messages" : ", idle"),
                        slope(of.rss()),
                        slope(of.liveHeap()), slope(of.rest()),
                        String.join(", ", of.points().stream().map(p -> count(p.connections())).toList())));
            }
        }
        return new Grid(List.of("KB per connection", "resident", "live heap", "the rest", "connections"), rows);
    }

    private static String slope(@Nullable LineFit line) {
        if (line == null) {
            return "n/a";
        }
        Interval interval = line.interval();
        return one(line.slope() / KB) + (interval == null ? ""
                : " (" + one(interval.low() / KB) + " to " + one(interval.high() / KB) + ")");
    }

    static Grid cpu(RampFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        for (RampFigures.OfSlopes of : figures.slopes()) {
            for (Slopes.Cpu cpu : of.slopes().cpu()) {
                rows.add(List.of(figures.head(of.contender()), count(cpu.connections()), count(cpu.messages()),
                        one((cpu.cpuMicros() - cpu.jitMicros()) / (double) Math.max(1, cpu.messages())),
                        millis(cpu.latency().p50()), millis(cpu.latency().p99()), percent(cpu.shares().server())));
            }
        }
        return new Grid(List.of("CPU by connections", "connections", "messages", "µs/message", "p50, ms", "p99, ms",
                "CPU"), rows);
    }

    static Grid handshakes(RampFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        for (RampFigures.OfSlopes of : figures.slopes()) {
            for (Slopes.Handshaking h : of.slopes().handshakes()) {
                double completed = Math.max(1, h.completed());
                rows.add(
                        List.of(figures.head(of.contender()) + ", " + h.protocol()
                                + (h.resumable() ? ", session offered" : ", full"),
                                count(Math.round(h.completed() / h.seconds())),
                                one((h.cpuMicros() - h.jitMicros()) / completed), percent(h.resumed() / completed),
                                millis(h.micros().p50()), percent(h.shares().server()), percent(h.shares().generator()),
                                count(h.failures().values().stream().mapToInt(Integer::intValue).sum())));
            }
        }
        return new Grid(List.of("handshakes", "per second", "CPU, µs", "resumed", "p50, ms", "server CPU",
                "generator CPU", "failed"), rows);
    }

    static Grid starts(RampFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        for (RampFigures.OfStarts of : figures.starts()) {
            String name = figures.head(of.contender());
            Long cacheBytes = of.starts().cacheBytes();
            rows.add(start(name, of.plain(), of.empty(), ""));
            if (of.cached() != null) {
                rows.add(start(name + ", AOT cache", of.cached(), of.empty(),
                        cacheBytes == null ? "" : one(cacheBytes / MB)));
            }
            rows.add(start("empty JVM beside it", of.empty(), of.empty(), ""));
        }
        return new Grid(List.of("start", "ms", "from", "to", "× empty JVM", "cache, MB"), rows);
    }

    private static List<String> start(String name, Summary millis, Summary empty, String cache) {
        return List.of(name, one(millis.median()), one(millis.min()), one(millis.max()),
                one(millis.median() / empty.median()), cache);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%,.1f", micros / 1e3);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
