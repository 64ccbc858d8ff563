package pudding.bench.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.plan.Stage;

/// The evidence of one run: what was seen on one fresh server, from its start to its end.
///
/// Members of stages that the run did not go through are null.
///
/// @param index       the step of the plan
/// @param attempt     1, and more where runs of that step were void before
/// @param contender   its name
/// @param stages      what it went through
/// @param began       when it began, in seconds of the comparison
/// @param seconds     how long it took
/// @param outcome     whether its figures may be used
/// @param problems    why it is [Outcome#FAIL], a sentence each
/// @param warnings    what makes its figures doubtful
/// @param startMillis from the start of the process to its ready line
/// @param tls         protocol and suite that the connections negotiated
/// @param serverCpus  CPUs that the server was held to, as read back from it
/// @param command     the server's command line, paths shortened to file names
/// @param warmUps     how each warm-up went
/// @param article     the article's window
/// @param loaded      the loaded window
/// @param discard     the loaded window without the JSON
/// @param ceiling     the most that the generator could send
/// @param profile     where the CPU time went
/// @param ledger      every message, on both ends
/// @param exitStatus  of the server after SIGTERM
public record RunRecord(int index, int attempt, String contender, List<Stage> stages, double began, double seconds,
        Outcome outcome, List<String> problems, List<Warning> warnings, double startMillis, List<String> tls,
        String serverCpus, List<String> command, List<WarmedUp> warmUps, @Nullable ArticleWindow article,
        @Nullable Loaded loaded, @Nullable Loaded discard, @Nullable Ceiling ceiling,
        @Nullable Sampled profile, @Nullable Ledger ledger, int exitStatus) {

    /// Whether a run's figures may be used.
    public enum Outcome {
        /// Every message is accounted for, and the window kept to the gate.
        OK,
        /// Every message is accounted for, but the machine, or the generator, spoilt the figures.
        INVALID,
        /// A message is not accounted for, or the server failed.
        FAIL
    }

    /// What the names of a run's files begin with.
    public static String name(int index, String contender, int attempt) {
        return String.format(Locale.ROOT, "%03d-%s%s", index, contender, attempt == 1 ? "" : "-" + attempt);
    }

    /// What the names of this run's files begin with.
    public String name() {
        return name(index, contender, attempt);
    }

    /// Whether its round trips are those of Pings behind the messages, which tell less than receipts.
    public boolean pinged() {
        return warnings.contains(Warning.PING_ROUND_TRIP);
    }

    /// The same run, void because its half-block was not finished and is made again.
    public RunRecord interrupted() {
        List<Warning> all = Stream.concat(warnings.stream(), Stream.of(Warning.INTERRUPTED)).distinct().toList();
        return new RunRecord(index, attempt, contender, stages, began, seconds,
                outcome == Outcome.FAIL ? Outcome.FAIL : Outcome.INVALID, problems, all, startMillis, tls, serverCpus,
                command, warmUps, article, loaded, discard, ceiling, profile, ledger, exitStatus);
    }

    /// How a server was warmed.
    ///
    /// @param messages messages that it got
    /// @param seconds  for so long
    /// @param jitShare compiler threads' share of one core in the last second
    /// @param warm     whether the criterion was met
    public record WarmedUp(long messages, double seconds, double jitShare, boolean warm) {
    }

    /// Memory in the article's window. Resident figures are read with nothing attached, the live heap after
    /// a collection.
    ///
    /// @param clients           connections, one message a second each
    /// @param seconds           length of the window
    /// @param idleRssBytes      resident when ready, before the first connection
    /// @param rssBytes          resident at the end of the window
    /// @param pssBytes          the same with each page divided by the number of processes that map it; null, and left
    ///                          out, where it is not known
    /// @param residentHeapBytes the part of `rssBytes` that is the Java heap; null when it is not known
    /// @param liveHeapBytes     used heap after a full collection; null where there is no JVM
    /// @param threads           operating system threads
    /// @param descriptors       open file descriptors
    public record ArticleWindow(int clients, double seconds, long idleRssBytes, long rssBytes,
            @JsonInclude(Include.NON_NULL) @Nullable Long pssBytes, @Nullable Long residentHeapBytes,
            @Nullable Long liveHeapBytes, int threads, int descriptors) {

        /// Live heap and resident memory outside the heap; null when either is not known.
        public @Nullable Long memoryBytes() {
            return liveHeapBytes == null || residentHeapBytes == null
                    ? null
                    : Long.valueOf(liveHeapBytes + rssBytes - residentHeapBytes);
        }
    }

    /// One loaded window. Times are CPU µs over the whole window, until the last message is acknowledged.
    ///
    /// @param path               the endpoint of most connections
    /// @param clients            connections
    /// @param seconds            length of the window
    /// @param due                messages due
    /// @param sent               messages sent
    /// @param messages           messages of the window that the server finished
    /// @param elapsedMicros      between the readings of the meters at both ends
    /// @param cpuMicros          the server's user and system time together
    /// @param userMicros         the server's user time, to 10 ms
    /// @param systemMicros       the server's system time, to 10 ms
    /// @param jitMicros          the server's compiler threads
    /// @param gcMicros           the server's collector threads
    /// @param hostBusyMicros     all CPUs, busy with anything but the loops that keep them awake
    /// @param cpuSet             the CPUs of server and generator, whoever used them
    /// @param generatorMicros    the generator's process
    /// @param generatorCpus      CPUs that the generator may use
    /// @param allocatedBytes     allocated by the server's threads; null where it is not known
    /// @param pauses             the collector's pauses; null where there is no log of them
    /// @param rssBytes           resident at the window's end
    /// @param peakRssBytes       the most that was ever resident
    /// @param threads            operating system threads
    /// @param voluntarySwitches  context switches in which a thread waited
    /// @param forcedSwitches     context switches in which a thread was preempted
    /// @param latency            from due time to the acknowledgement's arrival; null where nothing is acknowledged
    /// @param service            from the send to the acknowledgement's arrival; null likewise
    /// @param lag                from due time to the send
    /// @param perSecond          what happened in each second
    public record Loaded(String path, int clients, double seconds, long due, long sent, long messages,
            long elapsedMicros, long cpuMicros, long userMicros, long systemMicros, long jitMicros, long gcMicros,
            long hostBusyMicros, CpuSet cpuSet, long generatorMicros, int generatorCpus,
            @Nullable Long allocatedBytes, @Nullable Pauses pauses, long rssBytes, long peakRssBytes, int threads,
            long voluntarySwitches, long forcedSwitches, @Nullable Latency latency, @Nullable Latency service,
            Latency lag, List<Second> perSecond) {

        /// The server's CPU time per message, in µs.
        public double microsPerMessage() {
            return cpuMicros / (double) messages;
        }

        /// The server's CPU time per message without its compiler threads', in µs.
        public double microsLessJit() {
            return (cpuMicros - jitMicros) / (double) messages;
        }
    }

    /// Quantiles of one histogram, in µs; the histogram itself lies beside the evidence.
    public record Latency(long count, long p50, long p90, long p99, long p999, long max) {
    }

    /// Pauses of the collector.
    public record Pauses(int count, long totalMicros, long maxMicros) {
    }

    /// What became of the CPU time of server and generator's CPUs, to 10 ms.
    ///
    /// @param totalMicros busy or not
    /// @param busyMicros  user and system time, without interrupts and without the loops that keep them awake
    /// @param stealMicros taken by the hypervisor
    public record CpuSet(long totalMicros, long busyMicros, long stealMicros) {
    }

    /// One second of a window, or what came after the last second until the server had worked off everything.
    ///
    /// @param sent            messages sent
    /// @param acked           acknowledgements received
    /// @param p99Micros       latency of those
    /// @param serverMicros    CPU time of the server
    /// @param jitMicros       of it the compiler threads
    /// @param generatorMicros CPU time of the generator
    /// @param stealMicros     taken by the hypervisor, all CPUs, to 10 ms
    public record Second(long sent, long acked, long p99Micros, long serverMicros, long jitMicros,
            long generatorMicros, long stealMicros) {
    }

    /// The most that the generator could send to `/discard`, as fast as either end went.
    ///
    /// @param messagesPerSecond sent
    /// @param generatorShare    of its CPU set that the generator used
    /// @param serverShare       of its CPU set that the server used
    public record Ceiling(double messagesPerSecond, double generatorShare, double serverShare) {
    }

    /// A window under a sampling profiler, by which its figures are no measurement.
    ///
    /// @param slices where the samples were
    /// @param stacks different stacks that were seen, which lie beside the evidence; null, and left out, where they were
    ///               not kept
    /// @param window what the window cost
    public record Sampled(Slices slices, @JsonInclude(Include.NON_NULL) @Nullable Integer stacks, Loaded window) {
    }

    /// Every message of the run, as the generator and as the server count them.
    ///
    /// @param sent               messages whose last byte the generator handed to its socket
    /// @param received           messages that the server received whole
    /// @param discarded          of those, on `/discard`
    /// @param deserialised       messages that became a record
    /// @param sentDigest         sum of the digests that the sent messages must have, 16 hex digits
    /// @param deserialisedDigest sum of the digests that the server computed
    /// @param acked              acknowledgements received
    /// @param wrongAcks          acknowledgements with another digest or order than due
    /// @param rejected           messages and connections that the server rejected, by reason; reasons that did
    ///                           not occur are left out
    public record Ledger(long sent, long received, long discarded, long deserialised, String sentDigest,
            String deserialisedDigest, long acked, long wrongAcks, Map<String, Long> rejected) {

        /// Messages that one end has and the other has not, rejected ones, and wrong acknowledgements; where the
        /// counts agree and the digests do not, one.
        public long unaccounted() {
            long count = Math.abs(sent - received) + Math.abs(received - deserialised - discarded) + wrongAcks;
            return count == 0 && !balances() ? 1 : count;
        }

        /// Whether every message that was sent was received, and deserialised or discarded, unchanged.
        public boolean balances() {
            return sent == received && received == deserialised + discarded && sentDigest.equals(deserialisedDigest)
                    && wrongAcks == 0 && rejected.isEmpty();
        }
    }
}
