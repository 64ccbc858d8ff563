package pudding.bench.plan;

/// When a server counts as warm: after `minMessages` at a high rate, as soon as a second at the window's own rate
/// brings less compiler time than `maxJitShare` and no better CPU per message than the second before, and at the
/// latest after `maxSeconds`.
///
/// @param messagesPerSecond rate of `minMessages`, lower where the server cannot take it
/// @param minMessages       messages that it gets at least
/// @param maxJitShare       compiler threads' CPU time, as a share of one core
/// @param maxTrend          how much cheaper a message may have become, as a share
/// @param maxSeconds        bound on the whole
public record WarmUp(double messagesPerSecond, long minMessages, double maxJitShare, double maxTrend,
        double maxSeconds) {
}
