package pudding.bench.measure;

/// What a process has used up to one moment, by [ProcessMeter]. Immutable. Times are processor time since its
/// start.
///
/// @param nanos        when it was taken, by [System#nanoTime]
/// @param cpuMicros    user and system time together; exact to the microsecond on 64-bit Linux, else to 10 ms
/// @param userMicros   user time, to 10 ms; the kernel splits the exact sum in the proportion that its timer tick
///                     saw
/// @param systemMicros system time, likewise
/// @param jitMicros    of the JVM's compiler threads; exact for threads that live, and up to the last sample for
///                     those that have ended; 0 where there is no JVM
/// @param gcMicros     of the JVM's collector threads and the VM thread, likewise
/// @param rssBytes     resident memory
/// @param peakRssBytes the most that was ever resident (`VmHWM`)
/// @param threads      operating system threads
/// @param descriptors  open file descriptors
public record ProcessSample(long nanos, long cpuMicros, long userMicros, long systemMicros, long jitMicros,
        long gcMicros, long rssBytes, long peakRssBytes, int threads, int descriptors) {

    /// What was used between an earlier sample and this one.
    public Usage since(ProcessSample earlier) {
        return new Usage(nanos - earlier.nanos, cpuMicros - earlier.cpuMicros, userMicros - earlier.userMicros,
                systemMicros - earlier.systemMicros, jitMicros - earlier.jitMicros, gcMicros - earlier.gcMicros);
    }

    /// Processor time between two samples.
    ///
    /// @param nanos the time that passed
    public record Usage(long nanos, long cpuMicros, long userMicros, long systemMicros, long jitMicros,
            long gcMicros) {

        /// Processors kept busy on average.
        public double cores() {
            return cpuMicros * 1e3 / nanos;
        }

        /// Share of one processor that the compiler threads had.
        public double jitShare() {
            return jitMicros * 1e3 / nanos;
        }
    }
}
