package pudding.bench.load;

import java.time.Duration;

/// What a generator is made of.
///
/// @param seed           of payloads, phases and masks
/// @param payloads       distinct payloads
/// @param messageBytes   size of each message
/// @param eventLoops     threads
/// @param connectTimeout from the start of a connection to its open WebSocket
public record GeneratorSpec(long seed, int payloads, int messageBytes, int eventLoops, Duration connectTimeout) {

    /// Enough that neither end can learn them by heart, few enough to stay in a CPU's cache of 4 MB.
    public static final int DEFAULT_PAYLOADS = 256;

    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(20);

    public GeneratorSpec {
        if (payloads < 1 || eventLoops < 1 || connectTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("A generator needs payloads, event loops and a timeout.");
        }
    }

    /// 10 KB messages.
    public static GeneratorSpec of(long seed, int eventLoops) {
        return new GeneratorSpec(seed, DEFAULT_PAYLOADS, Payloads.DEFAULT_BYTES, eventLoops,
                DEFAULT_CONNECT_TIMEOUT);
    }
}
