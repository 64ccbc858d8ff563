package pudding.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import pudding.bench.plan.Gate;
import pudding.bench.plan.Plan;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;
import pudding.bench.plan.Stage;
import pudding.bench.plan.WarmUp;
import pudding.bench.plan.Window;
import pudding.bench.stat.Label;
import pudding.bench.stat.Unit;

/// The part of a page that says what was decided before the first run.
final class PagePlan {

    private PagePlan() {
    }

    static Html of(Plan plan) {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("profile", plan.profile());
        facts.put("seed", Long.toString(plan.seed()));
        facts.put("baseline", plan.baseline());
        facts.put("judged", plan.judged().isEmpty() ? "none" : String.join(", ", plan.judged()));
        facts.put("half-blocks", Integer.toString(plan.halfBlocks()));
        facts.put("runs", plan.steps().size() + ", and at most " + plan.maxRepeats() + " of void ones again");
        common(facts, plan.messageBytes(), plan.heapMegabytes(), plan.warmUp());
        facts.put("gate", gate(plan.gate()));
        facts.put("deadline", Format.number(plan.deadlineSeconds(), Unit.COUNT) + " s");
        return PageEnvironment.facts(facts)
                .part(PageTables.grid("What is judged", metrics(plan)))
                .part(PageTables.grid("The load of each stage", windows(plan)));
    }

    static Html of(RampPlan plan) {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        facts.put("looked for", String.join(", ", plan.kinds().stream().map(RampKind::label).toList()));
        facts.put("seed", Long.toString(plan.seed()));
        facts.put("contenders", String.join(", ", plan.contenders()));
        common(facts, plan.messageBytes(), plan.heapMegabytes(), plan.warmUp());
        return PageEnvironment.facts(facts);
    }

    private static void common(Map<String, String> facts, int messageBytes, int heapMegabytes, WarmUp warmUp) {
        facts.put("message", Format.number(messageBytes, Unit.COUNT) + " bytes");
        facts.put("heap bound", Format.number(heapMegabytes, Unit.COUNT) + " MB");
        facts.put("warm-up", warmUp(warmUp));
    }

    private static String warmUp(WarmUp w) {
        return String.format(Locale.ROOT, "at least %,d messages, then until compiler threads use under %.0f %% of a "
                + "core and no trend is left, for at most %.0f s", w.minMessages(), 100 * w.maxJitShare(),
                w.maxSeconds());
    }

    private static String gate(Gate g) {
        return String.format(Locale.ROOT, "generator at most %.0f %% of its CPUs, p99 of the lag at most %.0f ms, at "
                + "least %.0f %% of the messages due sent, steal at most %.0f %%, other processes at most %.0f %%, "
                + "drift at most %.0f %%; a run beyond it %s", 100 * g.generatorShare(), g.lagP99Micros() / 1e3,
                100 * g.sentShare(), 100 * g.stealShare(), 100 * g.otherShare(), 100 * g.drift(),
                g.voids() ? "is void" : "carries a warning");
    }

    private static Grid metrics(Plan plan) {
        return new Grid(List.of("judged", "primary", "margin", "or a difference of"), plan.metrics().stream()
                .map(m -> List.of(Label.of(m.id()), m.primary() ? "yes" : "no",
                        String.format(Locale.ROOT, "%.0f %%", 100 * m.margin()),
                        m.absolute() == 0 ? "" : String.format(Locale.ROOT, "%.1f ms", m.absolute())))
                .toList());
    }

    private static Grid windows(Plan plan) {
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<Stage, Window> window : plan.windows().entrySet()) {
            rows.add(List.of(window.getKey().label(), Format.number(window.getValue().clients(), Unit.COUNT),
                    Format.number(window.getValue().messagesPerSecond(), Unit.COUNT),
                    Format.number(window.getValue().seconds(), Unit.COUNT)));
        }
        return new Grid(List.of("load", "clients", "messages/s", "seconds"), rows);
    }
}
