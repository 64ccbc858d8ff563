package pudding.bench.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Ledger;
import pudding.bench.measure.RunRecord.Loaded;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.Warning;
import pudding.bench.plan.Stage;

/// Derives the comparison's table from its evidence; a pure function.
///
/// A failed run gives no figure; it is counted in the table's first row and told in a note.
public final class Compare {

    /// Acknowledgements below which the 99.9th percentile is but the slowest of them.
    private static final long LEAST_FOR_P999 = 1_000;

    private final Evidence evidence;
    private final List<String> contenders;
    private final List<Row> rows = new ArrayList<>();

    private Compare(Evidence evidence) {
        this.evidence = evidence;
        this.contenders = evidence.plan().contenders();
    }

    /// The table of all contenders that the plan names.
    public static Comparison of(Evidence evidence) {
        Compare compare = new Compare(evidence);
        compare.articleRows();
        compare.costRows();
        compare.latencyRows();
        compare.ledgerRows();
        compare.resourceRows();
        return new Comparison(compare.contenders, compare.rows, compare.notes(), compare.headline());
    }

    private void articleRows() {
        row("compile_seconds", "Compile time", Unit.SECONDS, "343", "391", this::compileTime);
        row("shipped_bytes", "Binary size", Unit.MEGABYTES, "13", "14",
                name -> artefact(name, a -> (double) a.shippedBytes().values().stream().mapToLong(l -> l).sum()));
        row("image_bytes", "… with a run-time image", Unit.MEGABYTES, null, null,
                name -> artefact(name, a -> asDouble(a.imageBytes())));
        row("memory_bytes", "Memory: live heap + resident outside it", Unit.MEGABYTES, "4 (heap)", "5.2 (heap)",
                name -> figure(name, r -> r.article() == null ? null : asDouble(r.article().memoryBytes())));
        row("rss_bytes", "… resident, 100 clients", Unit.MEGABYTES, null, null,
                name -> figure(name, r -> r.article() == null ? null : (double) r.article().rssBytes()));
        row("live_heap_bytes", "… live heap", Unit.MEGABYTES, null, null,
                name -> figure(name, r -> r.article() == null ? null : asDouble(r.article().liveHeapBytes())));
        row("max_clients", "Max clients at 1 message/s", Unit.COUNT, "~25k", "~25k", this::maxClients);
    }

    private void costRows() {
        loaded("cpu_micros", "CPU per message", Unit.MICROS, Loaded::microsPerMessage);
        loaded("cpu_user_micros", "… user", Unit.MICROS, l -> per(l, l.userMicros()));
        loaded("cpu_system_micros", "… system", Unit.MICROS, l -> per(l, l.systemMicros()));
        loaded("cpu_jit_micros", "… of it the JIT compiler", Unit.MICROS, l -> per(l, l.jitMicros()));
        loaded("cpu_less_jit_micros", "CPU per message less the JIT's", Unit.MICROS,
                l -> per(l, l.cpuMicros() - l.jitMicros()));
        row("cpu_discard_micros", "CPU per message without JSON", Unit.MICROS, null, null,
                name -> figure(name, r -> r.discard() == null ? null : r.discard().microsPerMessage()));
        row("cpu_discard_less_jit_micros", "CPU without JSON, less the JIT's", Unit.MICROS, null, null,
                name -> figure(name, r -> r.discard() == null
                        ? null
                        : per(r.discard(), r.discard().cpuMicros() - r.discard().jitMicros())));
        loaded("cpu_host_micros", "CPU per message, whole host", Unit.MICROS, l -> per(l, l.hostBusyMicros()));
        loaded("cpu_generator_micros", "… of it the generator", Unit.MICROS,
                l -> l.generatorMicros() / (double) l.sent());
    }

    private void latencyRows() {
        latency("p50_millis", "Latency p50", Latency::p50);
        latency("p99_millis", "Latency p99", Latency::p99);
        latency("p999_millis", "Latency p99.9", l -> l.count() < LEAST_FOR_P999 ? null : l.p999());
        latency("max_millis", "Latency max", Latency::max);
    }

    private void ledgerRows() {
        row("sent", "Messages sent, all runs", Unit.COUNT, null, null, name -> total(name, Ledger::sent));
        row("deserialised", "… deserialised", Unit.COUNT, null, null, name -> total(name, Ledger::deserialised));
        row("discarded", "… discarded unparsed", Unit.COUNT, null, null, name -> total(name, Ledger::discarded));
        row("unaccounted", "… lost, rejected or wrong", Unit.COUNT, null, null,
                name -> total(name, Ledger::unaccounted));
        row("runs", "Runs OK / failed", Unit.COUNT, null, null, name -> {
            long failed = runs(name, r -> r.outcome() == Outcome.FAIL);
            return new Cell.Text((runs(name, r -> true) - failed) + " / " + failed);
        });
    }

    private void resourceRows() {
        row("threads", "OS threads, 100 clients", Unit.COUNT, null, null,
                name -> figure(name, r -> r.article() == null ? null : (double) r.article().threads()));
        loaded("allocated_bytes", "Allocated per message", Unit.KILOBYTES,
                l -> l.allocatedBytes() == null ? null : l.allocatedBytes() / (double) l.messages());
        loaded("gc_pauses", "GC pauses in the window", Unit.COUNT,
                l -> l.pauses() == null ? null : (double) l.pauses().count());
        loaded("gc_pause_max_millis", "… longest", Unit.MILLIS,
                l -> l.pauses() == null ? null : l.pauses().maxMicros() / 1e3);
        loaded("switches", "Context switches per message", Unit.RATIO,
                l -> per(l, l.voluntarySwitches() + l.forcedSwitches()));
        row("start_millis", "Start to the ready line", Unit.MILLIS, null, null,
                name -> figure(name, RunRecord::startMillis));
        row("handler_lines", "Lines of handler code", Unit.COUNT, null, null,
                name -> artefact(name, a -> asDouble(a.handlerLines())));
        row("protocol_lines", "Lines of protocol code beside it", Unit.COUNT, null, null,
                name -> artefact(name, a -> asDouble(a.protocolLines())));
    }

    private void row(String id, String label, Unit unit, @Nullable String noAsync, @Nullable String async,
            Function<String, Cell> cell) {
        rows.add(new Row(id, label, unit, noAsync, async, contenders.stream().map(cell).toList()));
    }

    private void loaded(String id, String label, Unit unit, Function<Loaded, @Nullable Double> value) {
        row(id, label, unit, null, null,
                name -> figure(name, r -> r.loaded() == null ? null : value.apply(r.loaded())));
    }

    private void latency(String id, String label, Function<Latency, @Nullable Long> micros) {
        loaded(id, label, Unit.MILLIS, l -> {
            Long value = l.latency() == null ? null : micros.apply(l.latency());
            return value == null ? null : value / 1e3;
        });
    }

    private Cell figure(String name, Function<RunRecord, @Nullable Double> value) {
        List<Double> values = evidence.runs().stream()
                .filter(r -> r.contender().equals(name) && r.outcome() == Outcome.OK)
                .map(value)
                .filter(Objects::nonNull)
                .toList();
        return Summary.of(values).<Cell>map(Cell.Figure::new)
                .orElseGet(() -> new Cell.NotAvailable("not measured in this profile, or not known"));
    }

    private Cell artefact(String name, Function<Evidence.Artefact, @Nullable Double> value) {
        Evidence.Artefact artefact = evidence.artefacts().get(name);
        Double figure = artefact == null ? null : value.apply(artefact);
        return figure == null
                ? new Cell.NotAvailable("not measured in this profile, or not known")
                : new Cell.Figure(new Summary(figure, figure, figure, 1));
    }

    private Cell compileTime(String name) {
        Evidence.Artefact artefact = evidence.artefacts().get(name);
        if (artefact == null) {
            return new Cell.NotAvailable("not built here");
        }
        List<Double> seconds = artefact.compileMillis().stream().map(millis -> millis / 1e3).toList();
        if (artefact.launcherBuild() && !seconds.isEmpty()) {
            return new Cell.Text(String.format(Locale.ROOT, "%.1f (all)", seconds.getFirst()));
        }
        return Summary.of(seconds).<Cell>map(Cell.Figure::new)
                .orElseGet(() -> new Cell.NotAvailable("not built by this version of the launcher"));
    }

    private Cell maxClients(String name) {
        List<RunRecord.MaxClients> found = evidence.runs().stream()
                .filter(r -> r.contender().equals(name) && r.outcome() == Outcome.OK)
                .map(RunRecord::maxClients)
                .filter(Objects::nonNull)
                .toList();
        boolean searched = evidence.plan().steps().stream()
                .anyMatch(step -> step.contender().equals(name) && step.stages().contains(Stage.MAX_CLIENTS));
        if (found.isEmpty() && searched) {
            return new Cell.NotAvailable("the run that searched was not made, or failed");
        }
        if (found.isEmpty()) {
            return evidence.runs().stream()
                    .filter(r -> r.contender().equals(name) && r.outcome() == Outcome.OK)
                    .map(RunRecord::article).filter(Objects::nonNull).findFirst()
                    .<Cell>map(article -> notSearched(article.clients()))
                    .orElseGet(() -> new Cell.NotAvailable("not searched in this profile"));
        }
        if (found.stream().allMatch(m -> m.refusedAt() == null)) {
            return notSearched(found.getFirst().bound());
        }
        RunRecord.MaxClients least = found.stream()
                .min((a, b) -> Integer.compare(a.held(), b.held())).orElseThrow();
        return new Cell.Text(String.format(Locale.ROOT, "%,d (%,d not: %s)", least.held(), least.refusedAt(),
                least.reason()));
    }

    private static Cell notSearched(int clients) {
        return new Cell.Text(String.format(Locale.ROOT, "≥ %,d, not searched", clients));
    }

    /// Books are added up over all runs, the failed ones too: a lost message is lost.
    private Cell total(String name, ToLongFunction<Ledger> count) {
        List<Ledger> ledgers = evidence.runs().stream().filter(r -> r.contender().equals(name))
                .map(RunRecord::ledger).filter(Objects::nonNull).toList();
        return ledgers.isEmpty()
                ? new Cell.NotAvailable("the server has no counters, or no run came to its end")
                : new Cell.Text(String.format(Locale.ROOT, "%,d", ledgers.stream().mapToLong(count).sum()));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (RunRecord run : evidence.runs()) {
            for (String problem : run.problems()) {
                notes.add("FAIL: run " + run.index() + ", " + run.contender() + ": " + problem);
            }
        }
        for (Warning warning : Warning.values()) {
            List<String> where = contenders.stream()
                    .filter(name -> runs(name, r -> r.warnings().contains(warning)) > 0)
                    .map(name -> name + " in " + runs(name, r -> r.warnings().contains(warning)) + " of "
                            + runs(name, r -> true) + " runs")
                    .toList();
            if (!where.isEmpty()) {
                notes.add("Warning: " + warning.sentence() + ": " + String.join(", ", where) + ".");
            }
        }
        return notes;
    }

    private String headline() {
        String what = evidence.plan().smoke()
                ? "Smoke, no verdict: one short run of each contender shows that everything works."
                : "Profile " + evidence.plan().profile() + ": medians of the runs, with the lowest and the highest. No "
                        + "verdict is given.";
        return evidence.partial() ? what + " Interrupted: these are the runs made until then." : what;
    }

    private long runs(String name, Predicate<RunRecord> which) {
        return evidence.runs().stream().filter(r -> r.contender().equals(name)).filter(which).count();
    }

    private static double per(Loaded window, long total) {
        return total / (double) window.messages();
    }

    private static @Nullable Double asDouble(@Nullable Number number) {
        return number == null ? null : Double.valueOf(number.doubleValue());
    }
}
