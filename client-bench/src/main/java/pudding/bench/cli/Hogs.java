package pudding.bench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import pudding.bench.measure.RunWatcher;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;
import pudding.bench.server.CpuSets;
import pudding.bench.server.Leftovers;

/// Processes that only burn CPU time, on the generator's CPUs, for two seconds of a window.
final class Hogs implements RunWatcher, AutoCloseable {

    /// So many for each CPU that what is left to the generator is less than it needs.
    private static final int PER_CPU = 24;

    private static final int LAST_SECOND = 3;

    private final List<Integer> cpus;
    private final String mark = "selftest-hogs-" + ProcessHandle.current().pid();

    Hogs(Setup setup) {
        this.cpus = setup.cpus().generator();
    }

    @Override
    public void second(Step step, Stage stage, long serverPid, int second) {
        if (stage == Stage.LOADED && second == LAST_SECOND) {
            // So that what is late can still be sent: a message that never leaves is a failure, not a void run.
            Thread.ofVirtual().start(this::close);
        }
        if (stage == Stage.LOADED && second == 1) {
            // On a thread of its own: this one reads the meters.
            Thread.ofVirtual().start(this::start);
        }
    }

    private void start() {
        List<String> command = new ArrayList<>();
        if (!cpus.isEmpty()) {
            command.addAll(List.of("taskset", "-c", CpuSets.format(cpus)));
        }
        // Ends by itself, whatever becomes of this process.
        command.addAll(List.of("timeout", "10", "sh", "-c", "while :; do :; done"));
        try {
            for (int i = 0; i < PER_CPU * Math.max(1, cpus.size()); i++) {
                ProcessBuilder hog = new ProcessBuilder(command);
                hog.environment().put(Leftovers.VARIABLE, mark);
                hog.start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Leftovers.end(mark);
    }
}
