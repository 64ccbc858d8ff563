package pudding.bench.plan;

/// When a server counts as warm: after `fastMessages` at a high rate and `minMessages` in all, as soon as a rehearsal
/// of one second of the window brings less compiler time than `maxJitShare` CPU per message that is no better than in the
/// rehearsal before and little worse than in the best, and at the latest after `maxSeconds`.
///
/// @param messagesPerSecond rate of `fastMessages`, lower where the server cannot take it
/// @param fastMessages      messages before the first rehearsal
/// @param minMessages       messages that it gets at least
/// @param maxJitShare       compiler threads' CPU time, as a share of one core
/// @param maxTrend          how much cheaper a message may have become, as a share
/// @param maxExcess         how much dearer it may be than in the cheapest rehearsal, as a share
/// @param maxSeconds        bound on the whole
public record WarmUp(double messagesPerSecond, long fastMessages, long minMessages, double maxJitShare,
        double maxTrend, double maxExcess, double maxSeconds) {

    /// Bound on the warm-up before one stage. `/discard` runs through what an earlier stage has warmed, but for its own
    /// few lines: it gets a third.
    public double maxSeconds(Stage stage) {
        return stage == Stage.DISCARD ? maxSeconds / 3 : maxSeconds;
    }
}
