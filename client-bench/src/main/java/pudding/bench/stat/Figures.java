package pudding.bench.stat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.ArticleWindow;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.RunRecord.Loaded;

/// The figures of one run, by the ids of the table's rows, in the units of the evidence.
final class Figures {

    /// Acknowledgements below which the 99.9th percentile is but the slowest of them.
    private static final long LEAST_FOR_P999 = 1_000;

    private static final Map<String, Function<RunRecord, @Nullable Double>> FIGURES = new LinkedHashMap<>();

    static {
        FIGURES.put("start_millis", RunRecord::startMillis);
        article("memory_bytes", window -> number(window.memoryBytes()));
        article("rss_bytes", window -> number(window.rssBytes()));
        article("pss_bytes", window -> number(window.pssBytes()));
        article("live_heap_bytes", window -> number(window.liveHeapBytes()));
        article("threads", window -> number(window.threads()));
        loaded("cpu_micros", Loaded::microsPerMessage);
        loaded("cpu_user_micros", window -> per(window, window.userMicros()));
        loaded("cpu_system_micros", window -> per(window, window.systemMicros()));
        loaded("cpu_jit_micros", window -> per(window, window.jitMicros()));
        loaded("cpu_less_jit_micros", Loaded::microsLessJit);
        loaded("cpu_host_micros", window -> per(window, window.hostBusyMicros()));
        loaded("cpu_generator_micros", window -> window.generatorMicros() / (double) window.sent());
        loaded("allocated_bytes",
                window -> window.allocatedBytes() == null ? null : per(window, window.allocatedBytes()));
        loaded("gc_pauses", window -> window.pauses() == null ? null : number(window.pauses().count()));
        loaded("gc_pause_max_millis",
                window -> window.pauses() == null ? null : Double.valueOf(window.pauses().maxMicros() / 1e3));
        loaded("switches", window -> per(window, window.voluntarySwitches() + window.forcedSwitches()));
        latency("p50_millis", Latency::p50);
        latency("p99_millis", Latency::p99);
        latency("p999_millis", latency -> latency.count() < LEAST_FOR_P999 ? null : latency.p999());
        latency("max_millis", Latency::max);
        roundTrip("ping_p50_millis", Latency::p50, true);
        roundTrip("ping_p99_millis", Latency::p99, true);
        discard("cpu_discard_micros", Loaded::microsPerMessage);
        discard("cpu_discard_less_jit_micros", Loaded::microsLessJit);
    }

    private Figures() {
    }

    /// One figure of a run; null where the run does not have it.
    static @Nullable Double of(String id, RunRecord run) {
        Function<RunRecord, @Nullable Double> figure = FIGURES.get(id);
        if (figure == null) {
            throw new IllegalArgumentException("There is no figure " + id + ".");
        }
        return figure.apply(run);
    }

    /// Whether a figure comes from the window without JSON.
    static boolean isOfDiscard(String id) {
        return id.startsWith("cpu_discard");
    }

    private static void article(String id, Function<ArticleWindow, @Nullable Double> figure) {
        FIGURES.put(id, run -> run.article() == null ? null : figure.apply(run.article()));
    }

    private static void loaded(String id, Function<Loaded, @Nullable Double> figure) {
        FIGURES.put(id, run -> run.loaded() == null ? null : figure.apply(run.loaded()));
    }

    private static void discard(String id, Function<Loaded, @Nullable Double> figure) {
        FIGURES.put(id, run -> run.discard() == null ? null : figure.apply(run.discard()));
    }

    private static void latency(String id, Function<Latency, @Nullable Long> micros) {
        roundTrip(id, micros, false);
    }

    /// What a Ping tells and what a receipt tells are never one figure.
    private static void roundTrip(String id, Function<Latency, @Nullable Long> micros, boolean byPing) {
        FIGURES.put(id, run -> {
            Latency latency = run.loaded() == null || run.pinged() != byPing ? null : run.loaded().latency();
            Long value = latency == null ? null : micros.apply(latency);
            return value == null ? null : Double.valueOf(value / 1e3);
        });
    }

    private static double per(Loaded window, long total) {
        return total / (double) window.messages();
    }

    private static @Nullable Double number(@Nullable Number number) {
        return number == null ? null : Double.valueOf(number.doubleValue());
    }
}
