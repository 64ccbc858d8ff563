package pudding.bench.measure.ramp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.RunRecord.Latency;
import pudding.bench.measure.ramp.Attempt.Shares;

/// What connections and handshakes cost.
///
/// @param idle       memory at each number of connections that have never sent a message
/// @param used       memory at each number of connections that have sent some, of another server
/// @param cpu        CPU per message at each number of connections, at one rate
/// @param handshakes full and resumed
public record Slopes(List<Memory> idle, List<Memory> used, List<Cpu> cpu, List<Handshaking> handshakes) {

    public Slopes {
        idle = List.copyOf(idle);
        used = List.copyOf(used);
        cpu = List.copyOf(cpu);
        handshakes = List.copyOf(handshakes);
    }

    /// Memory with so many connections, read with nothing attached; the live heap after a collection that follows.
    ///
    /// @param rssBytes          resident
    /// @param residentHeapBytes of it the Java heap; null where it is not known
    /// @param liveHeapBytes     used heap after a full collection; null where there is no JVM
    public record Memory(int connections, long rssBytes, @Nullable Long residentHeapBytes,
            @Nullable Long liveHeapBytes) {

        /// Resident memory outside the heap; null where it is not known.
        public @Nullable Long restBytes() {
            return residentHeapBytes == null ? null : Long.valueOf(rssBytes - residentHeapBytes);
        }
    }

    /// A window on so many connections.
    ///
    /// @param messages  that the server finished
    /// @param cpuMicros of the server
    /// @param jitMicros of it the compiler threads
    /// @param latency   from due time to the acknowledgement's arrival
    /// @param shares    CPU meanwhile
    public record Cpu(int connections, long messages, long cpuMicros, long jitMicros, Latency latency,
            Shares shares) {
    }

    /// Connections that were set up and ended, as fast as both ends could.
    ///
    /// @param protocol     of TLS
    /// @param resumable    whether the client offered the session of an earlier connection
    /// @param completed    handshakes
    /// @param resumed      of those, the ones in which the server took it
    /// @param failures     by kind
    /// @param seconds      for so long
    /// @param cpuMicros    of the server
    /// @param jitMicros    of it the compiler threads
    /// @param micros       from the connection's start to the end of the handshake
    /// @param shares       CPU meanwhile
    /// @param warm         whether the compiler had become quiet before; null, and left out, in evidence that does not
    ///                     tell, whose handshakes came after five seconds of others
    public record Handshaking(String protocol, boolean resumable, long completed, long resumed,
            Map<String, Integer> failures, double seconds, long cpuMicros, long jitMicros, Latency micros,
            Shares shares, @JsonInclude(Include.NON_NULL) @Nullable Boolean warm) {
    }
}
