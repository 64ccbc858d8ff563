package pudding.bench.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a sampling profile saw of a server's processor time, but for its compiler and its collector, whose threads
/// are not sampled. Immutable.
///
/// Every sample counts once, whatever period Flight Recorder notes with it: that also has what the thread did since its
/// last sample, which was something else. A sample is taken at the next safepoint where its stack cannot be walked at
/// once, so that a loop without one is told as the method that follows; a slice is coarse enough for that, a
/// [HotFrame] is a hint.
///
/// @param cpuTime       whether processor time was sampled (JEP 509); else only running Java code was, by the clock,
///                      and [Slice#KERNEL] is not known
/// @param samples       samples of each slice; a slice without one may be left out
/// @param failed        samples without a stack, which are in no slice
/// @param lost          samples that the JVM says it lost
/// @param hottest       where most of [Slice#REST] was, the most first
public record Slices(boolean cpuTime, Map<Slice, Integer> samples, int failed, long lost, List<HotFrame> hottest) {

    public Slices {
        // In an order that is always the same: it is written to files that are compared.
        EnumMap<Slice, Integer> ordered = new EnumMap<>(Slice.class);
        ordered.putAll(samples);
        samples = Collections.unmodifiableMap(ordered);
        hottest = List.copyOf(hottest);
    }

    /// A method that was on top of a stack.
    ///
    /// @param method  `class.method`
    /// @param samples how often
    public record HotFrame(String method, int samples) {
    }

    /// Samples of all slices.
    public int total() {
        return samples.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// A slice's share of the samples, from 0 to 1; NaN where there are none. Its standard error is
    /// √(share · (1 − share) / total).
    public double share(Slice slice) {
        int total = total();
        return total == 0 ? Double.NaN : samples.getOrDefault(slice, 0) / (double) total;
    }

    /// Divides the processor time of the window that was profiled: what is neither the compiler's nor the
    /// collector's is split in the proportion of the samples.
    ///
    /// @param cpuMicros user and system time of the window
    /// @param jitMicros the compiler threads' part of it
    /// @param gcMicros  the collector threads' part of it
    /// @param messages  messages of the window
    /// @return µs for each message, for every slice
    public Map<Slice, Double> microsPerMessage(long cpuMicros, long jitMicros, long gcMicros, long messages) {
        Map<Slice, Double> micros = new EnumMap<>(Slice.class);
        for (Slice slice : Slice.values()) {
            micros.put(slice, share(slice) * (cpuMicros - jitMicros - gcMicros) / messages);
        }
        return micros;
    }
}
