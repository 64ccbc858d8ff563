package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pudding.bench.stat.Verdict;

/// What a text for people is printed on.
///
/// @param columns characters in a line
/// @param colour  whether it takes ECMA-48's SGR sequences (bold, faint, colours)
public record Screen(int columns, boolean colour) {

    private static final int BOLD = 1;
    private static final int FAINT = 2;
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final int BLUE = 34;

    /// A file, or a pipe.
    public static Screen plain(int columns) {
        return new Screen(columns, false);
    }

    /// For what is read first.
    public String bold(String text) {
        return sgr(BOLD, text);
    }

    /// For what failed.
    public String alarm(String text) {
        return sgr(RED, text);
    }

    /// For what is void or doubtful.
    public String doubt(String text) {
        return sgr(YELLOW, text);
    }

    /// For legends.
    String faint(String text) {
        return sgr(FAINT, text);
    }

    /// Coloured by the verdict that the text begins with. Red is for failures: a difference is none.
    String verdict(String text) {
        String words = text.strip();
        for (Verdict verdict : Verdict.values()) {
            if (words.startsWith(verdict.words())) {
                return sgr(switch (verdict) {
                    case SAME, MEASURABLE -> GREEN;
                    case DIFFERS -> BLUE;
                    case INCONCLUSIVE -> YELLOW;
                }, text);
            }
        }
        return text;
    }

    /// The text in lines that fit, broken between words.
    String wrapped(String text) {
        return String.join("\n", text.lines().flatMap(this::broken).toList());
    }

    private Stream<String> broken(String line) {
        List<String> lines = new ArrayList<>();
        StringBuilder begun = new StringBuilder();
        for (String word : line.split(" ", -1)) {
            if (!begun.isEmpty() && begun.length() + 1 + word.length() > columns) {
                lines.add(begun.toString());
                begun.setLength(0);
            }
            begun.append(begun.isEmpty() ? "" : " ").append(word);
        }
        lines.add(begun.toString());
        return lines.stream();
    }

    private String sgr(int code, String text) {
        return colour && !text.isEmpty() ? "\033[" + code + 'm' + text + "\033[0m" : text;
    }
}
