package pudding.bench.report;

import java.util.List;
import java.util.Locale;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Overall;
import pudding.bench.stat.Verdicts;
import pudding.bench.stat.Verdicts.Headline;

/// The verdict as a small flat SVG; a pure function.
///
/// Texts are given the width that is drawn for them, so that they fit in whatever font there is.
final class Badge {

    private static final String LEFT = "plain threads vs Netty";
    private static final double CHAR_PIXELS = 6.4;
    private static final int PADDING = 6;

    private Badge() {
    }

    /// What it says, and on what colour white letters say it.
    private enum Says {
        SAME("no practical difference", "#2e7d32"), //
        DIFFERENT("differs", "#a84300"), //
        OPEN("inconclusive", "#5f6368"), //
        VOID("void", "#b3261e"), //
        NOTHING("not judged", "#5f6368");

        private final String words;
        private final String colour;

        Says(String words, String colour) {
            this.words = words;
            this.colour = colour;
        }
    }

    /// Draws the first headline: that of equal TLS where there is one.
    static String render(Comparison comparison) {
        Verdicts verdicts = comparison.verdicts();
        List<Headline> headlines = verdicts.headlines();
        Says says = headlines.isEmpty() ? Says.NOTHING : says(verdicts, headlines.getFirst());
        String scope = headlines.isEmpty() ? "" : ", " + headlines.getFirst().title().toLowerCase(Locale.ROOT)
                .replace("tls", "TLS");
        return svg(LEFT + scope + ": " + says.words, says);
    }

    private static Says says(Verdicts verdicts, Headline headline) {
        String contender = headline.contender();
        if (verdicts.bare().containsKey(contender)) {
            return Says.NOTHING;
        }
        if (verdicts.judgement().isVoid() || verdicts.spoilt().containsKey(contender)
                || verdicts.spoilt().containsKey(verdicts.baseline())) {
            return Says.VOID;
        }
        return headline.overall() == Overall.SAME ? Says.SAME
                : headline.overall() == Overall.DIFFERENT ? Says.DIFFERENT : Says.OPEN;
    }

    private static String svg(String title, Says says) {
        int left = width(LEFT);
        int right = width(says.words);
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" viewBox="0 0 %1$d 20" role="img" \
                aria-label="%2$s">
                <title>%2$s</title>
                <clipPath id="round"><rect width="%1$d" height="20" rx="3"/></clipPath>
                <g clip-path="url(#round)"><rect width="%3$d" height="20" fill="#444"/>\
                <rect x="%3$d" width="%4$d" height="20" fill="%5$s"/></g>
                <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
                %6$s
                %7$s
                </g>
                </svg>
                """, left + right, title, left, right, says.colour, text(LEFT, PADDING), text(says.words,
                left + PADDING));
    }

    private static int width(String words) {
        return letters(words) + 2 * PADDING;
    }

    private static int letters(String words) {
        return (int) Math.round(words.length() * CHAR_PIXELS);
    }

    private static String text(String words, int x) {
        return String.format(Locale.ROOT,
                "<text x=\"%d\" y=\"14\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">%s</text>", x,
                letters(words), words);
    }
}
