package pudding.bench.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pudding.bench.report.Screen;

/// Tells the user how far a long command is: one line that is rewritten on a terminal, plain lines elsewhere.
///
/// Writes to standard error, so that standard output holds results alone. Safe for use by many threads at once.
final class Console {

    private static final int FALLBACK_COLUMNS = 160;

    private final boolean terminal = isTerminal();
    private final long startNanos = System.nanoTime();
    private String status = "";

    /// A line that stays.
    synchronized void line(String text) {
        clear();
        System.err.println(text);
        draw();
    }

    /// What is being done now.
    ///
    /// @param left how long the command will still take, or null where that is not known
    synchronized void status(String text, @Nullable Duration left) {
        String next = clock(elapsed()) + "  " + text + (left == null ? "" : ", about " + clock(left) + " left");
        if (terminal) {
            clear();
            // A line that wraps could not be taken away again.
            status = next.substring(0, Math.min(next.length(), columns() - 1));
            draw();
        }
    }

    /// Takes the status line away.
    synchronized void done() {
        clear();
        status = "";
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /// Whether a person sees what is printed as it comes.
    // It does return null: where standard input or output is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    /// What results are printed on. Colour is for a terminal alone, and for nobody who asks for none
    /// ([NO_COLOR](https://no-color.org)).
    static Screen screen() {
        String none = System.getenv("NO_COLOR");
        boolean wanted = (none == null || none.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Screen(columns(), wanted && isTerminal());
    }

    /// Columns of the terminal, as the launcher tells them.
    private static int columns() {
        String columns = System.getenv("COLUMNS");
        try {
            return columns == null ? FALLBACK_COLUMNS : Math.max(60, Integer.parseInt(columns));
        } catch (NumberFormatException e) {
            return FALLBACK_COLUMNS;
        }
    }

    private static String clock(Duration time) {
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }

    private void clear() {
        if (terminal && !status.isEmpty()) {
            System.err.print("\r\033[K");
        }
    }

    private void draw() {
        if (terminal && !status.isEmpty()) {
            System.err.print(status);
            System.err.flush();
        }
    }
}
