package pudding.bench.measure.floor;

import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Repeats one kind of work in rounds until the last ones agree and the compiler is quiet, or until time is up.
///
/// For one thread at a time, the one whose processor time is counted; the compiler and the collector have threads of
/// their own.
final class Rounds {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final @Nullable CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private static final Duration ROUND = Duration.ofMillis(200);
    private static final int AGREEING = 5;
    private static final double SPREAD = 0.02;
    private static final double JIT_SHARE = 0.02;

    private Rounds() {
    }

    /// A batch of work, some of which is timed.
    interface Batch {

        /// Does it.
        ///
        /// @return messages
        int run(Meter meter) throws Exception;
    }

    /// Adds up what the timed parts of a round took.
    static final class Meter {

        private final long[] nanos;
        private final long[] bytes;
        private long startNanos;
        private long startBytes;

        private Meter(int parts) {
            nanos = new long[parts];
            bytes = new long[parts];
        }

        /// A timed part begins.
        void begin() {
            startBytes = THREADS.getCurrentThreadAllocatedBytes();
            startNanos = THREADS.getCurrentThreadCpuTime();
        }

        /// The part has ended; what comes until the next [#begin] is not counted.
        ///
        /// @param part its number, from 0
        void end(int part) {
            nanos[part] += THREADS.getCurrentThreadCpuTime() - startNanos;
            bytes[part] += THREADS.getCurrentThreadAllocatedBytes() - startBytes;
        }
    }

    /// What one message took in one round, by part.
    private record Round(List<Double> micros, List<Double> bytes, boolean quiet) {

        double sum() {
            return micros.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /// Measures.
    ///
    /// @param parts  how many parts the batch times
    /// @param within bound of the whole
    /// @return a figure for each part
    static List<Floor.Figure> measure(Batch batch, int parts, Duration within) throws Exception {
        long deadlineNanos = System.nanoTime() + within.toNanos();
        List<Round> last = new ArrayList<>();
        while (true) {
            last.add(round(batch, parts));
            if (last.size() > AGREEING) {
                last.removeFirst();
            }
            boolean settled = last.size() == AGREEING && last.stream().allMatch(Round::quiet) && agree(last);
            if (settled || System.nanoTime() + ROUND.toNanos() > deadlineNanos) {
                return figures(last, parts, settled);
            }
        }
    }

    private static Round round(Batch batch, int parts) throws Exception {
        Meter meter = new Meter(parts);
        long startNanos = System.nanoTime();
        long jitMillis = jitMillis();
        long messages = 0;
        long elapsedNanos;
        do {
            messages += batch.run(meter);
            elapsedNanos = System.nanoTime() - startNanos;
        } while (elapsedNanos < ROUND.toNanos());
        boolean quiet = (jitMillis() - jitMillis) * 1e6 <= JIT_SHARE * elapsedNanos;
        return new Round(perMessage(meter.nanos, messages * 1e3), perMessage(meter.bytes, (double) messages), quiet);
    }

    private static List<Double> perMessage(long[] sums, double divisor) {
        return Arrays.stream(sums).mapToObj(sum -> sum / divisor).toList();
    }

    private static boolean agree(List<Round> rounds) {
        DoubleSummaryStatistics micros = rounds.stream().mapToDouble(Round::sum).summaryStatistics();
        return micros.getMax() <= (1 + SPREAD) * micros.getMin();
    }

    private static List<Floor.Figure> figures(List<Round> rounds, int parts, boolean settled) {
        List<Floor.Figure> figures = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int part = i;
            figures.add(Floor.Figure.of(rounds.stream().map(r -> r.micros().get(part)).toList(),
                    rounds.stream().map(r -> r.bytes().get(part)).toList(), settled));
        }
        return figures;
    }

    private static long jitMillis() {
        return COMPILER == null || !COMPILER.isCompilationTimeMonitoringSupported()
                ? 0
                : COMPILER.getTotalCompilationTime();
    }
}
