package pudding.bench.measure;

import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;

/// Is told how far a run is, by the thread that makes it.
public interface RunWatcher {

    /// A stage begins, its warm-up included.
    default void stage(Step step, Stage stage) {
    }

    /// A second of a measured window is over.
    ///
    /// @param serverPid the process under measure
    /// @param second    1 for the first
    default void second(Step step, Stage stage, long serverPid, int second) {
    }
}
