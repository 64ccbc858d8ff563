package pudding.bench.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.MachineReader;
import pudding.bench.measure.MachineReadings.Bounds;
import pudding.bench.measure.Warning;
import pudding.bench.measure.ramp.Attempt;
import pudding.bench.measure.ramp.Curve;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.measure.ramp.Slopes;
import pudding.bench.measure.ramp.Slopes.Memory;
import pudding.bench.measure.ramp.Starts;
import pudding.bench.plan.RampPlan;

/// What follows from a ramp's evidence; a pure function of it.
///
/// @param ceilings of each contender and kind, in order
/// @param curves   of each contender
/// @param memory   what one connection more takes, of each contender
/// @param slopes   of each contender: CPU and handshakes as they were measured
/// @param starts   of each contender
/// @param notes    what must be read with it
/// @param unproven contenders that cannot show that they parsed what they got
public record RampFigures(List<Ceiling> ceilings, List<OfCurve> curves, List<OfMemory> memory,
        List<OfSlopes> slopes, List<OfStarts> starts, List<String> notes, Set<String> unproven) {

    /// Light load counts as reached again when p99 is below this multiple of what it was.
    private static final double RECOVERED = 2;

    /// A contender's curve.
    ///
    /// @param recoveredAfterSeconds from the end of the overload until p99 was what it was before, within a factor of
    ///                              2: its drain, and seconds of the light load after it; null where it never was
    public record OfCurve(String contender, Curve curve, @Nullable Double recoveredAfterSeconds) {
    }

    /// Lines through a contender's memory, in bytes by connections; null where that is not known.
    ///
    /// @param used whether connections had sent messages
    public record OfMemory(String contender, boolean used, List<Memory> points, @Nullable LineFit rss,
            @Nullable LineFit liveHeap, @Nullable LineFit rest) {
    }

    /// A contender's slopes.
    public record OfSlopes(String contender, Slopes slopes) {
    }

    /// A contender's starts.
    ///
    /// @param empty  a JVM that does nothing, beside it
    /// @param cached with an AOT cache; null where there is none
    public record OfStarts(String contender, Starts starts, Summary empty, Summary plain, @Nullable Summary cached) {

        private static Optional<OfStarts> of(String contender, Starts starts) {
            return Summary.of(starts.emptyMillis()).flatMap(empty -> Summary.of(starts.plainMillis())
                    .map(plain -> new OfStarts(contender, starts, empty, plain,
                            Summary.of(starts.cachedMillis()).orElse(null))));
        }
    }

    /// Derives the figures of a ramp by itself.
    public static RampFigures of(RampEvidence evidence) {
        RampFigures figures = of(evidence.runs(), evidence.plan(), MachineReader.bounds(evidence.environment()));
        return new RampFigures(figures.ceilings, figures.curves, figures.memory, figures.slopes,
                figures.starts, notes(evidence, figures), figures.unproven);
    }

    /// Derives the figures of ramps that are part of a comparison, whose notes stand with the comparison's.
    public static RampFigures of(Evidence evidence) {
        RampPlan plan = evidence.plan().ceilings();
        return plan == null
                ? new RampFigures(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of())
                : of(evidence.ceilings(), plan, MachineReader.bounds(evidence.environment()));
    }

    private static RampFigures of(List<RampRun> runs, RampPlan plan, Bounds bounds) {
        List<Ceiling> ceilings = new ArrayList<>();
        List<OfCurve> curves = new ArrayList<>();
        List<OfMemory> memory = new ArrayList<>();
        List<OfSlopes> slopes = new ArrayList<>();
        List<OfStarts> starts = new ArrayList<>();
        for (RampRun run : runs) {
            if (run.kind().isCeiling() && !run.attempts().isEmpty()) {
                ceilings.add(Ceiling.of(run, plan, bounds));
            }
            Curve curve = run.curve();
            if (curve != null) {
                curves.add(new OfCurve(run.contender(), curve, recovered(curve)));
            }
            Slopes of = run.slopes();
            if (of != null) {
                memory.add(memory(run.contender(), false, of.idle()));
                memory.add(memory(run.contender(), true, of.used()));
                slopes.add(new OfSlopes(run.contender(), of));
            }
            Starts started = run.starts();
            if (started != null) {
                OfStarts.of(run.contender(), started).ifPresent(starts::add);
            }
        }
        return new RampFigures(ceilings, curves, memory, slopes, starts, List.of(),
                runs.stream().filter(RampRun::unproven)
                        .map(RampRun::contender).collect(Collectors.toCollection(TreeSet::new)));
    }

    /// A contender's name as every table has it.
    public String head(String contender) {
        return Standing.head(unproven, contender);
    }

    private static @Nullable Double recovered(Curve curve) {
        Curve.Recovery recovery = curve.recovery();
        if (recovery == null || recovery.point().unfinished() > 0) {
            return null;
        }
        long before = curve.points().stream().filter(p -> p.share() == recovery.point().share())
                .mapToLong(p -> p.latency().p99()).findFirst().orElse(0);
        double drain = curve.points().getLast().drainSeconds();
        for (int second = 0; second < recovery.seconds().size(); second++) {
            boolean fromHere = recovery.seconds().stream().skip(second)
                    .allMatch(s -> s.acked() > 0 && s.p99Micros() <= RECOVERED * before);
            if (fromHere) {
                return drain + second;
            }
        }
        return null;
    }

    private static OfMemory memory(String contender, boolean used, List<Memory> points) {
        return new OfMemory(contender, used, points, line(points, Memory::rssBytes),
                line(points, Memory::liveHeapBytes), line(points, Memory::restBytes));
    }

    private static @Nullable LineFit line(List<Memory> points, Function<Memory, @Nullable Long> figure) {
        List<LineFit.Point> known = new ArrayList<>();
        for (Memory point : points) {
            Long bytes = figure.apply(point);
            if (bytes != null) {
                known.add(new LineFit.Point(point.connections(), bytes));
            }
        }
        return LineFit.of(known);
    }

    private static Optional<String> cold(OfSlopes of) {
        String kinds = of.slopes().handshakes().stream().filter(h -> Boolean.FALSE.equals(h.warm()))
                .map(h -> h.protocol() + (h.resumable() ? " with a session offered" : ""))
                .collect(Collectors.joining(", "));
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of(of.contender() + ", slopes: the compiler was still at work when handshakes were counted ("
                        + kinds + ").");
    }

    private static List<String> notes(RampEvidence evidence, RampFigures figures) {
        List<String> notes = new ArrayList<>();
        for (RampRun run : evidence.runs()) {
            run.problems().forEach(problem -> notes.add(run.contender() + ", " + run.kind().label() + ": " + problem));
        }
        if (evidence.ending() == Ending.INTERRUPTED) {
            notes.add("Interrupted: these are the figures until then.");
        }
        figures.slopes.forEach(of -> cold(of).ifPresent(notes::add));
        Binding.note(figures.ceilings).ifPresent(notes::add);
        for (RampRun run : evidence.runs()) {
            long voided = run.attempts().stream().filter(a -> a.outcome() == Attempt.Outcome.VOID).count();
            if (voided > 0) {
                notes.add(String.format(Locale.ROOT,
                        "%s, %s: %d attempts failed while the hypervisor gave the CPU to others, and were made again.",
                        run.contender(), run.kind().label(), voided));
            }
        }
        if (!figures.unproven.isEmpty()) {
            notes.add("Warning: " + Warning.UNPROVEN.sentence() + ": " + String.join(", ", figures.unproven) + ".");
        }
        evidence.fitness().forEach(sentence -> notes.add("Machine: " + sentence));
        return notes;
    }
}
