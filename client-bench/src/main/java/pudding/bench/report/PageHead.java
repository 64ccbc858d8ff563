package pudding.bench.report;

import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.ramp.RampEvidence;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Overall;
import pudding.bench.stat.Verdicts;

/// What comes first in a page: what was found, where, and what stands against quoting it.
final class PageHead {

    private PageHead() {
    }

    static Html of(Evidence evidence, Comparison comparison, String where) {
        Verdicts verdicts = comparison.verdicts();
        Html html = new Html();
        verdicts.headlines().forEach(line -> html.part(headline(line)));
        html.element("p", comparison.headline(), "class", verdicts.headlines().isEmpty() ? "lead" : "profile")
                .element("p", where, "class", "quiet");
        if (evidence.plan().smoke()) {
            html.part(banner("SMOKE", "It shows that everything works; no figure here may be quoted."));
        }
        html.part(partial(evidence.ending()));
        if (verdicts.judgement().isVoid()) {
            html.part(banner("VOID", verdicts.judgement().aaSentence()));
        }
        return html.element("p", "All that follows holds for this workload and this machine.", "class", "quiet");
    }

    static Html of(RampEvidence evidence, String where) {
        return new Html().element("p", where, "class", "quiet").part(partial(evidence.ending()));
    }

    private static Html headline(Verdicts.Headline line) {
        return new Html().open("div", "class", "headline")
                .element("span", mark(line.overall()), "class", "mark", "aria-hidden", "true")
                .open("p").element("b", line.title(), "class", "label").text(line.sentence()).close("p").close("div");
    }

    /// Beside the sentence that says the same.
    private static String mark(Overall overall) {
        return switch (overall) {
            case SAME -> "=";
            case DIFFERENT -> "≠";
            case OPEN -> "?";
        };
    }

    private static Html partial(Ending ending) {
        return switch (ending) {
            case COMPLETE -> new Html();
            case OPEN -> banner("PARTIAL", "It has not ended, or it was killed; a part of the plan is missing.");
            case DEADLINE -> banner("PARTIAL", "Its deadline ended it; a part of the plan is missing.");
            case INTERRUPTED -> banner("PARTIAL", "It was interrupted; a part of the plan is missing.");
        };
    }

    private static Html banner(String word, String sentence) {
        return new Html().open("p", "class", "banner").element("b", word).text(" " + sentence).close("p");
    }
}
