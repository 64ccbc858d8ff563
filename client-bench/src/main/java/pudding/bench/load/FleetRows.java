package pudding.bench.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Adds up the rows that the processes of a fleet tell for the same second, whichever comes first; belongs to one
/// thread.
///
/// @param <R> a row
final class FleetRows<R> {

    private final BinaryOperator<R> plus;
    private final UnaryOperator<R> afterwards;
    private final Out<R> out;
    private final List<Part<R>> parts = new ArrayList<>();
    private int rows;

    /// Gets each sum, in order, with its number from 1.
    interface Out<R> {
        void row(int number, R sum);
    }

    private static final class Part<R> {
        private final ArrayDeque<R> waiting = new ArrayDeque<>();
        private boolean finished;
        private @Nullable R last;
    }

    /// @param afterwards what a process that has finished adds to the seconds of the others, by its last row
    FleetRows(int processes, BinaryOperator<R> plus, UnaryOperator<R> afterwards, Out<R> out) {
        this.plus = plus;
        this.afterwards = afterwards;
        this.out = out;
        for (int i = 0; i < processes; i++) {
            parts.add(new Part<>());
        }
    }

    void add(int process, R row) {
        parts.get(process).waiting.add(row);
        flush();
    }

    /// The process tells no other row.
    void finished(int process) {
        parts.get(process).finished = true;
        flush();
    }

    private void flush() {
        while (parts.stream().anyMatch(part -> !part.waiting.isEmpty())
                && parts.stream().allMatch(part -> part.finished || !part.waiting.isEmpty())) {
            List<R> second = new ArrayList<>();
            for (Part<R> part : parts) {
                R row = part.waiting.poll();
                if (row != null) {
                    part.last = row;
                    second.add(row);
                } else if (part.last != null) {
                    second.add(afterwards.apply(part.last));
                }
            }
            out.row(++rows, second.stream().reduce(plus).orElseThrow());
        }
    }
}
