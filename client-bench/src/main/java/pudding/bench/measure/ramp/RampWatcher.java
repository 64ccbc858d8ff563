package pudding.bench.measure.ramp;

import pudding.bench.plan.RampKind;

/// Is told how far a ramp is, on the thread that makes it.
public interface RampWatcher {

    /// Something begins.
    ///
    /// @param doing in words
    void begins(String contender, RampKind kind, String doing);

    /// A number of clients was tried.
    void tried(String contender, RampKind kind, Attempt attempt);

    /// A rate was offered.
    void offered(String contender, Curve.Point point);
}
