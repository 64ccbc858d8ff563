package pudding.bench.stat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Ledger;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Window;

/// Derives the comparison's table from its evidence; a pure function.
///
/// A run that failed or is void gives no figure; it is counted in a row of its own and told in a note.
public final class Compare {

    private final Evidence evidence;
    private final List<String> contenders;
    private final List<Ceiling> ceilings;
    private final Standing standing;
    private final List<Row> rows = new ArrayList<>();
    /// Rows that lack a figure of a contender for a reason of its own, by contender and reason.
    private final Map<String, Map<String, List<String>>> unknown = new LinkedHashMap<>();

    private Compare(Evidence evidence) {
        this.evidence = evidence;
        this.contenders = evidence.plan().contenders();
        this.ceilings = Ceiling.of(evidence);
        this.standing = Standing.of(evidence);
    }

    /// The table of all contenders that the plan names.
    public static Comparison of(Evidence evidence) {
        Compare compare = new Compare(evidence);
        compare.articleRows();
        compare.costRows();
        compare.latencyRows();
        compare.ledgerRows();
        compare.resourceRows();
        Verdicts verdicts = Verdicts.of(evidence);
        List<TimeSplits.Entry> splits = TimeSplits.of(evidence);
        List<String> notes = new ArrayList<>(Notes.of(evidence, verdicts, splits));
        notes.addAll(compare.footnotes());
        return new Comparison(compare.contenders, compare.rows, splits, notes, Notes.headline(evidence), verdicts,
                compare.standing.unproven());
    }

    private List<String> footnotes() {
        List<String> sentences = new ArrayList<>();
        unknown.forEach((name, reasons) -> reasons.forEach((why, labels) -> sentences
                .add("n/a, " + name + ": " + why + " (" + String.join("; ", labels) + ").")));
        return sentences;
    }

    private void articleRows() {
        row("compile_seconds", "Compile time", Unit.SECONDS, "343", "391", this::compileTime);
        row("shipped_bytes", "Binary size", Unit.MEGABYTES, "13", "14",
                name -> artefact(name, a -> (double) a.shippedBytes().values().stream().mapToLong(l -> l).sum()));
        row("image_bytes", "… with a run-time image", Unit.MEGABYTES, null, null,
                name -> artefact(name, a -> asDouble(a.imageBytes())));
        row("memory_bytes", memoryLabel(), Unit.MEGABYTES, "4 (heap)", "5.2 (heap)",
                name -> figure(name, "memory_bytes", "Memory"));
        row("rss_bytes", "… resident, 100 clients", Unit.MEGABYTES);
        // Comparisons that were made before it was read have no such row.
        if (evidence.runs().stream().map(RunRecord::article).anyMatch(a -> a != null && a.pssBytes() != null)) {
            row("pss_bytes", "… resident, shared pages divided (PSS)", Unit.MEGABYTES);
        }
        row("live_heap_bytes", "… live heap", Unit.MEGABYTES);
        row("max_clients", "Max clients at 1 message/s", Unit.COUNT, "~25k", "~25k",
                name -> ceiling(name, RampKind.SUSTAINED));
        if (evidence.plan().ceilings() != null) {
            row("max_idle", "Max clients in silence", Unit.COUNT, null, null, name -> ceiling(name, RampKind.IDLE));
        }
    }

    private String memoryLabel() {
        Window window = evidence.plan().windows().get(Stage.ARTICLE);
        return "Memory" + (window == null ? "" : String.format(Locale.ROOT, " after %.0f s", window.seconds()))
                + ": live heap + the rest";
    }

    private void costRows() {
        row("cpu_less_jit_micros", "CPU per message, less the JIT's", Unit.MICROS);
        // Comparisons that were made before both codecs' floors were measured have no such row.
        if (OverFloor.isKnown(evidence)) {
            row("cpu_over_floor_micros", "… and less codec and TLS alone (the floor)", Unit.MICROS, null, null,
                    this::overFloor);
        }
        row("cpu_micros", "… with the JIT's", Unit.MICROS);
        row("cpu_user_micros", "… user", Unit.MICROS);
        row("cpu_system_micros", "… system", Unit.MICROS);
        row("cpu_jit_micros", "… the JIT compiler", Unit.MICROS);
        row("cpu_discard_less_jit_micros", "CPU without JSON, less the JIT's", Unit.MICROS);
        row("cpu_discard_micros", "… with the JIT's", Unit.MICROS);
        row("cpu_host_micros", "CPU per message, whole host", Unit.MICROS);
        row("cpu_generator_micros", "… of it the generator", Unit.MICROS);
    }

    private void latencyRows() {
        row("p50_millis", "Latency p50", Unit.MILLIS);
        row("p99_millis", "Latency p99", Unit.MILLIS);
        row("p999_millis", "Latency p99.9", Unit.MILLIS);
        row("max_millis", "Latency max", Unit.MILLIS);
        if (contenders.stream().anyMatch(standing.pinged()::contains)) {
            row("ping_p50_millis", "Round trip of a ping behind the message, p50", Unit.MILLIS);
            row("ping_p99_millis", "… p99", Unit.MILLIS);
        }
    }

    private void ledgerRows() {
        row("sent", "Messages sent, all runs", Unit.COUNT, null, null, name -> total(name, Ledger::sent));
        row("deserialised", "… deserialised", Unit.COUNT, null, null, name -> total(name, Ledger::deserialised));
        row("discarded", "… discarded unparsed", Unit.COUNT, null, null, name -> total(name, Ledger::discarded));
        row("unaccounted", "… lost, rejected or wrong", Unit.COUNT, null, null,
                name -> total(name, Ledger::unaccounted));
        row("runs", "Runs OK / void / failed", Unit.COUNT, null, null,
                name -> new Cell.Text(runs(name, Outcome.OK) + " / " + runs(name, Outcome.INVALID) + " / "
                        + runs(name, Outcome.FAIL)));
    }

    private void resourceRows() {
        row("threads", "OS threads, 100 clients", Unit.COUNT);
        row("allocated_bytes", "Allocated per message", Unit.KILOBYTES);
        row("gc_pauses", "GC pauses in the window", Unit.COUNT);
        row("gc_pause_max_millis", "… longest", Unit.MILLIS);
        row("switches", "Context switches per message", Unit.RATIO);
        row("start_millis", "Start to the ready line", Unit.MILLIS);
        row("handler_lines", "Lines of handler code", Unit.COUNT, null, null,
                name -> artefact(name, a -> asDouble(a.handlerLines())));
        row("protocol_lines", "Lines of protocol code beside it", Unit.COUNT, null, null,
                name -> artefact(name, a -> asDouble(a.protocolLines())));
    }

    /// A row of one figure of each run.
    private void row(String id, String label, Unit unit) {
        row(id, label, unit, null, null, name -> figure(name, id, label));
    }

    private void row(String id, String label, Unit unit, @Nullable String noAsync, @Nullable String async,
            Function<String, Cell> cell) {
        rows.add(new Row(id, label, unit, noAsync, async, contenders.stream().map(cell).toList()));
    }

    private Cell figure(String name, String id, String label) {
        return Summary.of(Verdicts.values(evidence, name, id)).<Cell>map(Cell.Figure::new)
                .orElseGet(() -> new Cell.NotAvailable(whyNot(name, id, label)));
    }

    private String whyNot(String name, String id, String label) {
        String why = standing.whyUnknown(evidence, name, id);
        if (why == null) {
            return "not measured in this profile, or not known";
        }
        unknown.computeIfAbsent(name, _ -> new LinkedHashMap<>()).computeIfAbsent(why, _ -> new ArrayList<>())
                .add(label);
        return why;
    }

    private Cell overFloor(String name) {
        return Summary.of(OverFloor.micros(evidence, name)).<Cell>map(Cell.Figure::new)
                .orElseGet(() -> new Cell.NotAvailable("nothing was measured, or its codec and TLS have no floor"));
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

    private Cell ceiling(String name, RampKind kind) {
        Ceiling found = ceilings.stream().filter(c -> c.contender().equals(name) && c.kind() == kind).findFirst()
                .orElse(null);
        if (found != null) {
            return new Cell.Text(found.words());
        }
        if (evidence.plan().ceilings() != null) {
            return new Cell.NotAvailable("the search was not come to, or failed");
        }
        return evidence.runs().stream()
                .filter(r -> r.contender().equals(name) && r.outcome() == Outcome.OK)
                .map(RunRecord::article).filter(Objects::nonNull).findFirst()
                .<Cell>map(article -> notSearched(article.clients()))
                .orElseGet(() -> new Cell.NotAvailable("not searched in this profile"));
    }

    private static Cell notSearched(int clients) {
        return new Cell.Text(String.format(Locale.ROOT, "≥ %,d, not searched", clients));
    }

    /// Books are added up over all runs, the failed ones too: a lost message is lost.
    private Cell total(String name, ToLongFunction<Ledger> count) {
        List<Ledger> ledgers = evidence.runs().stream().filter(r -> r.contender().equals(name))
                .map(RunRecord::ledger).filter(Objects::nonNull).toList();
        return ledgers.isEmpty()
                ? new Cell.NotAvailable(whyNoLedger(name))
                : new Cell.Text(String.format(Locale.ROOT, "%,d", ledgers.stream().mapToLong(count).sum()));
    }

    /// A run that is OK has had every receipt, or Pong, that was due.
    private String whyNoLedger(String name) {
        boolean counts = runs(name, Outcome.OK) == 0 || evidence.runs().stream().noneMatch(
                run -> run.contender().equals(name) && run.outcome() == Outcome.OK && run.loaded() != null
                        && run.loaded().latency() != null);
        return counts
                ? "the server has no counters, or no run came to its end"
                : standing.pinged().contains(name)
                        ? "the server has no counters; every ping behind a message was answered"
                        : "the server has no counters; every receipt that was due came, with the right digest";
    }

    private long runs(String name, Outcome outcome) {
        return evidence.runs().stream().filter(r -> r.contender().equals(name) && r.outcome() == outcome).count();
    }

    private static @Nullable Double asDouble(@Nullable Number number) {
        return number == null ? null : Double.valueOf(number.doubleValue());
    }
}
