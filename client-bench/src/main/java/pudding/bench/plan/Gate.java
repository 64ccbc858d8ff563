package pudding.bench.plan;

/// What a window must keep to, or its run is void: beyond it the figures tell of something else than the server.
///
/// @param generatorShare the generator's CPU time, as a share of its CPU set, at most
/// @param lagP99Micros   how late 1 message in 100 left, at most
/// @param sentShare      messages sent of those due, at least
/// @param stealShare     CPU time that the hypervisor gave to others, at most
/// @param otherShare     CPU time of other processes, at most
/// @param drift          how far CPU per message, less the JIT's, may differ between the window's halves, as a share
/// @param voids          whether a run beyond it is void; else it only carries a warning
public record Gate(double generatorShare, long lagP99Micros, double sentShare, double stealShare, double otherShare,
        double drift, boolean voids) {

    /// CPU time that the hypervisor may give to others, as a share of all processors' time.
    public static final double MAX_STEAL_SHARE = 0.02;
}
