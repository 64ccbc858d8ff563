package pudding.bench.measure;

import java.util.ArrayList;
import java.util.List;

/// What all processors of the machine have done up to one moment, by [HostMeter]. Immutable.
///
/// @param nanos when it was taken, by [System#nanoTime]
/// @param total all processors together
/// @param cpus  each one that is online, in order of its number
public record HostSample(long nanos, Cpu total, List<Cpu> cpus) {

    public HostSample {
        cpus = List.copyOf(cpus);
    }

    /// The time of one processor or several, in µs, of which the kernel gives multiples of 10 ms. It is sampled at
    /// the timer's tick where the kernel is not built for exact accounting.
    ///
    /// @param id            its number, -1 for the sum
    /// @param userMicros    user code, `nice` included, and code of guests
    /// @param systemMicros  the kernel
    /// @param irqMicros     hardware interrupts
    /// @param softirqMicros software interrupts: the network stack's receiving half
    /// @param stealMicros   taken by the hypervisor while there was something to run
    /// @param idleMicros    nothing to run, or waiting for a disk
    public record Cpu(int id, long userMicros, long systemMicros, long irqMicros, long softirqMicros,
            long stealMicros, long idleMicros) {

        /// Everything but idle and stolen time.
        public long busyMicros() {
            return userMicros + systemMicros + irqMicros + softirqMicros;
        }

        public long totalMicros() {
            return busyMicros() + stealMicros + idleMicros;
        }

        Cpu minus(Cpu earlier) {
            return new Cpu(id, userMicros - earlier.userMicros, systemMicros - earlier.systemMicros,
                    irqMicros - earlier.irqMicros, softirqMicros - earlier.softirqMicros,
                    stealMicros - earlier.stealMicros, idleMicros - earlier.idleMicros);
        }
    }

    /// What happened between an earlier sample and this one; `nanos` is then the time that passed. A processor that
    /// came or went in between is left out of the list.
    public HostSample since(HostSample earlier) {
        List<Cpu> differences = new ArrayList<>();
        for (Cpu cpu : cpus) {
            for (Cpu before : earlier.cpus) {
                if (before.id() == cpu.id()) {
                    differences.add(cpu.minus(before));
                }
            }
        }
        return new HostSample(nanos - earlier.nanos, total.minus(earlier.total), differences);
    }
}
