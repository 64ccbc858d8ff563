package pudding.contract;

/// Notices that a peer takes nothing of what waits for it; belongs to one connection and one thread, which looks at
/// it now and then, so that sending itself costs no clock and no timer.
public final class SendWatch {

    private final long timeoutNanos;
    private long progress;
    private boolean waiting;
    private boolean told;
    private long sinceNanos;

    public SendWatch(Limits limits) {
        timeoutNanos = limits.sendTimeout().toNanos();
    }

    /// Looks at the connection.
    ///
    /// @param unsent   whether bytes wait for the peer
    /// @param sent     a number that changes whenever the peer takes some
    /// @param nowNanos the time, on the clock of [System#nanoTime]
    /// @throws Rejection [Refusal#NOT_READING], once
    public void look(boolean unsent, long sent, long nowNanos) throws Rejection {
        if (!unsent || !waiting || sent != progress) {
            waiting = unsent;
            progress = sent;
            sinceNanos = nowNanos;
        } else if (!told && nowNanos - sinceNanos >= timeoutNanos) {
            told = true;
            throw new Rejection(Refusal.NOT_READING, "Nothing of what was sent was taken for "
                    + timeoutNanos / 1_000_000_000 + " seconds.");
        }
    }
}
