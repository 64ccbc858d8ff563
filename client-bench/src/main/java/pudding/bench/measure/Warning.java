package pudding.bench.measure;

/// What makes a run's figures doubtful; each reaches the published table.
public enum Warning {
    /// Server and generator share a CPU, so that each slows the other.
    SHARED_CPUS("server and generator share a CPU"),
    /// The generator used over 70 % of its CPU set.
    GENERATOR_BUSY("the generator used over 70 % of its CPUs"),
    /// Messages left later than they were due: 1 in 100 by more than 10 ms.
    SCHEDULE_LAG("1 message in 100 left over 10 ms late"),
    /// The generator sent under 99 % of what was due.
    RATE_MISSED("under 99 % of the due messages were sent"),
    /// The hypervisor gave over 2 % of the window's CPU time to others.
    HOST_STEAL("the host stole over 2 % of the CPU time"),
    /// Other processes used over 5 % of the machine.
    OTHER_LOAD("other processes used over 5 % of the machine"),
    /// The warm-up's bound came before its criterion.
    NOT_WARM("the server was not yet warm"),
    /// A setting that is held equal could not be read back.
    UNPROVEN_SETTING("a setting that is held equal could not be read back");

    private final String sentence;

    Warning(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
