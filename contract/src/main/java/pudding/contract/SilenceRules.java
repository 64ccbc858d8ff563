package pudding.contract;

/// Says what is due when the peer of an open WebSocket is silent; has no state and knows no clock.
///
/// ```
///  last byte ──interval──▶ ping ──interval──▶ ping ──interval──▶ 1008: --max-unanswered-pings (2 here) were in vain
///      └──────────────── --idle-timeout ────────────▶ 1008, if that comes first
/// ```
///
/// Any byte of the peer's ends the silence, a Pong (RFC 6455 §5.5.3) or another: a byte is plaintext, because half
/// a TLS record says nothing. A server does not call silent whom it does not listen to, which is so while bytes
/// wait to be sent there.
public final class SilenceRules {

    /// Long enough to be never, short enough to be added to a time.
    public static final long NEVER_NANOS = Long.MAX_VALUE / 4;

    private final long idleNanos;
    private final long pingNanos;
    private final Limits limits;

    public SilenceRules(Limits limits) {
        this.limits = limits;
        idleNanos = limits.idleTimeout().isZero() ? NEVER_NANOS : limits.idleTimeout().toNanos();
        pingNanos = limits.pingInterval().isZero() ? NEVER_NANOS : limits.pingInterval().toNanos();
    }

    /// How long after the last byte something is due, in nanoseconds.
    ///
    /// @param pings sent in this silence
    public long dueNanos(int pings) {
        return Math.min(idleNanos, pingNanos == NEVER_NANOS ? NEVER_NANOS : (pings + 1) * pingNanos);
    }

    /// Says what is due after [#dueNanos]: a ping, when this returns.
    ///
    /// @param pings sent in this silence
    /// @throws Rejection [Refusal#IDLE] or [Refusal#PINGS_UNANSWERED]
    public void check(int pings) throws Rejection {
        if (dueNanos(pings) == idleNanos) {
            throw new Rejection(Refusal.IDLE,
                    "Nothing was received for " + limits.idleTimeout().toSeconds() + " seconds.");
        }
        if (pings == limits.maxUnansweredPings()) {
            throw new Rejection(Refusal.PINGS_UNANSWERED, pings + " pings were not answered.");
        }
    }
}
