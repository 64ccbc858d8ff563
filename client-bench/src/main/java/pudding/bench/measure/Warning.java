package pudding.bench.measure;

/// What makes a run's figures doubtful; each reaches the published table.
public enum Warning {
    /// Server and generator share a CPU, so that each slows the other.
    SHARED_CPUS(false, "server and generator share a CPU"),
    /// The generator used more of its CPU set than the gate allows.
    GENERATOR_BUSY(true, "the generator was short of CPU"),
    /// Messages left later than they were due.
    SCHEDULE_LAG(true, "messages left late"),
    /// The generator sent less than was due.
    RATE_MISSED(true, "fewer messages were sent than were due"),
    /// The hypervisor gave CPU time to others.
    HOST_STEAL(true, "the host stole CPU time"),
    /// Other processes used the machine.
    OTHER_LOAD(true, "other processes used the machine"),
    /// CPU per message was not the same in the window's two halves.
    DRIFT(true, "CPU per message drifted within the window"),
    /// The half-block that the run belonged to was interrupted, and was made again.
    INTERRUPTED(true, "its half-block was interrupted"),
    /// The warm-up's bound came before its criterion.
    NOT_WARM(false, "the server was not yet warm"),
    /// The window without JSON did not keep to the gate: it alone gives no figure.
    DISCARD_VOID(false, "the window without JSON was void"),
    /// The profiler failed, after all that is measured.
    NO_PROFILE(false, "the profiler failed"),
    /// It has neither receipts nor counters, so that nobody knows whether it parsed anything.
    UNPROVEN(false, "unproven, because nothing shows that the server parsed what it got"),
    /// It has no receipts: a round trip is that of a Ping sent behind the message.
    PING_ROUND_TRIP(false, "a round trip is that of a ping behind the message"),
    /// Its TLS is not what is held equal among the servers of this project.
    OTHER_TLS(false, "its TLS is not the suite that is held equal"),
    /// It printed more than its log takes.
    LOG_CUT(false, "the server printed so much that its log was cut"),
    /// Processes that it had started were there after its end.
    LEFT_BEHIND(false, "the server left processes behind, which were killed"),
    /// A setting that is held equal could not be read back.
    UNPROVEN_SETTING(false, "a setting that is held equal could not be read back");

    private final boolean voids;
    private final String sentence;

    Warning(boolean voids, String sentence) {
        this.voids = voids;
        this.sentence = sentence;
    }

    /// Whether a run with it is void where the plan's gate says so: its figures tell of something else than the
    /// server.
    public boolean voids() {
        return voids;
    }

    public String sentence() {
        return sentence;
    }
}
