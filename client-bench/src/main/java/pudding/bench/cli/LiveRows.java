package pudding.bench.cli;

import java.util.ArrayList;
import java.util.List;
import pudding.bench.load.PhaseResult;

/// What each server gets, second by second: one row per server that is rewritten on a terminal, one line per
/// second and server elsewhere. Writes to standard error. Safe for use by many threads at once.
final class LiveRows {

    @SuppressWarnings("SystemConsoleNull") // In JDK 25 it is null again where there is no terminal.
    private final boolean terminal = Console.isTerminal();
    private final List<String> names;
    private final List<String> rows = new ArrayList<>();
    private boolean drawn;

    LiveRows(List<String> names) {
        this.names = names;
        names.forEach(name -> rows.add(name));
    }

    synchronized void second(int row, PhaseResult.Second second) {
        String text = "%5d s  %-21s  %d sent  %d acked  p99 %.1f ms  %d open".formatted(second.number(),
                names.get(row), second.sent(), second.acked(), second.p99Micros() / 1e3, second.open());
        if (!terminal) {
            System.err.println(text);
            return;
        }
        rows.set(row, text);
        StringBuilder all = new StringBuilder(drawn ? "\033[" + rows.size() + "A" : "");
        rows.forEach(line -> all.append('\r').append(line).append("\033[K\n"));
        System.err.print(all);
        System.err.flush();
        drawn = true;
    }
}
